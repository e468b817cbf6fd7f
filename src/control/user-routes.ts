import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { UserRecords } from "../activation/user-records.ts";
import { err, ok } from "../base/result.ts";
import { billableUsers, type Users } from "../license/billable-users.ts";
import type { Controlled } from "./controlled.ts";
import { Count, DayText, json, problem, refused } from "./shapes.ts";

const UsersShape = z
  .object({
    active: z.int().openapi({ description: "Every active human." }),
    guests: z
      .int()
      .openapi({ description: "Of the active ones, those who are guests everywhere." }),
    withoutMembership: z
      .int()
      .openapi({ description: "Of the active ones, those in no group or project." }),
    bots: z.int(),
    blocked: z.int(),
    billable: z.int().openapi({ description: "Users who take a seat under the plan in force." }),
    pinned: z.boolean().openapi({ description: "Whether `billable` was set instead of derived." }),
  })
  .openapi("Users");

const UsersChange = z
  .strictObject({
    active: Count.optional(),
    guests: Count.optional(),
    withoutMembership: Count.optional(),
    bots: Count.optional(),
    blocked: Count.optional(),
    billable: Count.optional().openapi({ description: "Pins; goes without the others." }),
  })
  .refine((body) => body.billable === undefined || Object.keys(body).length === 1, {
    error: "billable goes alone: it pins what otherwise follows from the other kinds",
  });

const UserCounts = z.array(z.strictObject({ on: DayText, count: Count })).openapi("UserCounts");

export async function usersShown({ users, licenses, clock }: Controlled) {
  const { pinned, ...kinds } = await users.users();
  const plan = (await licenses.current(clock.today()))?.license.plan ?? null;
  return { ...kinds, billable: billableUsers({ ...kinds, pinned }, plan), pinned: pinned !== null };
}

const getUsers = createRoute({
  method: "get",
  path: "/users",
  responses: { 200: json(UsersShape, "Users by kind.") },
});

const putUsers = createRoute({
  method: "put",
  path: "/users",
  description:
    "Sets kinds of users, from which the billable ones follow; or pins the billable ones until the next PUT without `billable`.",
  request: { body: { content: { "application/json": { schema: UsersChange } } } },
  responses: {
    200: json(UsersShape, "Users by kind."),
    400: refused(
      "The body does not fit, or guests and users without membership outnumber the active ones.",
    ),
  },
});

const getUserCounts = createRoute({
  method: "get",
  path: "/user-counts",
  responses: { 200: json(UserCounts, "Billable users by day, in order.") },
});

const putUserCounts = createRoute({
  method: "put",
  path: "/user-counts",
  description:
    "Records daily counts, each at 12:00 of its day; a day that has one gets the new one.",
  request: {
    body: { content: { "application/json": { schema: UserCounts } }, required: true },
  },
  responses: { 204: { description: "Recorded." }, 400: refused("The body does not fit.") },
});

const deleteUserCounts = createRoute({
  method: "delete",
  path: "/user-counts",
  responses: { 204: { description: "All counts are gone." } },
});

export function userRoutes(app: OpenAPIHono, controlled: Controlled) {
  const { users } = controlled;

  app.openapi(getUsers, async (c) => c.json(await usersShown(controlled), 200));

  app.openapi(putUsers, async (c) => {
    const body = c.req.valid("json");
    const changed = await users.change((before) => changedUsers(before, body));
    if (!changed.ok) return c.json(problem("more-than-active", changed.error), 400);
    return c.json(await usersShown(controlled), 200);
  });

  userCountRoutes(app, users);
}

function userCountRoutes(app: OpenAPIHono, users: UserRecords) {
  app.openapi(getUserCounts, async (c) => c.json(await users.counts(), 200));

  app.openapi(putUserCounts, async (c) => {
    await users.mergeCounts(c.req.valid("json"));
    return c.body(null, 204);
  });

  app.openapi(deleteUserCounts, async (c) => {
    await users.clearCounts();
    return c.body(null, 204);
  });
}

function changedUsers(before: Users, { billable, ...kinds }: z.infer<typeof UsersChange>) {
  if (billable !== undefined) return ok({ ...before, pinned: billable });
  const given = Object.entries(kinds).filter(([, count]) => count !== undefined);
  const after: Users = { ...before, ...Object.fromEntries(given), pinned: null };
  return after.guests + after.withoutMembership <= after.active
    ? ok(after)
    : err(
        `guests (${after.guests}) and withoutMembership (${after.withoutMembership}) are among the active users, of whom there are only ${after.active}.`,
      );
}
