import { printable } from "../../base/printable.ts";

/** What is stored where no license is in force: it has not begun. */
export const storedInWords = (stored: number, firstStartsOn: string | null): string =>
  stored === 0 ? "" : printable(`: ${stored} stored, the first starts ${firstStartsOn}`);
