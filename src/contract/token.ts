import { z } from "zod";
import { scopes, usernames } from "../activation/viewer.ts";
import { DayText, listOf } from "./shapes.ts";

const Username = z.enum(usernames);
const Scope = z.enum(scopes);

export const Token = z
  .object({
    id: z.int(),
    name: z
      .string()
      .nullable()
      .describe("What it was made for; null for one of an earlier version."),
    user: Username,
    scopes: z.array(Scope),
    createdAt: z.string().nullable().describe("Null for one of an earlier version."),
    expiresOn: z.string().nullable().describe("First day on which it is worthless."),
    revoked: z.boolean(),
  })
  .meta({ id: "Token" });

export const NewToken = Token.extend({
  token: z.string().describe("The clear text, told here and nowhere else."),
}).meta({ id: "NewToken" });

export const Grant = z.strictObject({
  user: Username.describe("`root` is the administrator; `deactivated` may not use the API."),
  scopes: listOf(Scope, "scope").describe("What it may be used for."),
  expiresOn: DayText.optional().describe("First day on which it is worthless; never unless said."),
  token: z
    .string()
    .regex(/^[\x21-\x7e]{8,255}$/, { error: "must be 8 to 255 visible ASCII characters" })
    .optional()
    .describe("Its clear text; drawn unless said."),
});
