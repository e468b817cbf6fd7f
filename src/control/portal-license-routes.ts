import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Controlled } from "./controlled.ts";
import { LicenseEdit, ListedLicense, ShownLicense } from "./portal-license-shapes.ts";
import { answered, noStandIn } from "./portal-verbs.ts";
import { json, problemOf, refused } from "./shapes.ts";

const params = z.object({
  number: z
    .string()
    .regex(/^\d{1,15}$/, { error: "must be the number of a license, such as 1001" })
    .transform(Number)
    .openapi({ type: "integer" }),
});
const notFound = refused("`license-not-found`");
const external = refused("`no-stand-in-portal`: the portal is an external one.");
const noNumber = refused("The number is none.");

const findLicenses = createRoute({
  method: "get",
  path: "/portal/licenses",
  description:
    "License files that the portal has issued, newest first: those with the text in their company, e-mail, name or subscription, whatever its case, or as their number; all of them without a text. Files of `POST /portal/licenses` are not among them.",
  request: { query: z.strictObject({ search: z.string().default("") }) },
  responses: {
    200: json(z.array(ListedLicense), "The licenses, without their texts."),
    400: refused("The query does not fit."),
    409: external,
  },
});

const showLicense = createRoute({
  method: "get",
  path: "/portal/licenses/{number}",
  request: { params },
  responses: {
    200: json(ShownLicense, "The license, with its text."),
    400: noNumber,
    404: notFound,
    409: external,
  },
});

const duplicateLicense = createRoute({
  method: "post",
  path: "/portal/licenses/{number}/duplicate",
  description:
    "Issues a license that says the same, under the next number. No activation hands it out.",
  request: {
    params,
    body: { content: { "application/json": { schema: z.strictObject({}) } } },
  },
  responses: {
    201: json(ShownLicense, "The duplicate."),
    400: noNumber,
    404: notFound,
    409: external,
  },
});

const editLicense = createRoute({
  method: "patch",
  path: "/portal/licenses/{number}",
  description:
    "Changes what a license says and saves it, which gives it another text under the same number. Whoever has the text from before keeps that one.",
  request: {
    params,
    body: { content: { "application/json": { schema: LicenseEdit } }, required: true },
  },
  responses: {
    200: json(ShownLicense, "The license as it was saved."),
    400: refused("`invalid-license`: all that is wrong with the changes, by field."),
    404: notFound,
    409: refused(
      "`license-changed`: it was saved in the meantime, and nothing was changed. `no-stand-in-portal` if the portal is an external one.",
    ),
  },
});

const downloadLicense = createRoute({
  method: "get",
  path: "/portal/licenses/{number}/file",
  request: { params },
  responses: {
    200: {
      description: "The license file, to be saved under the product's name for it.",
      content: { "text/plain": { schema: z.string() } },
    },
    400: noNumber,
    404: notFound,
    409: external,
  },
});

/** The license app of the portal. */
export function portalLicenseRoutes(app: OpenAPIHono, { portal }: Controlled) {
  app.openapi(findLicenses, (c) => {
    if (!portal) return c.json(problemOf(noStandIn().error), 409);
    return c.json([...portal.licenses.find(c.req.valid("query").search)], 200);
  });

  app.openapi(showLicense, (c) => {
    const told = answered(portal?.licenses.show(c.req.valid("param").number));
    return told.ok ? c.json(told.value, 200) : c.json(problemOf(told.error), told.error.status);
  });

  app.openapi(duplicateLicense, (c) => {
    const told = answered(portal?.licenses.duplicate(c.req.valid("param").number));
    return told.ok ? c.json(told.value, 201) : c.json(problemOf(told.error), told.error.status);
  });

  app.openapi(editLicense, (c) => {
    const edit = c.req.valid("json");
    const told = answered(portal?.licenses.edit(c.req.valid("param").number, edit));
    return told.ok ? c.json(told.value, 200) : c.json(problemOf(told.error), told.error.status);
  });

  app.openapi(downloadLicense, (c) => {
    const told = answered(portal?.licenses.download(c.req.valid("param").number));
    if (!told.ok) return c.json(problemOf(told.error), told.error.status);
    return c.text(told.value.body, 200, { ...told.value.headers });
  });
}
