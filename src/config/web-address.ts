import { err, ok } from "../base/result.ts";
import type { Parse } from "./parse-setting.ts";

/** The same, with the slash at its end if one was typed: reports then go to a path with two. Source: licensing rules, endpoints. */
export const portalAddress: Parse<string> = (value) => {
  const address = webAddress(value);
  return address.ok && value.endsWith("/") ? ok(`${address.value}/`) : address;
};

/**
 * An http or https address. One with a password is refused, and any that could be a mistyped one with a password:
 * `http://me?secret@portal.test` would be an address with a query.
 */
export const webAddress: Parse<string> = (value) => {
  const url = /[?#@]|%40/i.test(value) ? null : URL.parse(value);
  return url && ["http:", "https:"].includes(url.protocol)
    ? ok(url.href.replace(/\/$/, ""))
    : err(
        "an http or https URL such as http://127.0.0.1:5000, without a password, a query or a fragment",
      );
};
