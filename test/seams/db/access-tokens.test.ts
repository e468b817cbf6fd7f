import { describe, expect, test } from "vitest";
import type { Grant } from "../../../src/activation/viewer.ts";
import { accessTokensIn, keepReadyTokens } from "../../../src/db/access-tokens.ts";
import { openDatabase } from "../../../src/db/database.ts";
import type { Instant } from "../../../src/time/calendar.ts";
import { addDays } from "../../../src/time/day.ts";
import { today } from "./stored.ts";

const tomorrow = addDays(today, 1);
const made = { name: "mine", createdAt: 0 as Instant };

describe("a stored access token", () => {
  test("is not to be found in the database, and still opens the door", () => {
    const database = openDatabase(":memory:");
    const tokens = accessTokensIn(database);

    tokens.create("glpat-the-clear-text", {
      ...made,
      user: "root",
      scopes: ["api"],
      expiresOn: null,
    });

    const bytes = database.raw.serialize().toString("latin1");
    expect(bytes).not.toContain("the-clear-text");
    expect(tokens.holderOf("glpat-the-clear-text", today)).toMatchObject({ ok: true });
  });
});

describe("a token that has opened the door", () => {
  const token = "glpat-known-by-its-text";
  const known = (grant: Partial<Grant> = {}) => {
    const tokens = accessTokensIn(openDatabase(":memory:"));
    const entry = { ...made, user: "root", scopes: ["api"], expiresOn: null, ...grant } as const;
    const { id } = tokens.create(token, entry);
    expect(tokens.holderOf(token, today)).toMatchObject({ ok: true });
    return { tokens, id };
  };

  test("does not on the day on which it expires, and did the day before", () => {
    const { tokens } = known({ expiresOn: tomorrow });

    expect(tokens.holderOf(token, tomorrow)).toEqual({ ok: false, error: "expired-token" });
    expect(tokens.holderOf(token, today)).toMatchObject({ ok: true });
  });

  test("does not once it is revoked", () => {
    const { tokens, id } = known();

    tokens.revoke(id);

    expect(tokens.holderOf(token, today)).toEqual({ ok: false, error: "revoked-token" });
  });

  test("opens what it was made for last", () => {
    const { tokens } = known();

    tokens.create(token, { ...made, user: "user", scopes: ["read_api"], expiresOn: null });

    expect(tokens.holderOf(token, today)).toMatchObject({
      ok: true,
      value: { user: "user", scopes: ["read_api"] },
    });
  });
});

test("a token that nobody holds opens nothing until it is made", () => {
  const tokens = accessTokensIn(openDatabase(":memory:"));
  expect(tokens.holderOf("glpat-later", today)).toEqual({ ok: false, error: "unknown-token" });

  tokens.create("glpat-later", { ...made, user: "root", scopes: ["api"], expiresOn: null });

  expect(tokens.holderOf("glpat-later", today)).toMatchObject({ ok: true });
});

test("Tokens of the ready line that an earlier version has not noted open nothing once they are others", () => {
  const database = openDatabase(":memory:");
  const tokens = accessTokensIn(database);
  const asked = { ...made, user: "root", scopes: ["api"], expiresOn: null } as const;
  const [old, other] = ["old", "new"].map((age) =>
    ["admin", "user", "read-api"].map((name) => `glpat-${age}-${name}`),
  );
  for (const token of [...(old ?? []), "glpat-issued"]) tokens.create(token, asked);

  keepReadyTokens(
    database,
    (other ?? []).map((token) => ({ token, asked })),
  );

  const opens = (token: string) => tokens.holderOf(token, today).ok;
  expect([old, other, ["glpat-issued"]].map((all) => all?.map(opens))).toEqual([
    [false, false, false],
    [true, true, true],
    [true],
  ]);
});

describe("the instance's database", () => {
  test("is on the disk before an answer is given", () => {
    const { raw } = openDatabase(":memory:");

    expect(raw.pragma("synchronous", { simple: true })).toBe(2);
  });
});
