import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Controlled } from "./controlled.ts";
import { json, refused, wholeNumberInQuery } from "./shapes.ts";

const Headers = z.record(z.string(), z.union([z.string(), z.array(z.string())]).optional());

const ExchangeShape = z
  .object({
    id: z.int(),
    hop: z.enum(["portal", "instance"]),
    at: z.string().openapi({ description: "On the emulator's clock." }),
    ms: z.number(),
    request: z.object({ method: z.string(), url: z.string(), headers: Headers, body: z.string() }),
    response: z.object({ status: z.int(), headers: Headers, body: z.string() }).nullable(),
    error: z.string().nullable().openapi({ description: "Why there is no response." }),
  })
  .openapi("Exchange");

const getTraffic = createRoute({
  method: "get",
  path: "/traffic",
  description:
    "What went over the wire, newest last, codes, keys, tokens and passwords masked. The last 1,000 exchanges or 16 MiB are kept.",
  request: {
    query: z.strictObject({
      hop: z.enum(["portal", "instance"]).optional().openapi({
        description:
          "`portal`: from the instance to the portal; `instance`: from clients to the instance. Both unless said.",
      }),
      limit: wholeNumberInQuery(1, 1_000).optional(),
    }),
  },
  responses: {
    200: json(z.array(ExchangeShape), "Exchanges."),
    400: refused("The query does not fit."),
  },
});

const deleteTraffic = createRoute({
  method: "delete",
  path: "/traffic",
  responses: { 204: { description: "All exchanges are forgotten." } },
});

export function trafficRoutes(app: OpenAPIHono, { traffic }: Controlled) {
  app.openapi(getTraffic, (c) => {
    const { hop, limit } = c.req.valid("query");
    const exchanges = traffic.list({ ...(hop && { hop }), ...(limit && { limit }) });
    return c.json(exchanges as z.infer<typeof ExchangeShape>[], 200);
  });

  app.openapi(deleteTraffic, (c) => {
    traffic.clear();
    return c.body(null, 204);
  });
}
