import { expect, test } from "vitest";
import { proveReplacement } from "../../src/proof/replacement-proof.ts";
import { aFolder } from "../support/a-folder.ts";
import { readyOf, serving } from "../support/command-line.ts";
import { controlClient } from "../support/control-client.ts";
import { timesIn } from "../support/effort.ts";

const orders = [
  { plan: "premium", seats: 10 },
  { plan: "ultimate", seats: 20 },
  { plan: "starter", seats: 30 },
  { plan: "premium", seats: null },
];

// A replacement on a disk takes several times as long, and is read as often as it takes.
test.each([
  { kept: "in memory", replacements: timesIn("REPLACEMENTS", 10_000) },
  { kept: "on disk", replacements: timesIn("REPLACEMENTS_ON_DISK", 4_000) },
])(
  "32 readers are never without the right license while it is replaced $replacements times ($kept)",
  async ({ kept, replacements }) => {
    await using folder = await aFolder();
    const where = kept === "in memory" ? ["--memory"] : ["--data", folder.path];
    await using running = await serving([...where, "--json", "--log-level", "warn"]);
    const { instance, control, tokens } = readyOf(running);
    const codes: string[] = [];
    for (const order of orders) {
      const { body } = await controlClient(control.url).post("/portal/subscriptions", order);
      codes.push(body.activationCode);
    }

    const report = await proveReplacement({
      url: instance.url,
      token: tokens.admin,
      readers: 32,
      replacements,
      codes,
    });

    const { atRest, during, seconds } = report;
    process.stdout.write(
      `replacement, ${kept}: ${during.reads} reads during ${replacements} replacements in ${Math.round(seconds)} s; ` +
        `p99 ${during.p99Ms} ms, at rest ${atRest.p99Ms} ms; p50 ${during.p50Ms}, at rest ${atRest.p50Ms} ms\n`,
    );
    expect(during).toMatchObject({
      firstWrong: null,
      withoutLicense: 0,
      mixed: 0,
      stale: 0,
      failed: 0,
    });
    expect(atRest.firstWrong).toBeNull();
  },
  3_600_000,
);
