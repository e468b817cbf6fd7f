import Database from "better-sqlite3";

/** A database that nobody else has open. */
export function openFile(path: string) {
  const raw = new Database(path, { fileMustExist: true });
  return { raw, [Symbol.dispose]: () => void raw.close() };
}

export type Row = Readonly<Record<string, unknown>>;

/** Appends rows to a table, in one transaction. */
export function appendRows(raw: Database.Database, table: string, rows: Iterable<Row>) {
  let insert: Database.Statement | undefined;
  raw.transaction(() => {
    for (const row of rows) {
      const columns = Object.keys(row);
      insert ??= raw.prepare(
        `INSERT INTO ${table} (${columns.join()}) VALUES (${columns.map((column) => `@${column}`).join()})`,
      );
      insert.run(row);
    }
  })();
}

/** So many copies of each row of a table, changed as each must be. */
export function copyRows(
  raw: Database.Database,
  table: string,
  copies: number,
  change: (row: Row, copy: number) => Row,
) {
  const rows = raw.prepare<[], Row>(`SELECT * FROM ${table} ORDER BY rowid`).all();
  appendRows(raw, table, copiesOf(rows, copies, change));
}

function* copiesOf(
  rows: readonly Row[],
  copies: number,
  change: (row: Row, copy: number) => Row,
): Iterable<Row> {
  for (let copy = 1; copy <= copies; copy += 1) for (const row of rows) yield change(row, copy);
}
