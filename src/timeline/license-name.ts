import type { License } from "../license/license.ts";

/** A license as people speak of it: by its number at the portal, or else by its row. */
export const licenseName = (row: number, license: License | null): string =>
  license === null || license.number === null
    ? `the license in row ${row}`
    : `license ${license.number}`;

export const capitalized = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
