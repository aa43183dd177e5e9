/** How much of the bench to run. */
export interface Settings {
  /** How often each contender is measured; what the tables show is the median. */
  readonly rounds: number;
  readonly isQuick: boolean;
  /** The hosts to measure over HTTP. */
  readonly hosts: readonly string[];
}
