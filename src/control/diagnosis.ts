import { ok } from "../base/result.ts";
import { HarProblem } from "../har/har-problem.ts";
import { type Doings, refusal } from "./doing.ts";

/** Reads a log as it comes. What that takes is loaded where somebody has one. */
export const diagnosed: Doings["har.diagnose"] = async ({ har }) => {
  const [{ diagnose }, { readHar }] = await Promise.all([
    import("../diagnosis/diagnose.ts"),
    import("../har/reading.ts"),
  ]);
  try {
    return ok(await diagnose(readHar(har)));
  } catch (error) {
    if (error instanceof HarProblem) return refusal(400, "no-har", error.message);
    throw error;
  }
};
