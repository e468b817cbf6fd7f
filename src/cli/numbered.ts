import { InvalidArgumentError } from "commander";

/** The argument that names a license of the portal. */
export const numbered = ["<number>", "number of the license, such as 1001", licenseNumber] as const;

function licenseNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be the number of a license, such as 1001.");
}
