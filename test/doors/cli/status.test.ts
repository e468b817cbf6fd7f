import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { readyOf, serving, understudy } from "../../support/command-line.ts";
import { emulatorOn } from "../../support/emulator-on.ts";
import { answerJson, scriptedPortal } from "../../support/scripted-portal.ts";

/** A home in which emulators of this process are noted, as serve notes them. */
async function aHomeWith(controls: readonly { url: string; token: string | null }[]) {
  const home = await aFolder();
  const folder = join(home.path, ".local/state/understudy");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [at, control] of controls.entries()) {
    const ready = { pid: process.pid, instance: { url: control.url }, portal: null, control };
    const entry = JSON.stringify({ ready, data: null });
    await writeFile(join(folder, `${at + 1}.json`), entry, { mode: 0o600 });
  }
  return home;
}

describe("understudy status", () => {
  test("lists what serve has started here, and nothing once that has ended", async () => {
    await using home = await aFolder();
    const variables = { HOME: home.path };
    await using serve = await serving(["--memory", "--json", "--scenario", "state-expired"], {
      variables,
    });

    const running = await understudy(["status", "--json"], { variables });
    process.kill(serve.pid, "SIGTERM");
    await serve.ended;

    const { instance, control } = readyOf(serve);
    expect(JSON.parse(running.stdout)).toMatchObject([
      {
        instance: instance.url,
        control: control.url,
        data: null,
        pid: serve.pid,
        scenario: "state-expired",
        license: "premium (online_cloud)",
      },
    ]);
    expect((await understudy(["status"], { variables })).stdout).toBe("No emulator runs here.\n");
  });

  test("gives each emulator its own token alone, whatever a variable says", async () => {
    await using open = await scriptedPortal(answerJson({}));
    await using closed = await scriptedPortal(answerJson({}));
    await using home = await aHomeWith([
      { url: open.url, token: null },
      { url: closed.url, token: "own" },
    ]);
    const variables = { HOME: home.path, UNDERSTUDY_CONTROL_TOKEN: "secret" };

    await understudy(["status"], { variables });

    const sent = [open, closed].map(({ received }) => received[0]?.headers.authorization);
    expect(sent).toEqual([undefined, "Bearer own"]);
  });

  test("lists the others beside one that says nothing", async () => {
    await using silent = await scriptedPortal(() => undefined);
    await using emulator = await emulatorOn("2025-06-01");
    const { url, token } = emulator.ready.control;
    await using home = await aHomeWith([
      { url: silent.url, token: null },
      { url, token },
    ]);

    const { stdout } = await understudy(["status", "--json"], { variables: { HOME: home.path } });

    expect(JSON.parse(stdout)).toMatchObject([{ control: url }]);
  });

  test("is named by a command that finds no emulator in its folder, where others run", async () => {
    await using home = await aHomeWith([{ url: "http://127.0.0.1:1", token: null }]);
    const lost = (variables: Record<string, string>) =>
      understudy(["clock"], { variables, folder: home.path });

    const hint = "\nEmulators run on this machine: `understudy status` lists them.\n";
    expect((await lost({ HOME: home.path })).stderr).toContain(hint);
    expect((await lost({})).stderr).not.toContain("status");
  });

  test("lists none where no notes can be read", async () => {
    await using folder = await aFolder();
    const file = join(folder.path, "file");
    await writeFile(file, "");

    for (const HOME of [file, join(folder.path, "none")]) {
      expect(await understudy(["status"], { variables: { HOME } })).toEqual({
        end: 0,
        stdout: "No emulator runs here.\n",
        stderr: "",
      });
    }
  });
});
