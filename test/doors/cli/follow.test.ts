import { describe, expect, test } from "vitest";
import { started, understudy } from "../../support/command-line.ts";
import { newEmulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

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
