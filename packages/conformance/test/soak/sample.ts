/** What a host holds on to, after a garbage collection, while nobody is connected. */
export interface Sample {
  /** Bytes, but for compiled code. */
  readonly heap: number;
  /** What keeps the process busy, by type: sockets, timers, servers. */
  readonly resources: Readonly<Record<string, number>>;
  /** Calls of `onError`. */
  readonly reports: number;
  /** Errors that nobody caught, rejections that nobody handled. */
  readonly escaped: number;
  readonly warnings: number;
}
