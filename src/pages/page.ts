import type { Flash } from "../instance/session-store.ts";
import { escapeHtml, escapeText, page } from "../listener/html.ts";
import type { Refusal, Reply } from "../listener/http.ts";
import type { Service } from "../listener/server.ts";

/** Whether a browser asks for a page, and for none of the explorer's or the API's. */
export const asksForPage = (asked: Parameters<Service["refuse"]>[1]): boolean =>
  asked !== undefined &&
  /^\/(?:admin|users)\//.test(asked.url ?? "") &&
  /\btext\/html\b/i.test(asked.headers.accept ?? "");

/** A refusal that comes before any page, for people. */
export const refusalPage = ({ status, message }: Refusal): Reply =>
  page(
    "Request refused",
    `<h1>Request refused</h1>
<p role="alert">${escapeText(message)}</p>
<p>Go back in your browser to try something else.</p>`,
    { status },
  );

/** What the visitor is told of what was done before; nothing if there is nothing to tell. */
export function flashed(flash: Flash | null): string {
  if (flash === null) return "";
  const pieces = flash.message.map((piece) =>
    typeof piece === "string"
      ? escapeText(piece)
      : `<a href="${escapeHtml(piece.href)}">${escapeText(piece.text)}</a>`,
  );
  return `<p role="${flash.kind === "notice" ? "status" : "alert"}">${pieces.join("")}</p>`;
}
