import {
  type FutureSubscription,
  maxFutureSubscriptions,
} from "../activation/future-subscription.ts";
import { isRecord } from "../base/is-record.ts";
import { err, ok, type Result } from "../base/result.ts";

/** Why the body of a 2xx answer cannot be read. */
type Unreadable =
  | { readonly kind: "portal-answered-no-json" }
  | { readonly kind: "portal-answered-broken-json" }
  | { readonly kind: "portal-answered-nothing" };

/** The JSON of a 2xx answer, whatever it holds. */
export function jsonIn(answer: {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}): Result<unknown, Unreadable> {
  if (answer.body.trim() === "") return err({ kind: "portal-answered-nothing" });
  if (!/[/+]json\b/i.test(answer.headers["content-type"] ?? "")) {
    return err({ kind: "portal-answered-no-json" });
  }
  try {
    return ok(JSON.parse(answer.body));
  } catch {
    return err({ kind: "portal-answered-broken-json" });
  }
}

type Members = Readonly<Record<string, unknown>>;

/** Null for a list that the vendor's schema refuses to store; what is stored stays then. */
export function futureSubscriptionsIn(
  list: unknown,
  toFutureSubscription: (message: Members) => FutureSubscription,
): readonly FutureSubscription[] | null {
  if (list === null || list === undefined) return [];
  if (!Array.isArray(list) || list.length > maxFutureSubscriptions) return null;
  return list.every(isRecord) ? list.map((one) => toFutureSubscription(one)) : null;
}

export const field = (value: unknown, name: string) => (isRecord(value) ? value[name] : undefined);
export const text = (value: unknown) => (typeof value === "string" ? value : null);
export const flag = (value: unknown) => (typeof value === "boolean" ? value : null);
export const integer = (value: unknown) =>
  typeof value === "number" && Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? value : null;
