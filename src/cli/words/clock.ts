import type { AnswerOf } from "../../contract/operations.ts";
import { columnsOf, factsOf } from "../table.ts";

type Clock = AnswerOf<"clock.show">;
const column = columnsOf<Clock>();

export const clockInWords = (clock: Clock): string =>
  factsOf(clock, [column("now"), column("running"), column("timeZone", "time zone")]);
