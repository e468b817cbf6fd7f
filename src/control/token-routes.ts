import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { type AccessToken, scopes, usernames } from "../activation/viewer.ts";
import type { Controlled } from "./controlled.ts";
import { DayText, json, listOf, problem, refused } from "./shapes.ts";

const Token = z
  .object({
    id: z.int(),
    user: z.enum(usernames),
    scopes: z.array(z.enum(scopes)),
    expiresOn: z
      .string()
      .nullable()
      .openapi({ description: "First day on which it is worthless." }),
    revoked: z.boolean(),
  })
  .openapi("Token");

const NewToken = Token.extend({
  token: z.string().openapi({ description: "The clear text, told here and nowhere else." }),
}).openapi("NewToken");

const Grant = z.strictObject({
  user: z.enum(usernames).openapi({
    description: "`root` is the administrator; `deactivated` may not use the API.",
  }),
  scopes: listOf(z.enum(scopes), "scope"),
  expiresOn: DayText.optional().openapi({ description: "Never unless said." }),
});

const getTokens = createRoute({
  method: "get",
  path: "/tokens",
  responses: { 200: json(z.array(Token), "Access tokens, without their clear text.") },
});

const postToken = createRoute({
  method: "post",
  path: "/tokens",
  description: "Creates an access token of the instance.",
  request: { body: { content: { "application/json": { schema: Grant } }, required: true } },
  responses: {
    201: json(NewToken, "The token, with its clear text."),
    400: refused("The body does not fit."),
  },
});

const deleteToken = createRoute({
  method: "delete",
  path: "/tokens/{id}",
  description: "Revokes a token. It stays in the list.",
  request: { params: z.object({ id: z.string() }) },
  responses: { 204: { description: "Revoked." }, 404: refused("`token-not-found`") },
});

export function tokenRoutes(app: OpenAPIHono, { tokens }: Controlled) {
  app.openapi(getTokens, (c) => c.json(tokens.list().map(shown), 200));

  app.openapi(postToken, (c) => {
    const { user, scopes: granted, expiresOn = null } = c.req.valid("json");
    const { token, ...created } = tokens.create({ user, scopes: granted, expiresOn });
    return c.json({ ...shown(created), token }, 201);
  });

  app.openapi(deleteToken, (c) => {
    const { id } = c.req.valid("param");
    return tokens.revoke(Number(id))
      ? c.body(null, 204)
      : c.json(
          problem("token-not-found", `No token has the id "${id}". GET /tokens lists them.`),
          404,
        );
  });
}

const shown = (token: AccessToken) => ({ ...token, scopes: [...token.scopes] });
