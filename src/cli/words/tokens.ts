import type { AnswerOf } from "../../contract/operations.ts";
import { listOf } from "../table.ts";

type Token = AnswerOf<"tokens.list">[number];

export const tokensInWords = (tokens: readonly Token[]): string =>
  listOf(tokens, ["id", "user", "scopes", ["expiresOn", "expires", "never"], "revoked"]);
