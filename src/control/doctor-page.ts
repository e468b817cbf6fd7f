import type { AnswerOf } from "../contract/operations.ts";
import { escapeHtml, escapeText, foreignText } from "../listener/html.ts";
import type { Answer } from "../listener/http.ts";
import type { ControlPages } from "./control-page.ts";
import type { Controlled } from "./controlled.ts";

type Report = AnswerOf<"doctor.examine">;

/** Where it is shown: the subscription page of the instance leads here. */
export const doctorPath = "/doctor";
export const findingsPath = "/doctor/findings";

const title = "How do I check connectivity?";

/** Says what goes on, and stays until the findings are there: silent networks take as long as their time-outs. */
export function doctorPage({ page }: ControlPages): Answer {
  const shown = page({
    title,
    body: `<h1>${title}</h1>
<p role="status">The way from the instance to the portal is examined: configuration, names, TCP, proxy, TLS, HTTP, and the portal's own paths. Where something does not answer, this takes as long as the instance would wait for it.</p>
<p><a href="${findingsPath}">Show the findings</a> if they do not come by themselves.</p>`,
  });
  return { ...shown, headers: { ...shown.headers, refresh: `0; url=${findingsPath}` } };
}

/** Examines, and shows each step with the command that shows the same. */
export async function findingsPage(
  { page }: ControlPages,
  { examine }: Pick<Controlled, "examine">,
): Promise<Answer> {
  const report = await examine();
  return page({
    title,
    width: "table",
    body: `<h1>${title}</h1>
${verdictOf(report)}
<section aria-labelledby="steps">
<h2 id="steps">What was tried</h2>
<div class="table-frame"><table>
<thead><tr><th scope="col">Step</th><th scope="col">Layer</th><th scope="col">What was tried, and the command that shows the same</th><th scope="col">What came back</th><th scope="col">Time</th></tr></thead>
<tbody>
${report.steps.map(rowOf).join("\n")}
</tbody>
</table></div>
</section>
<p><a class="button" href="${doctorPath}">Check again</a> On a command line: <code>understudy doctor</code>, or <code>understudy doctor --portal-url https://customers.gitlab.com</code> on any host.</p>`,
  });
}

const verdictOf = ({ verdict: { layer, sentence, next } }: Report) =>
  `<section class="alert alert-${layer === "none" ? "success" : "danger"}" aria-labelledby="verdict"><div class="alert-body">
<h2 class="alert-title" id="verdict">${layer === "none" ? "Nothing is wrong" : `The fault is in the layer ${layer}`}</h2>
<p>${foreignText(sentence)}</p>
<p>Next: ${foreignText(next)}</p>
</div></section>`;

const marks = { true: "works", false: "fails", null: "not tried, or not needed" } as const;
const signs = { true: "✓", false: "✗", null: "–" } as const;

const rowOf = ({ layer, tried, came, ms, command, ok }: Report["steps"][number]) =>
  `<tr><td><span aria-hidden="true">${signs[`${ok}`]}</span><span class="visually-hidden">${marks[`${ok}`]}</span></td><td class="unbroken">${escapeText(layer)}</td><td>${foreignText(tried)}<br><code>${escapeHtml(command)}</code></td><td>${foreignText(came)}</td><td class="unbroken">${ms === null ? "" : `${ms} ms`}</td></tr>`;
