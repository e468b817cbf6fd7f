import { foldedEvents, isBad, isRetry } from "./fold-events.ts";
import { foldCause, foldText } from "./fold-words.ts";
import { memberOf } from "./input.ts";
import { column, listOf } from "./table.ts";

interface Line {
  readonly at: string;
  readonly kind: string;
  readonly what: string;
}

const columns = [column("at"), column("kind"), column("what")];

/** A timeline for people: one by one, or with what is alike folded together. */
export function timelineInWords(events: unknown, isWhole: boolean): string {
  const all: readonly unknown[] = Array.isArray(events) ? events : [];
  if (all.length === 0) return "Nothing has happened.";
  const folds = isWhole ? all.map((event) => [event]) : foldedEvents(all);
  return listOf(folds.flatMap(linesOf), columns);
}

function linesOf(fold: readonly unknown[]): readonly Line[] {
  const [first] = fold;
  const last = fold.at(-1);
  const kind = textOf(first, "kind");
  if (fold.length === 1) {
    const line = { at: textOf(first, "at"), kind, what: textOf(first, "text") };
    return [line, causeLine(textOf(first, "cause"))];
  }
  const [from, to] = [first, last].map((event) => textOf(event, "at").slice(0, 10));
  const at = from === to ? `${from}` : `${from} … ${to}`;
  const folded = { at, kind, what: foldText(fold) };
  // Why a day has its jobs need not be said again and again.
  return isOfEveryDay(first) ? [folded] : [folded, causeLine(foldCause(fold))];
}

const causeLine = (cause: string): Line => ({ at: "", kind: "", what: `  ${cause}` });

const isOfEveryDay = (event: unknown) =>
  memberOf(event, "trigger") === "daily" && !isBad(event) && !isRetry(event);

const textOf = (event: unknown, name: string) => String(memberOf(event, name) ?? "");

/** Why the instance is as it is: which license came into force last, and what is known of its end today. */
export function standingInWords(notices: unknown, state: unknown): string {
  const all: readonly unknown[] = Array.isArray(notices) ? notices : [];
  const last = all.findLastIndex((notice) =>
    ["in-force", "none-in-force"].includes(textOf(notice, "notice")),
  );
  const title = `Now (${textOf(memberOf(state, "clock"), "now")})`;
  if (last < 0) return `${title}\nNo license has come into force.`;
  const [ascent, ...since] = all.slice(last);
  const standing = [ascent, ...stillTrue(since, state)];
  return `${title}\n${listOf(
    standing.flatMap((notice) => linesOf([notice]).map(withoutCountdown)),
    columns,
  )}`;
}

/** Of what was said since a license came into force, what holds today, each once. */
function stillTrue(since: readonly unknown[], state: unknown): readonly unknown[] {
  const known = memberOf(state, "notices");
  const names = (Array.isArray(known) ? known : []).map((notice) => textOf(notice, "notice"));
  const blocked = names.includes("changes-blocked");
  const holding = new Set(blocked ? names : [...names, "changes-allowed"]);
  const latest = new Map(since.map((notice) => [textOf(notice, "notice"), notice]));
  return since.filter((notice) => {
    const name = textOf(notice, "notice");
    return holding.has(name) && latest.get(name) === notice;
  });
}

/** How many days were left was true on the day on which it was said. */
const withoutCountdown = (line: Line): Line => ({
  ...line,
  what: line.what.replace(/ expires (?:tomorrow|in \d+ days), on /, " expires soon, on "),
});
