import { describe, test } from "vitest";
import { understudy, understudyAt } from "../../support/command-line.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

const name = "A-S00000001";

describe.concurrent("understudy portal", () => {
  test.for([
    { args: ["add-seats", name, "5"], shows: / 15 +2025-06-01/ },
    { args: ["add-seats", name, "-5"], shows: / 5 +2025-06-01/ },
    { args: ["upgrade", name, "ultimate"], shows: / ultimate +10 / },
    {
      args: ["renew", name, "--seats", "12", "--plan", "ultimate", "--years", "2"],
      shows: /\nrenews as ultimate with 12 seats from 2026-06-01 to 2028-06-01\n$/,
    },
    {
      args: ["renew", name, "--trial"],
      shows: /\nrenews as a trial of premium with 10 seats from 2026-06-01 to 2027-06-01\n$/,
    },
    {
      args: ["renew", name, "--seats", "unlimited"],
      shows: /\nrenews as premium with unlimited seats from 2026-06-01 to 2027-06-01\n$/,
    },
    {
      args: ["reconciliation", name, "--next", "2025-09-01", "--alert-from", "2025-08-25"],
      shows: /\nreconciliation on 2025-09-01, alert from 2025-08-25 on\n$/,
    },
    {
      args: ["reconciliation", name, "--next", "2025-09-01"],
      shows: /\nreconciliation on 2025-09-01, alert from no day on\n$/,
    },
    { args: ["reconciliation", name, "--none"], shows: / Example Company\n$/ },
    { args: ["features", name, "--auto-renew"], shows: /\ncloud licensing yes, auto renew\n$/ },
    {
      args: ["features", name, "--cloud-licensing", "no", "--no-auto-renew"],
      shows: /\ncloud licensing no\n$/,
    },
    {
      args: ["features", name, "--operational-metrics", "--seat-reconciliation"],
      shows: /\ncloud licensing yes, operational metrics, quarterly coterms\n$/,
    },
    {
      args: ["features", name, "--cloud-licensing", "undecided"],
      shows: /\ncloud licensing undecided\n$/,
    },
    { args: ["cancel", name], shows: / cancelled / },
    { args: ["expire", name], shows: / expired / },
    { args: ["reissue-code", name], shows: /^\w{24}\n$/ },
  ])("$args shows what has become of the subscription", async ({ args, shows }, { expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await understudyAt(emulator, ["portal", ...args])).toEqual({
      end: 0,
      stdout: expect.stringMatching(shows),
      stderr: "",
    });
  });

  test("features switches off what was on, and wants one to be named", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await understudyAt(emulator, ["portal", "features", name, "--auto-renew"]);

    const off = await understudyAt(emulator, ["portal", "features", name, "--no-auto-renew"]);
    const none = await understudyAt(emulator, ["portal", "features", name]);

    expect(off.stdout).toMatch(/\ncloud licensing yes\n$/);
    expect(none).toEqual({
      end: 2,
      stdout: "",
      stderr: "Name a feature; see understudy portal features --help.\n",
    });
  });

  test("features names every word for cloud licensing to whoever types another one", async ({
    expect,
  }) => {
    const asked = ["portal", "features", name, "--cloud-licensing", "maybe"];

    expect(await understudy(asked)).toMatchObject({
      end: 2,
      stderr: expect.stringContaining("Allowed choices are yes, no, offline, undecided."),
    });
  });

  test("renew sells what the options say", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const terms = ["--seats", "unlimited", "--plan", "ultimate", "--years", "3", "--auto"];

    const { end } = await understudyAt(emulator, ["portal", "renew", name, ...terms]);

    const code = emulator.ready.activationCode ?? "";
    await emulator.graphql.activate(code);
    const { body } = await emulator.graphql(
      "{ subscriptionFutureEntries { nodes { plan startsAt expiresAt usersInLicenseCount } } }",
    );
    expect({ end, ...body.data }).toEqual({
      end: 0,
      subscriptionFutureEntries: {
        nodes: [
          {
            plan: "ultimate",
            startsAt: "2026-06-01",
            expiresAt: "2029-06-01",
            usersInLicenseCount: null,
          },
        ],
      },
    });
  });

  test.for([
    { args: ["add-seats", name, "five"], end: 2, says: "It must be a whole number from " },
    { args: ["add-seats", name, "0"], end: 2, says: "It must not be 0" },
    { args: ["add-seats", name, "-10"], end: 2, says: "seats must be a whole number from 1" },
    { args: ["upgrade", name, "gold"], end: 2, says: "Allowed choices are starter, premium" },
    { args: ["upgrade", name, "premium"], end: 1, says: "has the plan premium already" },
    { args: ["reconciliation", name], end: 2, says: "Say which dates: --next" },
    { args: ["reconciliation", name, "--next", "soon"], end: 2, says: "must be a day such as" },
    {
      args: ["reconciliation", name, "--none", "--next", "2025-09-01"],
      end: 2,
      says: "cannot be used with option",
    },
    { args: ["renew", name, "--years", "0"], end: 2, says: "a whole number from 1 to 100." },
    { args: ["renew", name, "--seats", "-1"], end: 2, says: "or unlimited." },
    {
      args: ["renew", name, "--max-historical-users", "-1"],
      end: 2,
      says: "from 0 to 2147483647.",
    },
    { args: ["renew", "\u001b[2J"], end: 1, says: 'No subscription is named "\\u001b[2J".' },
    { args: ["renew", "../state"], end: 1, says: 'No subscription is named "../state".' },
  ])("$args ends with $end and changes nothing", async ({ args, end, says }, { expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const before = await emulator.control.get("/portal/subscriptions");

    const ended = await understudyAt(emulator, ["portal", ...args]);

    expect(ended).toEqual({ end, stdout: "", stderr: expect.stringContaining(says) });
    expect(await emulator.control.get("/portal/subscriptions")).toEqual(before);
  });
});
