import { describe, expect, test } from "vitest";
import type { ActivationFailure } from "../../../src/activation/activate.ts";
import { messagesOf } from "../../../src/activation/messages.ts";

const invalid =
  "The license key is invalid. Make sure it is exactly as you received it from GitLab Inc.";

describe("what an administrator reads when an activation fails", () => {
  test.each<{ failure: ActivationFailure; text: string }>([
    {
      failure: { kind: "malformed-code" },
      text: "The activation code should be a 24-character alphanumeric string",
    },
    { failure: { kind: "not-self-managed" }, text: "Not self-managed instance" },
    {
      failure: { kind: "silent-mode" },
      text: "only get, head, options, and trace methods are allowed in silent mode",
    },
    {
      failure: { kind: "portal-unreachable", detail: "x", status: null, cause: null, leaked: null },
      text: "CONNECTIVITY_ERROR",
    },
    {
      failure: {
        kind: "portal-unreachable",
        detail: "x",
        status: null,
        cause: null,
        leaked: "end of file reached",
      },
      text: "end of file reached",
    },
    {
      failure: { kind: "portal-answered-no-json" },
      text: "The subscription portal answered with something other than JSON",
    },
    {
      failure: { kind: "portal-answered-broken-json" },
      text: "The subscription portal answered with broken JSON",
    },
    {
      failure: { kind: "portal-answered-nothing" },
      text: "The subscription portal answered with an empty body",
    },
    {
      failure: { kind: "portal-answered-too-much", excess: "more than 10000 values" },
      text: "The subscription portal answered with more than 10000 values",
    },
    {
      failure: { kind: "answer-not-taken" },
      text: "The answer of the subscription portal could not be taken in. The log says why.",
    },
    {
      failure: { kind: "portal-refused-request", reason: "Field is gone" },
      text: "The subscription portal refused the request: Field is gone",
    },
    { failure: { kind: "license-unreadable" }, text: invalid },
    {
      failure: { kind: "license-invalid", onlineCloud: false, problems: [], attributes: {} },
      text: invalid,
    },
    {
      failure: { kind: "license-invalid", onlineCloud: true, problems: [], attributes: {} },
      text: "The license key is invalid.",
    },
  ])("is one sentence for $failure.kind", ({ failure, text }) => {
    expect(messagesOf(failure)).toEqual([text]);
  });

  test("is the portal's own list when the portal refuses the code", () => {
    const errors = ["invalid activation code", "another reason"];

    expect(messagesOf({ kind: "portal-refused-code", errors })).toEqual(errors);
  });
});

describe("what an administrator reads when a license is refused", () => {
  test.each([
    {
      refusal: {
        kind: "seats-exceeded",
        when: "now",
        users: 14,
        seats: 9,
        rules: "today",
      } as const,
      text: "This GitLab installation currently has 14 active users, exceeding this license's limit of 9 by 5 users. Please add a license for at least 14 users or contact sales at https://about.gitlab.com/sales/",
    },
    {
      refusal: {
        kind: "seats-exceeded",
        when: "before",
        users: 10,
        seats: 9,
        rules: "today",
      } as const,
      text: "During the year before this license started, this GitLab installation had 10 active users, exceeding this license's limit of 9 by 1 user. Please add a license for at least 10 users or contact sales at https://about.gitlab.com/sales/",
    },
    {
      refusal: {
        kind: "seats-exceeded",
        when: "now",
        users: 1234,
        seats: 1000,
        rules: "today",
      } as const,
      text: "This GitLab installation currently has 1,234 active users, exceeding this license's limit of 1,000 by 234 users. Please add a license for at least 1,234 users or contact sales at https://about.gitlab.com/sales/",
    },
    {
      refusal: {
        kind: "seats-exceeded",
        when: "before",
        users: 2500,
        seats: 1200,
        rules: "today",
      } as const,
      text: "During the year before this license started, this GitLab installation had 2,500 active users, exceeding this license's limit of 1,200 by 1,300 users. Please add a license for at least 2,500 users or contact sales at https://about.gitlab.com/sales/",
    },
    {
      refusal: { kind: "seats-exceeded", when: "now", users: 1, seats: 0, rules: "today" } as const,
      text: "This GitLab installation currently has 1 active user, exceeding this license's limit of 0 by 1 user. Please add a license for at least 1 user or contact sales at https://about.gitlab.com/sales/",
    },
    {
      refusal: { kind: "true-up-shortfall", paid: 8, owed: 10, rules: "today" } as const,
      text: "You have applied a True-up for 8 users but you need one for 10 users. Please contact sales at https://about.gitlab.com/sales/",
    },
    {
      refusal: { kind: "true-up-shortfall", paid: 1, owed: 1000, rules: "today" } as const,
      text: "You have applied a True-up for 1 user but you need one for 1000 users. Please contact sales at https://about.gitlab.com/sales/",
    },
    {
      refusal: {
        kind: "seats-exceeded",
        when: "before",
        users: 0,
        seats: 5,
        rules: "2017",
      } as const,
      text: "During the year before this license started, this GitLab installation had 0 active users, exceeding this license's limit of 5 by -5 users. Please upload a license for at least 0 users or contact sales at renewals@gitlab.com",
    },
    {
      refusal: {
        kind: "seats-exceeded",
        when: "before",
        users: 4,
        seats: 5,
        rules: "2017",
      } as const,
      text: "During the year before this license started, this GitLab installation had 4 active users, exceeding this license's limit of 5 by -1 users. Please upload a license for at least 4 users or contact sales at renewals@gitlab.com",
    },
    {
      refusal: { kind: "seats-exceeded", when: "now", users: 7, seats: 5, rules: "2018" } as const,
      text: "This GitLab installation currently has 7 active users, exceeding this license's limit of 5 by 2 users. Please upload a license for at least 7 users or contact sales at renewals@gitlab.com",
    },
    {
      refusal: { kind: "true-up-shortfall", paid: 2, owed: 3, rules: "2017" } as const,
      text: "You have applied a True-up for 2 users but you need one for 3 users. Please contact sales at renewals@gitlab.com",
    },
    { refusal: { kind: "license-expired" } as const, text: "This license has already expired." },
  ])("names the rule and its numbers: $text", ({ refusal, text }) => {
    expect(messagesOf({ kind: "license-refused", refusals: [refusal] })).toEqual([text]);
  });

  test("is one sentence for each rule that refuses", () => {
    const refusals = [
      { kind: "true-up-shortfall", paid: 1, owed: 2, rules: "today" },
      { kind: "license-expired" },
    ] as const;

    expect(messagesOf({ kind: "license-refused", refusals })).toEqual([
      "You have applied a True-up for 1 user but you need one for 2 users. Please contact sales at https://about.gitlab.com/sales/",
      "This license has already expired.",
    ]);
  });
});
