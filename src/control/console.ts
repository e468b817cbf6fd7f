import { ok, type Result } from "../base/result.ts";
import { whyNotRun } from "../console/not-run.ts";
import { runLines } from "../console/run-lines.ts";
import type { AnswerOf, InputOf } from "../contract/operations.ts";
import type { Controlled } from "./controlled.ts";
import { type Refused, refusal } from "./doing.ts";

/** Runs lines on the instance's console, or none of them if one is not known. */
export async function typeOnConsole(
  { console: instance, shown }: Pick<Controlled, "console" | "shown">,
  { input, files = {} }: InputOf<"console.run">,
): Promise<Result<AnswerOf<"console.run">, Refused<400>>> {
  const printed = await runLines(input, new Map(Object.entries(files)), instance);
  if (printed.ok) return ok(printed.value);
  const { code, message } = whyNotRun(printed.error, input);
  return refusal(400, code, shown(message));
}
