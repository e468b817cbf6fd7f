/** A seed that was given to play the same again; nothing if a new one is to be drawn. */
export function seedIn(variable: string): { readonly seed?: number } {
  const given = process.env[variable];
  return given === undefined ? {} : { seed: Number(given) };
}

/** How often something is done in a long test: as usual, unless a variable says otherwise. */
export const timesIn = (variable: string, usual: number): number =>
  Number(process.env[variable] ?? usual);

/** What a long test has found out, for whoever runs it. */
export const report = (line: string) => void process.stdout.write(`${line}\n`);
