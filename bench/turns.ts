/**
 * Lets works take turns, round by round, so that what else the machine does falls on all of them. Round 0 warms up, and does
 * not count; without `warmUp` there is none.
 */
export async function inTurns<Name extends string, Cost>(
  rounds: number,
  works: Readonly<Record<Name, (round: number) => Promise<Cost>>>,
  { warmUp = true }: { readonly warmUp?: boolean } = {},
): Promise<Record<Name, Cost[]>> {
  const names = Object.keys(works) as Name[];
  const costs = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    Cost[]
  >;
  for (let round = warmUp ? 0 : 1; round <= rounds; round += 1) {
    for (const name of names) {
      const cost = await works[name](round);
      if (round > 0) costs[name].push(cost);
    }
  }
  return costs;
}
