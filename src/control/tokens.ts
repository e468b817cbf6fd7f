import { ok } from "../base/result.ts";
import type { InputOf } from "../contract/operations.ts";
import type { Controlled } from "./controlled.ts";
import { refusal } from "./doing.ts";

type Issuing = Pick<Controlled, "tokens">;

export const createToken = (
  { tokens }: Issuing,
  { user, scopes, expiresOn }: InputOf<"tokens.create">,
) => ok(tokens.create({ user, scopes, expiresOn: expiresOn ?? null }));

export const revokeToken = ({ tokens }: Issuing, id: string) =>
  tokens.revoke(Number(id))
    ? ok(null)
    : refusal(404, "token-not-found", `No token has the id "${id}".`);
