import { isRecord } from "../base/is-record.ts";
import { unescaped } from "./sentences.ts";

/** As much of a page as is looked through. */
const maxPage = 200_000;

/** What a subscription page of ours says to its script beyond the product; null if it is none of ours. */
export function ownDataIn(html: string | null): Readonly<Record<string, unknown>> | null {
  const [, data] = /data-understudy="([^"]*)"/.exec(html?.slice(0, maxPage) ?? "") ?? [];
  if (data === undefined) return null;
  try {
    const told: unknown = JSON.parse(unescaped(data));
    return isRecord(told) ? told : null;
  } catch {
    return null;
  }
}
