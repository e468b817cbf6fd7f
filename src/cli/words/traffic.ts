import type { AnswerOf } from "../../contract/operations.ts";
import { listOf } from "../table.ts";

type Exchange = AnswerOf<"traffic.list">[number];

export const trafficInWords = (exchanges: readonly Exchange[]): string =>
  listOf(exchanges, [
    "id",
    "hop",
    "at",
    ["method", ({ request }) => request.method],
    ["url", ({ request }) => request.url],
    ["answer", ({ response, error }) => response?.status ?? error],
    ["ms", ({ ms }) => Math.round(ms)],
  ]);
