import { InvalidArgumentError } from "commander";
import { memberOf } from "./input.ts";

const form = /^(?:gid:\/\/gitlab\/License\/)?(\d{1,15})$/;

/** Reads the portal's license number, or the global id that the queries show; the global id is what the API takes. */
export function licenseId(text: string): string {
  const number = form.exec(text)?.[1];
  if (number !== undefined) return `gid://gitlab/License/${Number(number)}`;
  throw new InvalidArgumentError(
    "It must be the portal's license number, such as 1001, or a global id, such as gid://gitlab/License/1001.",
  );
}

/** The number in the global id of a license that an API answered. */
export function licenseNumberOf(license: unknown): string {
  const id = String(memberOf(license, "id"));
  return form.exec(id)?.[1] ?? id;
}
