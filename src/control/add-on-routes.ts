import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { activeAddOns } from "../license/add-ons.ts";
import type { Controlled } from "./controlled.ts";
import { Count, json, refused } from "./shapes.ts";

export const AddOns = z
  .array(
    z.object({
      type: z.string().openapi({ example: "duo_enterprise" }),
      purchasedSeats: z.int().openapi({
        description: "Of the purchases that are active today; 0 for credits, which have no seats.",
      }),
      assignedSeats: z.int().openapi({ description: "Seats that users were assigned." }),
      active: z.boolean().openapi({
        description: "Whether the license in force gives it today: the next report says so.",
      }),
    }),
  )
  .openapi("AddOns");

const AddOnSeats = z
  .array(
    z.strictObject({
      type: z
        .string()
        .regex(/^[a-z][a-z0-9_]{0,99}$/, { error: "must be a name such as duo_enterprise" })
        .openapi({ example: "duo_enterprise" }),
      assignedSeats: Count,
    }),
  )
  .openapi("AddOnSeats");

const getAddOns = createRoute({
  method: "get",
  path: "/add-ons",
  responses: {
    200: json(AddOns, "Add-ons that the license in force names, and those that have seats."),
  },
});

const putAddOns = createRoute({
  method: "put",
  path: "/add-ons",
  description:
    "Sets how many users have a seat of an add-on; those that are not named keep theirs. An add-on that no license gives waits for one that does.",
  request: { body: { content: { "application/json": { schema: AddOnSeats } }, required: true } },
  responses: {
    200: json(AddOns, "As in GET /add-ons."),
    400: refused("The body does not fit."),
  },
});

/** Every add-on there is anything to tell of. */
export async function addOnsShown({
  licenses,
  addOnSeats,
  clock,
}: Pick<Controlled, "licenses" | "addOnSeats" | "clock">) {
  const today = clock.today();
  const license = (await licenses.current(today))?.license;
  const active = license ? activeAddOns(license, today) : new Map<string, number>();
  const assigned = await addOnSeats.assigned();
  const named = license?.addOnPurchases.map(({ addOn }) => addOn) ?? [];
  return [...new Set([...named, ...assigned.keys()])].map((type) => ({
    type,
    purchasedSeats: active.get(type) ?? 0,
    assignedSeats: assigned.get(type) ?? 0,
    active: active.has(type),
  }));
}

export function addOnRoutes(app: OpenAPIHono, controlled: Controlled) {
  app.openapi(getAddOns, async (c) => c.json(await addOnsShown(controlled), 200));

  app.openapi(putAddOns, async (c) => {
    const named = c.req
      .valid("json")
      .map(({ type, assignedSeats }) => [type, assignedSeats] as const);
    await controlled.addOnSeats.assign(new Map(named));
    return c.json(await addOnsShown(controlled), 200);
  });
}
