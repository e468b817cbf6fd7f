import { describe, test } from "vitest";
import { ownLauncher, understudyProcess } from "../../support/command-line.ts";

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

/** The modules of ours and the packages that a command loads until it ends. */
async function loadedBy(args: readonly string[]): Promise<ReadonlySet<string>> {
  const { stderr } = await understudyProcess(args, {
    node: [process.execPath, "--import", tellModules],
    launcher: ownLauncher,
  });
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
    { args: ["fault", "list"], own: "cli/commands/fault.ts" },
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
    },
  );
});
