import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Controlled } from "./controlled.ts";
import {
  AddedSeats,
  Reconciliation,
  RenewalOrder,
  Subscription,
  Upgrade,
} from "./portal-shapes.ts";
import {
  addSeats,
  cancel,
  expire,
  reissueCode,
  renew,
  setReconciliation,
  upgrade,
} from "./portal-verbs.ts";
import { json, problemOf, refused } from "./shapes.ts";

const params = z.object({ name: z.string() });

const step = <const Path extends string, Body extends z.ZodType>(
  path: Path,
  schema: Body,
  { description, required }: { description: string; required: boolean },
) =>
  createRoute({
    method: "post",
    path,
    description,
    request: { params, body: { content: { "application/json": { schema } }, required } },
    responses: {
      200: json(Subscription, "The subscription as it is now."),
      400: refused("The body does not fit, or not the subscription's seats and days."),
      404: refused("`subscription-not-found`"),
      409: refused(
        "`subscription-cancelled`, `subscription-expired`, `unlimited-seats`, `plan-unchanged` or `no-activation-code`; `no-stand-in-portal` if the portal is an external one.",
      ),
    },
  });

const Nothing = z.strictObject({});

const postSeats = step("/portal/subscriptions/{name}/add-seats", AddedSeats, {
  description: "Adds seats to the term in force. A difference: a negative number takes some away.",
  required: true,
});

const postUpgrade = step("/portal/subscriptions/{name}/upgrade", Upgrade, {
  description: "Gives the term in force another plan, a smaller one too.",
  required: true,
});

const postRenewal = step("/portal/subscriptions/{name}/renew", RenewalOrder, {
  description:
    "Sells the term that follows the last one. Cloud licenses of it come with an activation once it has started; files are issued at once.",
  required: false,
});

const postCancellation = step("/portal/subscriptions/{name}/cancel", Nothing, {
  description:
    "Ends the subscription today. Its key is an expired one, generated from cancellation.",
  required: false,
});

const postExpiry = step("/portal/subscriptions/{name}/expire", Nothing, {
  description:
    "Lets the subscription expire today. Its key is an expired one, which no instance stores: it keeps what it has. It can be renewed.",
  required: false,
});

const postCode = step("/portal/subscriptions/{name}/reissue-code", Nothing, {
  description: "Gives the subscription another code. The one before it is unknown from now on.",
  required: false,
});

const postReconciliation = step("/portal/subscriptions/{name}/reconciliation", Reconciliation, {
  description:
    "Sets the dates that every report is answered with from now on. An instance that gets only one of them, or none, forgets both.",
  required: true,
});

/** What happens to a subscription after it was sold. */
export function subscriptionRoutes(app: OpenAPIHono, controlled: Controlled) {
  app.openapi(postSeats, (c) => {
    const told = addSeats(controlled, c.req.valid("param").name, c.req.valid("json"));
    return told.ok ? c.json(told.value, 200) : c.json(problemOf(told.error), told.error.status);
  });

  app.openapi(postUpgrade, (c) => {
    const told = upgrade(controlled, c.req.valid("param").name, c.req.valid("json"));
    return told.ok ? c.json(told.value, 200) : c.json(problemOf(told.error), told.error.status);
  });

  app.openapi(postRenewal, (c) => {
    const told = renew(controlled, c.req.valid("param").name, c.req.valid("json"));
    return told.ok ? c.json(told.value, 200) : c.json(problemOf(told.error), told.error.status);
  });

  app.openapi(postCancellation, (c) => {
    const told = cancel(controlled, c.req.valid("param").name);
    return told.ok ? c.json(told.value, 200) : c.json(problemOf(told.error), told.error.status);
  });

  app.openapi(postExpiry, (c) => {
    const told = expire(controlled, c.req.valid("param").name);
    return told.ok ? c.json(told.value, 200) : c.json(problemOf(told.error), told.error.status);
  });

  app.openapi(postCode, (c) => {
    const told = reissueCode(controlled, c.req.valid("param").name);
    return told.ok ? c.json(told.value, 200) : c.json(problemOf(told.error), told.error.status);
  });

  app.openapi(postReconciliation, (c) => {
    const told = setReconciliation(controlled, c.req.valid("param").name, c.req.valid("json"));
    return told.ok ? c.json(told.value, 200) : c.json(problemOf(told.error), told.error.status);
  });
}
