import { ok, type Result } from "../base/result.ts";
import type { AnswerOf, InputOf } from "../contract/operations.ts";
import {
  type portalOperations,
  type SubscriptionChange,
  subscriptionChanges,
} from "../contract/portal-operations.ts";
import type { Controlled, Download, Told } from "./controlled.ts";
import { type Doings, type Refused, refusal } from "./doing.ts";

type Portal = NonNullable<Controlled["portal"]>;

export const noStandIn = () =>
  refusal(
    409,
    "no-stand-in-portal",
    "The portal is an external one (--portal-url), which cannot be controlled from here.",
  );

/** A file goes out with headers of its own. */
export const isDownload = (value: unknown): value is Download =>
  typeof value === "object" && value !== null && "headers" in value && "body" in value;

/** What is done for the operations of the portal's owner. */
export const portalDoings = ({ portal }: Pick<Controlled, "portal">): PortalDoings => ({
  "subscriptions.list": () => (portal ? ok(portal.subscriptions()) : noStandIn()),
  "subscriptions.show": ({ name }) =>
    portal ? named(name, portal.subscription(name)) : noStandIn(),
  ...changesOf(portal),
  "subscriptions.generateCode": ({ name }) => coded(portal?.generateCode(name)),
  "subscriptions.resendCode": ({ name }) => coded(portal?.resendCode(name)),
  "subscriptions.reports": ({ name }) => (portal ? named(name, portal.reports(name)) : noStandIn()),
  "subscriptions.activations": ({ name }) =>
    portal ? named(name, portal.activationsOf(name)) : noStandIn(),
  "policies.show": () => (portal ? ok(portal.policies()) : noStandIn()),
  "policies.set": (change) => (portal ? ok(portal.setPolicies(change)) : noStandIn()),
  "portalLicenses.find": ({ search }) => (portal ? ok(portal.licenses.find(search)) : noStandIn()),
  "portalLicenses.show": ({ number }) => answered(portal?.licenses.show(number)),
  "portalLicenses.duplicate": ({ number }) => answered(portal?.licenses.duplicate(number)),
  "portalLicenses.resend": ({ number }) => answered(portal?.licenses.resend(number)),
  "portalLicenses.forward": ({ number, to }) => answered(portal?.licenses.forward(number, to)),
  "portalLicenses.edit": ({ number, ...edit }) => answered(portal?.licenses.edit(number, edit)),
  "portalLicenses.download": ({ number }) => answered(portal?.licenses.download(number)),
  "portalLicenses.write": ({ attributes, key, boundary }) =>
    portal
      ? ok({
          license: portal.issueLicense(attributes, { foreignKey: key === "foreign", boundary }),
        })
      : noStandIn(),
});

/** Sells a subscription at the stand-in portal. */
export function sell(
  portal: Portal | null,
  order: InputOf<"subscriptions.sell">,
): Result<AnswerOf<"subscriptions.sell">, Refused<400 | 409>> {
  if (!portal) return noStandIn();
  const sold = portal.sell(order);
  if (sold.ok) return sold;
  const { code, message } = sold.error;
  return refusal(conflicts.has(code) ? 409 : 400, code, message);
}

type Changes = Pick<Doings, `subscriptions.${SubscriptionChange}`>;
type PortalDoings = Omit<
  Pick<Doings, keyof typeof portalOperations>,
  `subscriptions.${"sell" | "linkGroup" | "unlinkGroup"}`
>;

/** Each change is the portal's of that name. */
const changesOf = (portal: Portal | null): Changes =>
  Object.fromEntries(
    Object.keys(subscriptionChanges).map((id) => {
      const verb = id.slice("subscriptions.".length) as SubscriptionChange;
      return [
        id,
        async ({ name, ...given }: Named) => {
          const done = answered(portal?.[verb](name, given as never));
          if (done.ok && done.value.group !== null) await portal?.hosted.catchUp();
          return done;
        },
      ];
    }),
    // Of the same names, and each takes what its change takes.
  ) as unknown as Changes;

interface Named {
  readonly name: string;
}

const named = <Value>(name: string, found: Value | null) =>
  found === null
    ? refusal(404, "subscription-not-found", `No subscription is named "${name}".`)
    : ok(found);

type Asked<Value> = Result<Value, Refused<400 | 404 | 409>>;

/** What a portal says, or that there is none to ask. */
function answered<Value>(told: Told<Value> | undefined): Asked<Value> {
  if (!told) return noStandIn();
  return told.ok ? told : refusal(statusOf(told.error.code), told.error.code, told.error.message);
}

/** The same, of what takes no body that could be wrong. */
function coded<Value>(told: Told<Value> | undefined): Result<Value, Refused<404 | 409>> {
  if (!told) return noStandIn();
  if (told.ok) return told;
  const { code, message } = told.error;
  return refusal(code === "subscription-not-found" ? 404 : 409, code, message);
}

function statusOf(code: string): 400 | 404 | 409 {
  if (code.endsWith("-not-found")) return 404;
  return conflicts.has(code) ? 409 : 400;
}

/** What fits, but not the subscription as it is. */
const conflicts = new Set([
  "subscription-cancelled",
  "subscription-expired",
  "unlimited-seats",
  "plan-unchanged",
  "no-activation-code",
  "no-license",
  "activation-code-taken",
  "license-changed",
]);
