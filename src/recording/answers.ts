import { askedBy } from "./asked.ts";
import { codeText, licenseText, textOf } from "./format.ts";
import type { NumberedExchange } from "./read-recording.ts";

/** What is asked for, as far as it is known to a recording. */
interface Question {
  readonly operation: string;
  /** What stands in the recording for the code or the license that was sent; null if it knows none of them. */
  readonly subject: string | null;
  /** The day that a report is about; null if it says none. */
  readonly day: string | null;
}

export interface NextAnswer {
  readonly recorded: NumberedExchange;
  /** What stands in it for the code or the license that it was given for. */
  readonly subject: string | null;
  /** Whether it was given before. */
  readonly isRepeated: boolean;
  /** Whether it was recorded for the code or the license that was sent. */
  readonly isRecognized: boolean;
}

/**
 * Hands out answers in the order in which they were recorded, each once: of those that fit a question best, the first that was
 * not given yet, and then the last of them again and again.
 */
export function answersIn(exchanges: readonly NumberedExchange[]) {
  const kept = exchanges.map((recorded) => ({ recorded, ...questionOf(recorded), given: false }));
  return {
    operations: new Set(kept.map(({ operation }) => operation)),
    /** Null if nothing was recorded that fits. */
    next({ operation, subject, day }: Question): NextAnswer | null {
      const all = kept.filter((one) => one.operation === operation);
      const known = subject === null ? [] : all.filter((one) => one.subject === subject);
      const ofDay = day === null ? [] : known.filter((one) => one.day === day);
      const fitting = [ofDay, known, all].find((some) => some.length > 0) ?? [];
      const chosen = fitting.find(({ given }) => !given) ?? fitting.at(-1);
      if (!chosen) return null;
      const isRepeated = chosen.given;
      chosen.given = true;
      const { recorded, subject: recordedFor } = chosen;
      return { recorded, subject: recordedFor, isRepeated, isRecognized: known.length > 0 };
    },
  };
}

/** In the recording stands a name for the code or the license. */
function questionOf({ exchange: { request, codes, licenses } }: NumberedExchange): Question {
  const names = new Set([...Object.keys(codes).map(codeText), ...licenses.map(licenseText)]);
  const { operation, texts, day } = askedBy({ ...request, body: textOf(request.body) });
  return { operation, subject: texts.find((text) => names.has(text)) ?? null, day };
}
