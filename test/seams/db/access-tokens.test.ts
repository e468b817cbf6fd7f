import { describe, expect, test } from "vitest";
import { accessTokensIn } from "../../../src/db/access-tokens.ts";
import { openDatabase } from "../../../src/db/database.ts";
import { today } from "./stored.ts";

describe("a stored access token", () => {
  test("is not to be found in the database, and still opens the door", () => {
    const database = openDatabase(":memory:");
    const tokens = accessTokensIn(database);

    tokens.create("glpat-the-clear-text", { user: "root", scopes: ["api"], expiresOn: null });

    const bytes = database.raw.serialize().toString("latin1");
    expect(bytes).not.toContain("the-clear-text");
    expect(tokens.holderOf("glpat-the-clear-text", today)).toMatchObject({ ok: true });
  });
});

describe("the instance's database", () => {
  test("is on the disk before an answer is given", () => {
    const { raw } = openDatabase(":memory:");

    expect(raw.pragma("synchronous", { simple: true })).toBe(2);
  });
});
