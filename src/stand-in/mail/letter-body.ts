import { printable, printableLines } from "../../base/printable.ts";
import { escapeHtml, foreignText } from "../../listener/html.ts";

/** A part of what a letter says. */
export type Block =
  | { readonly paragraph: string }
  /** What its reader copies, in one line. */
  | { readonly code: string }
  /** What its reader copies, in many lines. */
  | { readonly file: string }
  | { readonly facts: readonly (readonly [label: string, value: string])[] }
  | { readonly steps: readonly string[] }
  | { readonly link: string; readonly url: string };

interface Body {
  readonly title: string;
  readonly greeting: string;
  readonly blocks: readonly Block[];
  /** Why the reader has it. */
  readonly closing: string;
}

/** Says the same to those who read text and to those who read HTML. What comes from customers is shown as text. */
export const letterBody = (body: Body): { readonly text: string; readonly html: string } => ({
  text: [printable(body.greeting), ...body.blocks.map(asText), `--\n${body.closing}`]
    .map((part) => `${part}\n`)
    .join("\n"),
  html: page(body),
});

function asText(block: Block): string {
  if ("paragraph" in block) return printable(block.paragraph);
  if ("code" in block) return `    ${printable(block.code)}`;
  if ("file" in block) return printableLines(block.file.trim());
  if ("steps" in block)
    return block.steps.map((step, at) => `${at + 1}. ${printable(step)}`).join("\n");
  if ("link" in block) return `${printable(block.link)}:\n${printable(block.url)}`;
  const width = Math.max(...block.facts.map(([label]) => label.length)) + 2;
  return block.facts
    .map(([label, value]) => `${`${label}:`.padEnd(width)}${printable(value)}`)
    .join("\n");
}

/*
 * Programs that read mail drop style sheets, so each element has its style. Their dark modes turn these colors around by
 * themselves, or take those of the sheet.
 */
const style = {
  page: "margin:0;padding:24px 12px;background:#f4f4f6;color:#1b1b1f;font:15px/1.55 -apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif",
  card: "max-width:600px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #e2e2e6;border-radius:10px",
  title: "margin:0 0 20px;font-size:22px;line-height:1.3;font-weight:650;color:#1b1b1f",
  paragraph: "margin:0 0 16px",
  code: "margin:0 0 20px;padding:16px;background:#eeedfb;border:1px solid #c9c5f3;border-radius:8px;color:#1b1b1f;font:600 18px/1.4 ui-monospace,Menlo,Consolas,monospace;text-align:center;overflow-wrap:anywhere",
  file: "margin:0 0 20px;padding:14px;background:#f4f4f6;border:1px solid #e2e2e6;border-radius:8px;color:#1b1b1f;font:12px/1.4 ui-monospace,Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere",
  facts: "width:100%;margin:0 0 20px;border-collapse:collapse",
  label:
    "padding:7px 16px 7px 0;border-bottom:1px solid #e2e2e6;color:#55555f;font-weight:400;text-align:left;vertical-align:top;white-space:nowrap",
  value:
    "padding:7px 0;border-bottom:1px solid #e2e2e6;color:#1b1b1f;text-align:left;overflow-wrap:anywhere",
  steps: "margin:0 0 16px;padding-left:22px",
  link: "display:inline-block;padding:10px 18px;background:#4f46c8;border-radius:6px;color:#ffffff;font-weight:600;text-decoration:none",
  address: "margin:0 0 20px;color:#55555f;font-size:13px;overflow-wrap:anywhere",
  closing: "max-width:600px;margin:16px auto 0;padding:0 32px;color:#55555f;font-size:13px",
} as const;

const sheet = `@media (max-width: 480px) {
  .page { padding: 12px 8px !important }
  .card { padding: 20px !important }
}
@media (prefers-color-scheme: dark) {
  .page { background: #111113 !important; color: #ededf0 !important }
  .card { background: #19191c !important; border-color: #2e2e34 !important }
  .ink { color: #ededf0 !important; border-color: #2e2e34 !important }
  .soft { color: #adadb8 !important; border-color: #2e2e34 !important }
  .code { background: #26244a !important; border-color: #4b4694 !important; color: #ededf0 !important }
  .file { background: #111113 !important; border-color: #2e2e34 !important; color: #ededf0 !important }
}`;

const page = ({ title, greeting, blocks, closing }: Body) => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>
${sheet}
</style>
</head>
<body class="page" style="${style.page}">
<div class="card" style="${style.card}">
<h1 class="ink" style="${style.title}">${escapeHtml(title)}</h1>
<p style="${style.paragraph}">${foreignText(greeting)}</p>
${blocks.map(asHtml).join("\n")}
</div>
<p class="soft" style="${style.closing}">${escapeHtml(closing)}</p>
</body>
</html>
`;

function asHtml(block: Block): string {
  if ("paragraph" in block)
    return `<p style="${style.paragraph}">${foreignText(block.paragraph)}</p>`;
  if ("code" in block)
    return `<p class="code" style="${style.code}">${foreignText(block.code)}</p>`;
  if ("file" in block)
    return `<pre class="file" style="${style.file}">${escapeHtml(block.file.trim())}</pre>`;
  if ("steps" in block) {
    const items = block.steps.map((step) => `<li>${foreignText(step)}</li>`);
    return `<ol style="${style.steps}">\n${items.join("\n")}\n</ol>`;
  }
  if ("link" in block) {
    const url = escapeHtml(block.url);
    return `<p style="${style.paragraph}"><a href="${url}" style="${style.link}">${escapeHtml(block.link)}</a></p>
<p class="soft" style="${style.address}">${url}</p>`;
  }
  const rows = block.facts.map(
    ([label, value]) =>
      `<tr><th class="soft" scope="row" style="${style.label}">${escapeHtml(label)}</th><td class="ink" style="${style.value}">${foreignText(value)}</td></tr>`,
  );
  return `<table style="${style.facts}">\n${rows.join("\n")}\n</table>`;
}
