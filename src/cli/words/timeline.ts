import type { AnswerOf } from "../../contract/operations.ts";
import { currentNotices } from "../../timeline/current-notices.ts";
import { type Fold, foldedEvents, unfoldedEvents } from "../../timeline/fold.ts";
import type { PublicEvent } from "../../timeline/timeline-event.ts";
import { foldCause, foldText } from "../../timeline/words.ts";
import { listOf } from "../table.ts";

interface Line {
  readonly at: string;
  readonly kind: string;
  readonly what: string;
}

const columns = ["at", "kind", "what"] as const;

/** A timeline for people: one by one, or with what is alike folded together. */
export function timelineInWords(events: readonly PublicEvent[], isWhole: boolean): string {
  if (events.length === 0) return "Nothing has happened.";
  const folds = isWhole ? unfoldedEvents(events) : foldedEvents(events);
  return listOf(folds.flatMap(linesOfFold), columns);
}

function linesOfFold(fold: Fold): readonly Line[] {
  const [first, ...others] = fold.events;
  const last = others.at(-1);
  if (!last) return linesOf(first, first.text);
  const [from, to] = [first, last].map(({ at }) => at.slice(0, "YYYY-MM-DD".length));
  const at = from === to ? `${from}` : `${from} … ${to}`;
  const cause = foldCause(fold);
  const folded = { at, kind: fold.kind, what: foldText(fold) };
  return cause === null ? [folded] : [folded, causeLine(cause)];
}

const linesOf = ({ at, kind, cause }: PublicEvent, what: string): readonly Line[] => [
  { at, kind, what },
  causeLine(cause),
];

/** One event as it happens, with its cause below; all stand under each other in the same columns. */
export function eventInWords({ at, kind, text, cause }: PublicEvent): string {
  const head = `${at}  ${kind.padEnd("announcement".length)}  `;
  return cause === "" ? `${head}${text}` : `${head}${text}\n${" ".repeat(head.length + 2)}${cause}`;
}

const causeLine = (cause: string): Line => ({ at: "", kind: "", what: `  ${cause}` });

/** Why the instance is as it is: which license came into force last, and what is known of its end today. */
export function presentInWords(
  events: readonly PublicEvent[],
  state: Pick<AnswerOf<"state.show">, "clock" | "notices">,
): string {
  const title = `Now (${state.clock.now})`;
  const known = state.notices.map(({ notice: name, to }) => ({ name, to }));
  const notices = currentNotices(
    events.filter((event) => event.kind === "notice"),
    known,
  );
  if (notices.length === 0) return `${title}\nNo license has come into force.`;
  // How many days were left was true on the day on which it was said.
  return `${title}\n${listOf(
    notices.flatMap((event) => linesOf(event, event.gist)),
    columns,
  )}`;
}
