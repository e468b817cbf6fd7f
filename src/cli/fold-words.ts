import { memberOf } from "./input.ts";

type Fold = readonly unknown[];

const textOf = (event: unknown, name: string) => String(memberOf(event, name) ?? "");

/** What a text says of its own day, attempt or moment, and not of its like. */
const ownParts = [/ \(attempt [^()]*\)$/, / on \d{4}-\d{2}-\d{2}(?=\.$)/, / until \S+(?=\.$)/];

/** A text without what is true of one day or attempt alone. */
export const gistOf = (text: string): string =>
  ownParts.reduce((shorter, part) => shorter.replace(part, ""), text);

/** What has happened in all the events of a fold of several. */
export function foldText(fold: Fold): string {
  const [first] = fold;
  if (memberOf(first, "kind") === "clock") return movesText(fold);
  const texts = new Set(fold.map((event) => textOf(event, "text")));
  const [text = ""] = texts;
  if (texts.size === 1) return `${fold.length} × ${text}`;
  const outcomes = new Set(fold.map((event) => textOf(event, "outcome")));
  if (outcomes.size === 1) return `${fold.length} × ${gistOf(text)}`;
  const ends = [...outcomes].sort().join(" or ");
  return `${fold.length} × ${textOf(first, "job")} ${ends}: ${gistOf(textOf(first, "detail"))}`;
}

function movesText(moves: Fold): string {
  const last = moves.at(-1);
  const runs = memberOf(last, "running") === true ? "runs" : "stands still";
  const [from, to] = [textOf(moves[0], "from"), textOf(last, "to")];
  return `The clock was set ${moves.length} times, from ${from} to ${to}, and ${runs}.`;
}

/** Why all the events of a fold of several have happened. */
export function foldCause(fold: Fold): string {
  const [first] = fold;
  switch (memberOf(first, "kind")) {
    case "job":
      return [originOf(fold), ...faultsOf(fold)].join(" ");
    case "refusal":
      return severalAttempts(fold);
    case "fault": {
      const causes = new Set(fold.map((event) => textOf(event, "cause")));
      const [cause = ""] = causes;
      return causes.size === 1 ? cause : `It was armed for ${textOf(first, "endpoint")}.`;
    }
    default:
      return textOf(first, "cause");
  }
}

function originOf(runs: Fold): string {
  const [first] = runs;
  const trigger = textOf(first, "trigger");
  if (!(Number(memberOf(first, "attempt")) > 1)) {
    const isToken = memberOf(first, "job") === "service-token";
    return (isToken ? tokenTriggers : triggers)[trigger] ?? "";
  }
  const reports = new Set(runs.map((run) => textOf(run, "report")));
  return reports.size === 1
    ? `They are retries of report ${[...reports].join()}, ${report[trigger]}.`
    : `They are retries of ${reports.size} reports, ${severalReports[trigger]}.`;
}

type Words = Readonly<Record<string, string>>;

const triggers: Words = {
  daily: "They fall due every day.",
  activation: "A report follows each activation.",
  manual: "Somebody ran them.",
};

const tokenTriggers: Words = {
  daily: "They fall due every day.",
  activation: "They follow the reports on activations.",
  manual: "Somebody ran them, or reports that they follow.",
};

const report: Words = {
  daily: "that of a day",
  activation: "which follows an activation",
  manual: "which somebody asked for",
};

const severalReports: Words = {
  daily: "those of the days",
  activation: "which follow activations",
  manual: "which somebody asked for",
};

/** The faults that befell runs, and how many of them, where they spared some. */
function faultsOf(runs: Fold): readonly string[] {
  const met = new Map<string, number>();
  for (const run of runs) {
    const [, fault] = /(Fault \S+ \([^)]*\)) befell it\.$/.exec(textOf(run, "cause")) ?? [];
    if (fault !== undefined) met.set(fault, (met.get(fault) ?? 0) + 1);
  }
  return [...met].map(([fault, count]) =>
    count === runs.length ? `${fault} befell them.` : `${fault} befell ${count} of them.`,
  );
}

/** The fault, if there is one, befell them all: others are not folded with them. */
function severalAttempts(refusals: Fold): string {
  const [first] = refusals;
  const [, fault] = /(Fault \S+ \([^)]*\)) befell it\.$/.exec(textOf(first, "cause")) ?? [];
  const why = attempts[textOf(first, "by")] ?? "";
  return fault === undefined ? why : `${why} ${fault} befell them.`;
}

const attempts: Words = {
  person: "Somebody handed over activation codes.",
  environment: "The instance tried GITLAB_ACTIVATION_CODE when it was started.",
  rest: "Somebody uploaded them over REST, as understudy license upload does.",
  form: "Somebody uploaded them with the form of the admin pages.",
  "first-start": "They were to be loaded at the first start.",
};
