import type { icons } from "../../../layout/icons.ts";
import { foreignText } from "../../../listener/html.ts";
import type { RecordListName, RecordRow } from "../../store/record-lists.ts";

/** A column of a list, which a record's own page shows as well. */
export interface Column {
  /** Of the list in the books; it is also what the address sorts and filters by. */
  readonly name: string;
  readonly title: string;
  /** How it is shown: as text unless said. */
  readonly show?: ((row: RecordRow) => string) | undefined;
  /** Whether its texts are long, and take several lines in a list. */
  readonly isLong?: boolean;
  /** Only on the record's own page. */
  readonly onlyOnRecord?: boolean;
}

/** A place of a record beside its page: a tab there, and an icon in the list. */
interface Tab {
  /** What stands behind the record's path. */
  readonly path: string;
  readonly name: string;
  readonly icon: keyof typeof icons;
  /** Whether a record has it; each has it unless said. */
  readonly when?: (row: RecordRow) => boolean;
  /** Whether the list has an icon for it. */
  readonly inList?: boolean;
  /** Whether that icon does at once what the tab's button does: the form needs nothing else. */
  readonly isDoneAtOnce?: boolean;
}

/** A kind of records that staff looks through, in RailsAdmin's manner. */
export interface Resource {
  /** Where its list is; a record is below, under its number. */
  readonly path: string;
  readonly name: string;
  readonly plural: string;
  readonly list: RecordListName;
  readonly columns: readonly Column[];
  /** What a record is called. */
  readonly titleOf: (row: RecordRow) => string;
  readonly tabs: readonly Tab[];
  /** Where one is added; undefined if that is not done here. */
  readonly add?: { readonly path: string; readonly name: string };
  /** Links beside those of the list itself. */
  readonly links?: readonly { readonly path: string; readonly name: string }[];
  /** What the search looks at, in words. */
  readonly searched: string;
  /** False if its records have no page of their own. */
  readonly hasPages?: boolean;
  /** As histories call its records; undefined if they have none. */
  readonly itemType?: string;
}

export const recordPath = ({ path }: Pick<Resource, "path">, { id }: RecordRow): string =>
  `${path}/${id}`;

export const textAt = (row: RecordRow, name: string): string => {
  const value = row[name] ?? null;
  return value === null ? "" : String(value);
};

export const dash = '<span class="none" aria-label="none">–</span>';

/** A cell of a list, or a line of a record's page. */
export const shownIn = (row: RecordRow, { name, show }: Column): string =>
  show ? show(row) : shownText(row[name] ?? null);

export const shownText = (value: string | number | null): string =>
  value === null || value === "" ? dash : foreignText(String(value));

/** A column that is yes or no. */
export const yesOrNo =
  (name: string) =>
  (row: RecordRow): string =>
    row[name] ? "Yes" : "No";

/** A column of codes and keys, which are copied rather than read. */
export const codeText =
  (name: string) =>
  (row: RecordRow): string =>
    row[name] === null ? dash : `<code>${foreignText(textAt(row, name))}</code>`;

/** A column that leads to a record of another kind. */
export const linkTo =
  (path: string, idName: string, name: string) =>
  (row: RecordRow): string =>
    row[idName] === null || row[idName] === undefined
      ? shownText(row[name] ?? null)
      : `<a href="${path}/${Number(row[idName])}">${foreignText(textAt(row, name))}</a>`;
