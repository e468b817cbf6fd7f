import type { Answer } from "./http.ts";
import { html } from "./replies.ts";

/** An HTML page without scripts, in the frame that all pages have. `body` is trusted, texts within it are escaped. */
export function page(
  title: string,
  body: string,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Answer {
  return html(
    status,
    `<!DOCTYPE html>
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
input[type=checkbox] { width: auto }
fieldset { margin: 1rem 0 0 }
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
    {
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cache-control": "no-store",
      ...headers,
    },
  );
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Makes any text safe between tags and in quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? "");

/** Makes any text safe between tags. Quotation marks stay, so that the source has the product's sentences word by word. */
export const escapeText = (text: string): string =>
  text.replace(/[&<>]/g, (character) => entities[character] ?? "");

/** What would change how the text around it is shown, or not be shown at all. */
const unprintable = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

/** Text from elsewhere between tags: as text, in its place, and with a mark for what cannot be seen. */
export const foreignText = (text: string): string =>
  `<bdi>${escapeText(text.replace(unprintable, "\uFFFD"))}</bdi>`;

/** The same for text of several lines. */
export const foreignLines = (text: string): string =>
  text.split(/\r?\n/).map(foreignText).join("<br>");
