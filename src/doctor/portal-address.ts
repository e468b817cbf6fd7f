import { printable } from "../base/printable.ts";
import { addressShown } from "../base/repeatable.ts";
import { unbracketed } from "../base/unbracketed.ts";

/** The portal that is examined. */
export interface PortalAddress {
  /** Without a slash at its end. */
  readonly url: URL;
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  readonly isSecure: boolean;
}

/** Why a text is no portal's URL. */
export interface AddressProblem {
  readonly shown: string;
  readonly problem: string;
  readonly next: string;
}

/** The product refuses longer hosts. Source: network, form of URLs (C4). */
const longestHost = 1024;
const longestUrl = 2048;

/** Reads the URL of a portal as somebody has typed it. */
export function readPortalAddress(text: string): PortalAddress | AddressProblem {
  const shown = shownOf(text);
  const wrong = (problem: string, next: string): AddressProblem => ({ shown, problem, next });
  if (text.length > longestUrl) {
    return wrong(
      `it is ${text.length} characters long, and hosts have at most ${longestHost}`,
      "Name the portal by its URL alone, such as https://customers.gitlab.com.",
    );
  }
  const url = URL.parse(text.trim());
  if (url === null || url.hostname === "") {
    return wrong("it is no URL", "Write it with its scheme, such as https://customers.gitlab.com.");
  }
  if (!["http:", "https:"].includes(url.protocol)) {
    return wrong(
      "its scheme is neither http nor https",
      "Write it with its scheme, such as https://customers.gitlab.com.",
    );
  }
  if (url.username !== "" || url.password !== "") {
    return wrong(
      "there is a user in it, which the portal does not ask for",
      "Leave out what stands before the @.",
    );
  }
  if (url.search !== "" || url.hash !== "") {
    return wrong(
      "there is a query or a fragment in it, behind which no path of the portal can stand",
      "Leave out what stands behind the ? or #.",
    );
  }
  if (url.hostname.length > longestHost) {
    return wrong(
      `its host is ${url.hostname.length} characters long, and hosts have at most ${longestHost}`,
      "Name the portal by its URL alone, such as https://customers.gitlab.com.",
    );
  }
  if (url.port === "0") {
    return wrong(
      "nothing can listen at port 0",
      "Name the port that the portal listens at, or none.",
    );
  }
  const isSecure = url.protocol === "https:";
  const usual = isSecure ? 443 : 80;
  return {
    url,
    host: unbracketed(url.hostname),
    port: url.port === "" ? usual : Number(url.port),
    isSecure,
  };
}

/** A URL as it may be repeated, and not by the megabyte. */
function shownOf(text: string): string {
  const shown = printable(addressShown(text.slice(0, longestUrl)));
  return shown.length > 120 ? `${shown.slice(0, 120)}…` : shown;
}

/** Where the instance asks for a path: what stands behind the host counts for reports alone, as in the product. */
export const graphqlUrl = ({ url }: PortalAddress): URL => new URL("/graphql", url);
export const seatLinksUrl = ({ url }: PortalAddress): URL =>
  new URL(`${url.href.replace(/\/$/, "")}/api/v1/seat_links`);
