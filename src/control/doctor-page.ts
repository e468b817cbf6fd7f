import type { AnswerOf } from "../contract/operations.ts";
import { escapeHtml, escapeText, foreignText } from "../listener/html.ts";
import type { Answer } from "../listener/http.ts";
import type { ControlPages } from "./control-page.ts";
import type { Controlled } from "./controlled.ts";

type Report = AnswerOf<"doctor.examine">;

/** Where it is shown: the subscription page of the instance leads here. */
export const doctorPath = "/doctor";
export const findingsPath = "/doctor/findings";

export const tooManyExaminations =
  "Too many examinations are under way. Ask again once one of them has ended.";

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
  if (report === null) {
    return page({
      title,
      status: 409,
      body: `<h1>${title}</h1>\n<p role="status">${tooManyExaminations}</p>`,
    });
  }
  return page({
    title,
    body: `<h1>${title}</h1>
${verdictOf(report)}
<section aria-labelledby="steps">
<h2 id="steps">What was tried, what came back, and the command that shows the same</h2>
<ol class="findings">
${report.steps.map(stepOf).join("\n")}
</ol>
</section>
<p><a class="button" href="${doctorPath}">Check again</a> On a command line: <code>understudy doctor</code>, or <code>understudy doctor --portal-url https://customers.gitlab.com</code> on any host.</p>`,
  });
}

const verdictOf = ({ verdict: { layer, sentence, next } }: Report) =>
  `<section class="alert alert-${layer === "none" ? "success" : "danger"}" aria-labelledby="verdict"><div class="alert-body">
<h2 class="alert-title" id="verdict">${layer === "none" ? "Nothing is wrong" : `The fault: ${layerNames[layer]}`}</h2>
<p>${foreignText(sentence)}</p>
<p>Next: ${foreignText(next)}</p>
</div></section>`;

/** As people call the layers. */
const layerNames: Readonly<Record<Report["verdict"]["layer"], string>> = {
  configuration: "configuration",
  dns: "names (DNS)",
  tcp: "connection (TCP)",
  proxy: "proxy",
  tls: "certificates (TLS)",
  http: "HTTP",
  portal: "portal",
  none: "none",
};

const outcomes = {
  true: { sign: "✓", word: "works", name: "passed" },
  false: { sign: "✗", word: "fails", name: "failed" },
  null: { sign: "–", word: "not tried, or not needed", name: "skipped" },
} as const;

function stepOf({ layer, tried, came, ms, command, ok }: Report["steps"][number]): string {
  const { sign, word, name } = outcomes[`${ok}`];
  const took = ms === null ? "" : ` <span class="finding-time">${ms} ms</span>`;
  return `<li class="finding finding-${name}"><span class="finding-sign" aria-hidden="true">${sign}</span><div>
<p><span class="visually-hidden">${word}: </span><span class="finding-layer">${escapeText(layer)}</span> ${foreignText(tried)}${took}</p>
<p class="finding-came">${foreignText(came)}</p>
<code>${escapeHtml(command)}</code>
</div></li>`;
}
