/** A seed that was given to play the same again; nothing if a new one is to be drawn. */
export function seedIn(variable: string): { readonly seed?: number } {
  const given = process.env[variable];
  return given === undefined ? {} : { seed: Number(given) };
}

/** How often something is done in a long test: as usual, or `EFFORT` per cent of it, unless a variable says otherwise. */
export function timesIn(variable: string, usual: number): number {
  const { [variable]: given, EFFORT: percent = "100" } = process.env;
  return given === undefined ? Math.ceil((usual * Number(percent)) / 100) : Number(given);
}

/** What a long test has found out, for whoever runs it. */
export const report = (line: string) => void process.stdout.write(`${line}\n`);
