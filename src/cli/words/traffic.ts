import type { AnswerOf } from "../../contract/operations.ts";
import { columnsOf, listOf } from "../table.ts";

type Exchange = AnswerOf<"traffic.list">[number];
const column = columnsOf<Exchange>();

export const trafficInWords = (exchanges: readonly Exchange[]): string =>
  listOf(exchanges, [
    column("id"),
    column("hop"),
    column("at"),
    ["method", ({ request }) => request.method],
    ["url", ({ request }) => request.url],
    ["answer", ({ response, error }) => response?.status ?? error],
    ["ms", ({ ms }) => Math.round(ms)],
  ]);
