import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { usageOf } from "../activation/usage.ts";
import type { Controlled } from "./controlled.ts";
import { json, problem, refused } from "./shapes.ts";

const LicenseInfo = z
  .object({
    today: z.string(),
    activeUsers: z.int().openapi({ description: "Every active human, whoever takes a seat." }),
    historicalMax: z
      .int()
      .openapi({ description: "Highest daily count in the term of the license." }),
    seats: z.int().nullable().openapi({ description: "Null is unlimited." }),
    startsOn: z.string(),
    expiresOn: z.string().nullable(),
    email: z.string().nullable(),
  })
  .openapi("LicenseInfo");

const getLicenseInfo = createRoute({
  method: "get",
  path: "/licenses/info",
  description: "What the product's console task gitlab:license:info tells of the license in force.",
  responses: {
    200: json(LicenseInfo, "The license in force and its users."),
    404: refused("No license is in force."),
  },
});

/** Source: licensing rules, rake. */
export function licenseInfoRoute(app: OpenAPIHono, { licenses, users, clock }: Controlled) {
  app.openapi(getLicenseInfo, async (c) => {
    const today = clock.today();
    const current = await licenses.current(today);
    if (!current) return c.json(problem("no-license", "No license has been applied."), 404);
    const { seats, startsOn, expiresOn, licensee } = current.license;
    const { recordedMax: historicalMax } = await usageOf(current.license, today, {
      licenses,
      users,
    });
    const { active: activeUsers } = await users.users();
    const email = licensee["Email"] ?? null;
    return c.json({ today, activeUsers, historicalMax, seats, startsOn, expiresOn, email }, 200);
  });
}
