import { once } from "node:events";
import type { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { started, understudy } from "../../support/command-line.ts";
import { emulatorWith, newEmulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

/** Runs a command that goes on, until it has said something; then ends it as Ctrl-C does. */
async function followed(
  { ready }: TestEmulator,
  args: readonly string[],
  { until, meanwhile }: { readonly until: RegExp; readonly meanwhile: () => Promise<unknown> },
) {
  const { child, ended } = started([...args, "--control-url", ready.control.url], {});
  let said = "";
  let isOpen = false;
  for await (const piece of child.stdout) {
    said += piece;
    if (!isOpen) await meanwhile();
    isOpen = true;
    if (until.test(said)) break;
  }
  child.kill("SIGINT");
  const { end } = await ended;
  return { said, end };
}

describe("understudy traffic list --follow", () => {
  test("shows what there is, and then what comes, a line each, until Ctrl-C", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");
    await emulator.graphql("{ currentLicense { plan } }");

    const { said, end } = await followed(emulator, ["traffic", "list", "--follow"], {
      until: /nobody.*\n/,
      meanwhile: () => emulator.graphql("{ nobody }"),
    });

    const lines = said.trimEnd().split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain("currentLicense");
    expect(lines[1]).toMatch(/instance +200 .*nobody/);
    expect(end).toBe(0);
  });

  test("shows what is meant alone, for programs as a JSON a line", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");
    await emulator.graphql("{ currentLicense { plan } }");
    const args = ["traffic", "list", "--follow", "--json", "--operation", "currentLicense"];

    const { said } = await followed(emulator, args, {
      until: /startsAt[^\n]*\n|\n[^\n]+\n/,
      meanwhile: async () => {
        await emulator.graphql("{ metadata { version } }");
        await emulator.graphql("{ currentLicense { startsAt } }");
      },
    });

    const lines = said
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map(({ operations }) => operations)).toEqual([
      ["currentLicense"],
      ["currentLicense"],
    ]);
  });
});

describe("following while the emulator is started again", () => {
  test.each([
    { command: ["traffic", "list"], shows: /nobody/ },
    { command: ["timeline"], shows: /A-S00000003/ },
  ])("$command goes on with what the other one sees", async ({ command, shows }) => {
    const settings = { memory: "true", now: "2025-06-01", frozen: "true" };
    const first = await emulatorWith(settings);
    await first.control.post("/portal/subscriptions", { seats: 7 });
    for (let count = 0; count < 5; count += 1) await first.graphql("{ currentLicense { plan } }");
    const { url } = first.ready.control;
    const { child, ended } = started([...command, "--follow", "--control-url", url], {});
    const said = textOf(child.stdout);
    const problems = textOf(child.stderr);
    await said.until(/\n/);

    await first[Symbol.asyncDispose]();
    await problems.until(/does not answer/);
    await using second = await emulatorWith({ ...settings, controlPort: new URL(url).port });
    await problems.until(/is back/);
    await second.graphql("{ nobody }");
    for (const seats of [7, 8]) await second.control.post("/portal/subscriptions", { seats });

    expect(await said.until(shows)).toMatch(shows);
    child.kill("SIGINT");
    expect((await ended).end).toBe(0);
  });
});

/** What a command says, waited for. */
function textOf(output: Readable) {
  let text = "";
  output.on("data", (piece) => {
    text += piece;
  });
  return {
    async until(wanted: RegExp): Promise<string> {
      while (!wanted.test(text)) await once(output, "data");
      return text;
    },
  };
}

describe("understudy timeline --follow", () => {
  test("goes on with what happens", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");
    await emulator.control.post("/portal/subscriptions", { seats: 7 });

    const { said, end } = await followed(emulator, ["timeline", "--follow"], {
      until: /clock/i,
      meanwhile: () => emulator.control.post("/clock/advance", { hours: 1 }),
    });

    expect(said).toMatch(/A-S00000002/);
    expect(end).toBe(0);
  });

  test("shows the last ten of what there is, without a heading, or as many as were asked for", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");
    for (let seats = 1; seats <= 6; seats += 1) {
      await emulator.control.post("/portal/subscriptions", { seats });
    }
    /** What stands before the sale of so many seats, which nobody else has bought. */
    const shownBefore = async (seats: number, ...options: string[]) => {
      const { said } = await followed(emulator, ["timeline", "--follow", ...options], {
        until: new RegExp(` ${seats} seats`),
        meanwhile: () => emulator.control.post("/portal/subscriptions", { seats }),
      });
      return said.slice(0, said.lastIndexOf("\n", said.indexOf(` ${seats} seats`)));
    };

    const rows = /^2025-06-01T\S+ {2}portal {8}/gm;

    const said = await shownBefore(77, "--kind", "portal");

    expect(said).not.toMatch(/^at\b/m);
    expect(said.match(rows)).toHaveLength(10);
    expect((await shownBefore(88, "--kind", "portal", "--limit", "2")).match(rows)).toHaveLength(2);
  });
});

describe("following where nothing answers", () => {
  test("ends at once, and says so", async () => {
    const { end, stderr } = await understudy([
      ...["traffic", "list", "--follow"],
      ...["--control-url", "http://127.0.0.1:9"],
    ]);

    expect(end).toBe(3);
    expect(stderr).toContain("Nothing answers at http://127.0.0.1:9");
  });
});

describe("understudy open", () => {
  test("prints where the dashboard is", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");
    const { url } = emulator.ready.control;

    const { stdout, end } = await understudy(["open", "--print", "--control-url", url]);

    expect({ stdout, end }).toEqual({ stdout: `${url}/\n`, end: 0 });
  });

  test("hands the token over where no server is sent it", async () => {
    const { stdout } = await understudy([
      ...["open", "--control-url", "http://127.0.0.1:3001"],
      ...["--control-token", "secret/1"],
    ]);

    expect(stdout).toBe("http://127.0.0.1:3001/#token=secret%2F1\n");
  });
});
