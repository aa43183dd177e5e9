/** Something that can be measured again and again. */
export interface Contender {
  readonly name: string;
  measure(): number | Promise<number>;
}

/** What a contender took in each round. */
export interface Measured {
  readonly name: string;
  readonly samples: readonly number[];
}

/** Measures contenders in turns, A B C A B C, so that whatever slows the machine down slows all of them down. */
export async function compare<C extends Contender>(
  contenders: readonly C[],
  rounds: number,
): Promise<(Measured & { readonly contender: C })[]> {
  const measured = contenders.map((contender) => ({
    name: contender.name,
    contender,
    samples: [] as number[],
  }));
  // The round before the first warms up.
  for (let round = 0; round <= rounds; round++) {
    for (const { contender, samples } of measured) {
      const sample = await contender.measure();
      if (round > 0) samples.push(sample);
    }
  }
  return measured;
}

/** The first contender once more: where its ratio to itself is not 1, that is noise. */
export function control<C extends Contender>(first: C): C {
  return { ...first, name: `${first.name} (A/A control)` };
}
