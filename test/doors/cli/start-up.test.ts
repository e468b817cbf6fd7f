import { describe, test } from "vitest";
import { ownLauncher, readyOf, serving, understudyProcess } from "../../support/command-line.ts";
import { emulatorOn } from "../../support/emulator-on.ts";
import { rawRequest } from "../../support/raw-request.ts";

/** Tells every module of ours that is loaded, and every package by its name, on standard error. */
const tellModules = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module";
  registerHooks({
    load(url, context, next) {
      process.stderr.write(url + "\\n");
      return next(url, context);
    },
  });
`)}`;

const telling = {
  node: [process.execPath, "--import", tellModules],
  launcher: ownLauncher,
};

/** The modules of ours and the packages that a command loads until it ends. */
const loadedBy = async (args: readonly string[]): Promise<ReadonlySet<string>> =>
  namesIn(await understudyProcess(args, telling));

function namesIn({ stderr }: { readonly stderr: string }): ReadonlySet<string> {
  const names = [...stderr.matchAll(/\/(?:src\/(\S+)|node_modules\/(@[^/]+\/[^/]+|[^/]+)\/)/g)];
  return new Set(names.map(([, own, foreign]) => own ?? foreign ?? ""));
}

describe.concurrent("understudy loads only what is needed", () => {
  test("for --version nothing of the emulator, of its settings or of other commands", async ({
    expect,
  }) => {
    expect(await loadedBy(["--version"])).toEqual(
      new Set([
        "cli/main.ts",
        "cli/program.ts",
        "cli/terminal.ts",
        "base/printable.ts",
        "base/repeatable.ts",
        "base/version.ts",
        "commander",
      ]),
    );
  });

  test.for([
    { args: ["reset"], own: undefined },
    { args: ["activate", "code"], own: "cli/commands/activate.ts" },
    { args: ["fault", "list"], own: undefined },
    { args: ["fault", "clear"], own: "cli/commands/fault.ts" },
    { args: ["serve", "--help"], own: "cli/commands/serve.ts" },
  ])("for $args no other command", async ({ args, own }, { expect }) => {
    const commands = ["clock", "activate", "fault", "serve"].map(
      (name) => `cli/commands/${name}.ts`,
    );

    const loaded = await loadedBy(args);

    expect(commands.filter((file) => loaded.has(file))).toEqual(own === undefined ? [] : [own]);
  });

  test.for([["state"], ["activate", "code"], ["license", "list"], ["--help"]])(
    "for %j not the emulator, its log or its database",
    async (args, { expect }) => {
      const loaded = await loadedBy(args);

      expect(loaded).toContain("base/printable.ts");
      expect(loaded).not.toContain("app/emulator.ts");
      expect(loaded).not.toContain("config/config.ts");
      expect(loaded).not.toContain("pino");
      expect(loaded).not.toContain("better-sqlite3");
      expect(loaded).not.toContain("graphql");
      for (const own of ["zod", "undici", "csv-parse"]) expect(loaded).not.toContain(own);
    },
  );

  test.for([
    ["clock"],
    ["state", "show", "--json"],
    ["portal", "show", "A-S00000001"],
    ["portal", "renew", "A-S00000001", "--seats", "85"],
    ["portal", "sell", "--starts-on", "2025-06-01"],
    ["jobs", "run", "seat-link"],
    ["users", "counts", "set", "2025-01-31=8"],
    ["fault", "delay", "5s", "--times", "2"],
    ["license", "list"],
    ["activate", "code"],
    ["timeline"],
  ])("for %j nothing of zod and of what is described with it", async (args, { expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const loaded = await loadedBy([...args, "--control-url", emulator.ready.control.url]);

    const ofContract = /^(?:contract\/(?!most\.ts)|config\/settings\.ts|zod$)/;
    expect(loaded).toContain("cli/operations.json");
    expect([...loaded].filter((name) => ofContract.test(name))).toEqual([]);
    // Where an instant may be typed, it is a calendar that reads it.
    expect(loaded.has("temporal-polyfill")).toBe(args[0] === "timeline");
  });

  test("for a first license nothing of what is asked for later or not at all", async ({
    expect,
  }) => {
    await using serve = await serving(["--memory", "--json"], telling);
    const { instance, tokens } = readyOf(serve);
    const answer = await rawRequest(`${instance.url}/api/graphql`, {
      method: "POST",
      headers: { "private-token": tokens.admin, "content-type": "application/json" },
      body: JSON.stringify({ query: "{ currentLicense { plan } }" }),
    });
    serve.signal("SIGTERM");
    const loaded = namesIn(await serve.ended);

    expect(answer.body).toBe('{"data":{"currentLicense":null}}');
    expect(loaded).toContain("app/emulator.ts");
    for (const late of ["control/control-table.ts", "zod", "graphql-yoga", "undici"]) {
      expect(loaded).not.toContain(late);
    }
  });
});
