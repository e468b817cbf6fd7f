/** A row as a removal looks at it. */
interface NumberedRow {
  readonly row: number;
  /** Null if its license has none, or cannot be read. */
  readonly number: number | null;
}

/**
 * The rows that a number means: all that carry it; if none does, the row with that database id, provided that it carries
 * no number. Source: instance behaviour, destroy semantics, difference 2.
 */
export function rowsMeantBy<Row extends NumberedRow>(
  number: number,
  rows: readonly Row[],
): readonly Row[] {
  const carrying = rows.filter((one) => one.number === number);
  if (carrying.length > 0) return carrying;
  return rows.filter((one) => one.row === number && one.number === null);
}

/** Removing the license in force clears the future subscriptions, removing another leaves them. */
export const clearsFuture = (
  removed: readonly Pick<NumberedRow, "row">[],
  inForce: { readonly row: number } | null,
): boolean => removed.some(({ row }) => row === inForce?.row);
