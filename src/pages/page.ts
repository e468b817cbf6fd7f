import type { Flash } from "../instance/session-store.ts";
import type { ListenerOptions, Refusal, Reply } from "../listener/http.ts";
import { escapeHtml, escapeText } from "./escape-html.ts";

/** An HTML page without scripts, in the frame of the others. `body` is trusted, texts within it are escaped. */
export function page(
  title: string,
  body: string,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Reply {
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cache-control": "no-store",
      ...headers,
    },
    body: `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5 }
body { max-width: 40rem; margin: clamp(1rem, 8vh, 6rem) auto; padding: 0 1rem }
form { max-width: 24rem }
nav { margin-top: 2rem }
label { display: block; margin-top: 1rem }
main { overflow-wrap: anywhere }
input, textarea { box-sizing: border-box; width: 100%; padding: .5rem; font: inherit }
input[type=file] { padding-inline: 0 }
textarea { font: .875rem/1.4 ui-monospace, monospace }
button { margin-top: 1.5rem; padding: .5rem 1.5rem; font: inherit }
[role=alert], [role=status] { padding: .5rem 1rem; border-left: .25rem solid #c91c00 }
[role=status] { border-color: #108548 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem }
dd { margin: 0; font-weight: 600 }
time { white-space: nowrap }
li { margin-top: .5rem }
</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`,
  };
}

/** Whether a browser asks for a page, and for none of the explorer's or the API's. */
export const asksForPage = (asked: Parameters<ListenerOptions["refuse"]>[1]): boolean =>
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

export const redirect = (location: string, headers: Record<string, string> = {}): Reply => ({
  status: 302,
  headers: { location, "cache-control": "no-store", ...headers },
  body: "",
});

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
