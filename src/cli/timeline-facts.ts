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

/** Why the instance is as it is: which license came into force last, and what is known of it since. */
export function standingInWords(notices: unknown, now: unknown): string {
  const all: readonly unknown[] = Array.isArray(notices) ? notices : [];
  const last = all.findLastIndex((notice) =>
    ["in-force", "none-in-force"].includes(textOf(notice, "notice")),
  );
  const title = `Now (${String(now)})`;
  if (last < 0) return `${title}\nNo license has come into force.`;
  const since = all.slice(last).filter((notice) => textOf(notice, "notice") !== "not-in-force");
  return `${title}\n${listOf(
    since.flatMap((notice) => linesOf([notice])),
    columns,
  )}`;
}
