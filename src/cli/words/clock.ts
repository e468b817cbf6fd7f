import type { AnswerOf } from "../../contract/operations.ts";
import { factsOf } from "../table.ts";

type Clock = AnswerOf<"clock.show">;

export const clockInWords = (clock: Clock): string =>
  factsOf(clock, ["now", "running", ["timeZone", "time zone"]]);
