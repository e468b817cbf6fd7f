/** Of some words the one that a word with a typing mistake in it was meant to be; undefined if none is near. */
export function similar(word: string, words: Iterable<string>): string | undefined {
  let best: string | undefined;
  // A third of the letters may be wrong, one at least.
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const one of words) {
    const distance = one.startsWith(word) && word.length > 2 ? 0.5 : mistakes(word, one);
    if (distance < least) [best, least] = [one, distance];
  }
  return best;
}

/** How many letters were left out, added, replaced or swapped with the next one. */
function mistakes(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= from.length; row += 1) {
    rows[row] = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      rows[row]?.push(
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + (same ? 0 : 1),
          swapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return at(from.length, to.length);
}

/** The end of a message that says what was meant. */
export const didYouMean = (meant: string | undefined): string =>
  meant === undefined ? "" : `\n(Did you mean ${meant}?)`;
