import type { AdministratorRequest } from "../instance/page-gate.ts";
import type { Flash, SessionStore } from "../instance/session-store.ts";
import { escapeHtml, escapeText, page } from "../listener/html.ts";
import type { Answer, Incoming, Refusal, Reply } from "../listener/http.ts";
import { json } from "../listener/replies.ts";

/** Whether a browser asks, for none of the API's answers. */
export const asksForPage = (
  request: Pick<Incoming, "headers"> & { url?: string | undefined },
): boolean =>
  !(request.url ?? "").startsWith("/api/") && /\btext\/html\b/i.test(request.headers.accept ?? "");

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

/** What is to be told on a page, taken from the session; HEAD leaves it for whoever reads it. */
export const takenFlash = (
  sessions: SessionStore,
  { incoming, who }: AdministratorRequest,
): Flash | null => (incoming.method === "GET" ? sessions.takeFlash(who.id) : null);

/** For people who ask for what is not there. */
export const missingPage = (status: 404 | 405): Answer =>
  page(
    status === 404 ? "Nothing here" : "Not served",
    `<h1>${status === 404 ? "There is nothing here" : "This is not served here"}</h1>
<p><a href="/">The start page</a> leads to what there is.</p>`,
    { status },
  );

export const toldToScript = (status: number, value: unknown): Answer =>
  json(status, value, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
  });
