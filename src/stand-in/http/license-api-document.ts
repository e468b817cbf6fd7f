/** Where the portal's own API is. What instances ask for has other paths. */
export const apiRoot = "/api/admin";

const schema = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (description: string, of: object) => ({
  description,
  content: { "application/json": { schema: of } },
});
const problem = (description: string) => json(description, schema("Problem"));

const license = json("The license.", schema("License"));
const notFound = problem("`license-not-found`");
const parameters = [{ name: "number", in: "path", required: true, schema: { type: "integer" } }];

const nullableText = { type: ["string", "null"] };

const listed = {
  number: { type: "integer", description: "Stays, whatever is edited." },
  version: { type: "integer", description: "One more with everything that is saved." },
  duplicatedFrom: { type: ["integer", "null"] },
  subscription: nullableText,
  company: nullableText,
  email: nullableText,
  name: nullableText,
  fileName: { type: "string" },
  issuedAt: nullableText,
  savedAt: nullableText,
  attributes: { type: "object", description: "Under the names of a license file." },
};

/** What the portal's own API can do, as an OpenAPI document. */
export const licenseApiDocument = {
  openapi: "3.1.0",
  info: {
    title: "License app of Understudy's stand-in for the customers portal",
    version: "1",
    description:
      "License files that the portal has issued under a number. Every request but the one for this document needs X-Admin-Email and X-Admin-Token; without them, or with others, it is refused with 401, and with 403 from pages of another site.",
  },
  security: [{ email: [], token: [] }],
  paths: {
    "/api/admin/openapi.json": {
      get: { security: [], responses: { 200: json("This.", { type: "object" }) } },
    },
    "/api/admin/licenses": {
      get: {
        description:
          "Licenses with the text in their company, e-mail, name or subscription, whatever its case, or as their number; all of them without a text. Newest first.",
        parameters: [{ name: "search", in: "query", schema: { type: "string" } }],
        responses: {
          200: json("Licenses.", { type: "array", items: schema("ListedLicense") }),
        },
      },
    },
    "/api/admin/licenses/{number}": {
      parameters,
      get: { responses: { 200: license, 404: notFound } },
      patch: {
        description:
          "Changes what the license says and saves it, which gives it another text. Whoever has the text from before keeps that one.",
        requestBody: { ...json("The change.", schema("LicenseEdit")), required: true },
        responses: {
          200: license,
          400: problem("`invalid-body`, or `invalid-license` with all that is wrong."),
          404: notFound,
          409: problem("`license-changed`: it was saved in the meantime. Nothing is lost."),
          415: problem("`content-type`"),
        },
      },
    },
    "/api/admin/licenses/{number}/duplicate": {
      parameters,
      post: {
        description: "Issues a license that says the same, under the next number.",
        responses: { 201: license, 404: notFound, 415: problem("`content-type`") },
      },
    },
    "/api/admin/licenses/{number}/file": {
      parameters,
      get: {
        responses: {
          200: {
            description: "The license file, under the product's name.",
            content: { "text/plain": { schema: { type: "string" } } },
          },
          404: notFound,
        },
      },
    },
  },
  components: {
    securitySchemes: {
      email: { type: "apiKey", in: "header", name: "X-Admin-Email" },
      token: { type: "apiKey", in: "header", name: "X-Admin-Token" },
    },
    schemas: {
      Problem: {
        type: "object",
        properties: {
          errors: {
            type: "array",
            items: {
              type: "object",
              properties: { code: { type: "string" }, message: { type: "string" } },
              required: ["code", "message"],
            },
          },
        },
        required: ["errors"],
      },
      ListedLicense: { type: "object", properties: listed, required: Object.keys(listed) },
      License: {
        type: "object",
        properties: { ...listed, license: { type: "string" } },
        required: [...Object.keys(listed), "license"],
      },
      LicenseEdit: {
        type: "object",
        properties: {
          expectedVersion: { type: "integer", description: "The version that was looked at." },
          changes: {
            type: "object",
            description:
              "The fields to change, under the names of a license file. Those of `licensee` and `restrictions` are changed one by one; null removes a field.",
          },
        },
        required: ["expectedVersion", "changes"],
        additionalProperties: false,
      },
    },
  },
} as const;
