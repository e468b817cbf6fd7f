import type { Subscription } from "../../../../src/package/verbs.ts";
import { withWords } from "../words.ts";

/** The subscriptions that have all the words, newest first. */
export function found(
  subscriptions: readonly Subscription[],
  wanted: string,
): readonly Subscription[] {
  const isWanted = withWords(wanted);
  return subscriptions.filter((one) => isWanted(textOf(one))).toReversed();
}

const textOf = (one: Subscription): string =>
  [
    ...[one.name, one.company, one.email, one.activationCode, one.group?.name],
    ...[one.plan, one.kind, one.deployment, one.state, one.trial ? "trial" : null],
    ...(one.futureTerms.length > 0 ? ["renewed"] : []),
  ].join("\n");
