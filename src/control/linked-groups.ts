import { ok, type Result } from "../base/result.ts";
import type { AnswerOf, InputOf } from "../contract/operations.ts";
import type { Controlled, Told } from "./controlled.ts";
import { type Refused, refusal } from "./doing.ts";
import { noHostedProduct } from "./hosted.ts";
import { noStandIn, sell } from "./portal.ts";

type Parties = Pick<Controlled, "portal" | "hosted" | "startHosted">;
type Subscription = AnswerOf<"subscriptions.show">;
type Portal = NonNullable<Controlled["portal"]>;

/** Sells a subscription; one of the hosted product needs that there is one. */
export async function sellAny(
  { portal, startHosted }: Parties,
  order: InputOf<"subscriptions.sell">,
): Promise<Result<Subscription, Refused<400 | 409>>> {
  if (portal && order.deployment === "hosted") {
    const started = await startHosted();
    if (!started.ok) {
      return refusal(
        409,
        "hosted-not-started",
        `The hosted product does not start. ${started.error}`,
      );
    }
  }
  return sell(portal, order);
}

/** Links a subscription to a group, as the portal's staff does. */
export async function linkGroup(
  { portal, hosted }: Parties,
  { name, group }: InputOf<"subscriptions.linkGroup">,
): Promise<Result<Subscription, Refused<400 | 404 | 409>>> {
  if (!portal) return noStandIn();
  const product = hosted();
  if (!product) return noHostedProduct();
  if (!portal.subscription(name)) return noSubscription(name);
  const found = product.group(group);
  if (!found) {
    return refusal(404, "group-not-found", `The hosted product has no group "${group}".`);
  }
  const actor = { kind: "owner" } as const;
  return shown(portal, name, await portal.hosted.forceLink({ name, groupId: found.id, actor }));
}

/** Takes a subscription from its group. */
export async function unlinkGroup(
  { portal }: Parties,
  { name }: InputOf<"subscriptions.unlinkGroup">,
): Promise<Result<Subscription, Refused<404 | 409>>> {
  if (!portal) return noStandIn();
  if (!portal.subscription(name)) return noSubscription(name);
  const cleared = await portal.hosted.clear(name, { kind: "owner" });
  const done = shown(portal, name, cleared);
  if (done.ok) return done;
  const { status, code, message } = done.error;
  return refusal(status === 404 ? 404 : 409, code, message);
}

const noSubscription = (name: string) =>
  refusal(404, "subscription-not-found", `No subscription is named "${name}".`);

function shown(
  portal: Portal,
  name: string,
  told: Told<unknown>,
): Result<Subscription, Refused<400 | 404 | 409>> {
  if (!told.ok) {
    const { code, message } = told.error;
    if (code.endsWith("-not-found")) return refusal(404, code, message);
    return refusal(unfit.has(code) ? 400 : 409, code, message);
  }
  const subscription = portal.subscription(name);
  return subscription ? ok(subscription) : noSubscription(name);
}

const unfit = new Set(["not-hosted", "no-group"]);
