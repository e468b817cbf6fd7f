import { type Office, timeIn } from "../licenses/issue.ts";
import { type Actor, whodunnit } from "./actor.ts";

/** A record that has a history, by the name of its kind. */
export interface Item {
  readonly type:
    | "Subscription"
    | "CloudActivation"
    | "License"
    | "Customer"
    | "BillingAccount"
    | "BillingAccountContact"
    | "BillingAccountMembership";
  readonly id: number;
}

type Facts = Readonly<Record<string, unknown>>;

/** Writes into the history of a record what has changed; nothing if nothing has. Runs inside `atomically`. */
export function recordChange(
  office: Office,
  actor: Actor,
  item: Item,
  before: Facts | null,
  after: Facts | null,
): void {
  const objectChanges = changesOf(before ?? {}, after ?? {});
  if (Object.keys(objectChanges).length === 0) return;
  office.books.addVersion({
    itemType: item.type,
    itemId: item.id,
    event: before === null ? "create" : after === null ? "destroy" : "update",
    whodunnit: whodunnit(actor),
    objectChanges,
    createdAt: timeIn(office),
  });
}

/** For each field that has changed what it was and what it is. */
function changesOf(before: Facts, after: Facts) {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changes: Record<string, readonly [unknown, unknown]> = {};
  for (const name of names) {
    const [was = null, is = null] = [before[name], after[name]];
    if (was !== is) changes[name] = [was, is];
  }
  return changes;
}
