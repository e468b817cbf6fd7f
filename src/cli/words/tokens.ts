import type { AnswerOf } from "../../contract/operations.ts";
import { columnsOf, listOf } from "../table.ts";

type Token = AnswerOf<"tokens.list">[number];
const column = columnsOf<Token>();

export const tokensInWords = (tokens: readonly Token[]): string =>
  listOf(tokens, [
    column("id"),
    column("user"),
    column("scopes"),
    column("expiresOn", "expires", "never"),
    column("revoked"),
  ]);
