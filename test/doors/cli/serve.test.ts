import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { version } from "../../../src/base/version.ts";
import { aFolder } from "../../support/a-folder.ts";
import { readyOf, serving, understudy, understudyProcess } from "../../support/command-line.ts";
import { emulatorOn, emulatorWith } from "../../support/emulator-on.ts";
import { graphqlClient } from "../../support/graphql-client.ts";
import { wordsOf } from "../../support/words-of.ts";

const local = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/);
const token = expect.stringMatching(/^glpat-[A-Za-z0-9]{20}$/);

describe.concurrent("understudy serve --json", () => {
  test("prints the ready line, keeps it beside the data, and nothing more until it ends", async ({
    expect,
  }) => {
    await using folder = await aFolder();
    await using serve = await serving(["--data", folder.path, "--json"]);
    const kept = await readFile(join(folder.path, "running.json"), "utf8");

    process.kill(serve.pid, "SIGTERM");

    expect(await serve.ended).toEqual({ end: 0, stdout: serve.output, stderr: "" });
    expect(kept).toBe(serve.output);
    expect(serve.output).toMatch(/^[^\n]+\n$/);
    expect(readyOf(serve)).toEqual({
      event: "ready",
      hosted: null,
      certificateAuthority: null,
      version,
      edition: "ee",
      pid: serve.pid,
      instance: { url: local },
      portal: { url: local },
      control: { url: local, token: null },
      tokens: { admin: token, user: token, readApi: token },
      root: { username: "root", password: expect.stringMatching(/^[A-Za-z0-9]{20}$/) },
      staff: {
        email: "support@portal.example.com",
        password: expect.stringMatching(/^[A-Za-z0-9]{20}$/),
      },
      activationCode: expect.stringMatching(/^[A-Za-z0-9]{24}$/),
    });
  });

  test("logs on standard error, and no code in full", async ({ expect }) => {
    await using serve = await serving(["--memory", "--json"]);
    const { instance, tokens, activationCode } = readyOf(serve);
    const code = activationCode ?? "";
    await graphqlClient(`${instance.url}/api/graphql`, tokens.admin).activate(code);

    process.kill(serve.pid, "SIGTERM");

    const { stdout, stderr } = await serve.ended;
    expect(stdout).toBe(serve.output);
    expect(JSON.parse(stderr)).toMatchObject({ msg: "Activated", code: `${code.slice(0, 4)}…` });
    expect(stderr).not.toContain(code);
  });
});

describe.concurrent("understudy serve", () => {
  test("prints a command that activates, and keeps nothing with --memory", async ({ expect }) => {
    await using folder = await aFolder();
    await using serve = await serving(["--memory"], { folder: folder.path });
    const [curl, ...words] = wordsOf(serve.output.slice(serve.output.indexOf("  curl ")));

    const answer = await requestLike(words);

    expect(curl).toBe("curl");
    expect(answer).toMatchObject({
      data: { gitlabSubscriptionActivate: { errors: [], license: { plan: "premium" } } },
    });
    expect(await readdir(folder.path)).toEqual([]);
  });

  test("takes a flag over a variable, and a variable over the file of --config", async ({
    expect,
  }) => {
    await using folder = await aFolder();
    const file = join(folder.path, "settings.json");
    const settings = { memory: true, json: true, host: "127.0.0.9", seed: 1, now: "2001-01-01" };
    await writeFile(file, JSON.stringify(settings));

    await using serve = await serving(["--config", file, "--host", "localhost"], {
      variables: { UNDERSTUDY_HOST: "127.0.0.2", UNDERSTUDY_SEED: "7" },
    });

    await using seeded = await emulatorOn("2025-06-01", { seed: "7" });
    expect(readyOf(serve).tokens).toEqual(seeded.ready.tokens);
    expect(new URL(readyOf(serve).control.url).hostname).toBe("localhost");
    expect(await clockOf(serve)).toMatchObject({ now: expect.stringMatching(/^2001-01-01/) });
  });
});

describe.concurrent("understudy serve ends with", () => {
  test("0 however often Ctrl-C is pressed until it has ended", async ({ expect }) => {
    await using serve = await serving(["--memory", "--json"]);

    while (serve.signal("SIGINT")) await setImmediate();

    expect(await serve.ended).toEqual({ end: 0, stdout: serve.output, stderr: "" });
  });

  test("1 if another process uses the data directory, whose pid it names", async ({ expect }) => {
    await using folder = await aFolder();
    await using _first = await emulatorWith({ data: folder.path });

    expect(await understudyProcess(["serve", "--data", folder.path])).toEqual({
      end: 1,
      stdout: "",
      stderr: `${folder.path} is in use by process ${process.pid}. Stop it, or name another directory with --data.\n`,
    });
  });

  test("2 if a port is taken, whose flag it names", async ({ expect }) => {
    await using other = await emulatorOn("2025-06-01");
    const { port } = new URL(other.ready.instance.url);
    const flags = ["--memory", "--portal-port", "0", "--control-port", "0", "--port", port];

    expect(await understudyProcess(["serve", ...flags])).toEqual({
      end: 2,
      stdout: "",
      stderr: `127.0.0.1:${port} is in use by another program. Choose another port with --port; 0 picks a free one.\n`,
    });
  });

  test("2 if it is told nonsense, all of which it names", async ({ expect }) => {
    const nonsense = ["--prot", "--port", "x", "--frozen", "extra", "--config", "/nowhere.json"];

    expect(await understudy(["serve", ...nonsense])).toEqual({
      end: 2,
      stdout: "",
      stderr: [
        "--prot is not known to serve; see understudy serve --help.",
        "(Did you mean --port?)",
        "extra is not known to serve; see understudy serve --help.",
        "--config names /nowhere.json, which is no readable JSON file: ENOENT: no such file or directory, open '/nowhere.json'.",
        '--port is "x", but must be a whole number from 0 to 65535.',
        "",
      ].join("\n"),
    });
  });
});

test("serve says what an option and a variable with a typing mistake were meant to be", async () => {
  const variables = { UNDERSTUDY_PROT: "1", UNDERSTUDY_CONTROL_URL: "http://127.0.0.1:3001" };

  expect(await understudy(["serve", "--lgo-level=secret"], { variables })).toEqual({
    end: 2,
    stdout: "",
    stderr: [
      "UNDERSTUDY_CONTROL_URL is not used: serve starts an emulator of its own.",
      "--lgo-level is not known to serve; see understudy serve --help.",
      "(Did you mean --log-level?)",
      "Understudy knows no variable UNDERSTUDY_PROT.",
      "(Did you mean UNDERSTUDY_PORT?)",
      "",
    ].join("\n"),
  });
});

describe.concurrent("an emulator that was killed", () => {
  test("leaves nothing behind that keeps the next one from starting", async ({ expect }) => {
    await using folder = await aFolder();
    await using serve = await serving(["--data", folder.path, "--json"]);
    process.kill(serve.pid, "SIGKILL");
    await serve.ended;

    await using next = await emulatorWith({ data: folder.path });

    const { tokens, root, activationCode } = readyOf(serve);
    expect(next.ready).toMatchObject({ pid: process.pid, tokens, root, activationCode });
  });
});

/** What a server answers to a curl command: an address, -s, -H and -d. */
async function requestLike([, url = "", ...words]: readonly string[]): Promise<unknown> {
  const after = (flag: string) => words.filter((_, at) => words[at - 1] === flag);
  const headers = new Headers(after("-H").map((line) => line.split(": ") as [string, string]));
  const response = await fetch(url, { method: "POST", headers, body: after("-d").join() });
  return response.json();
}

async function clockOf(serve: Parameters<typeof readyOf>[0]): Promise<unknown> {
  const response = await fetch(`${readyOf(serve).control.url}/clock`);
  return response.json();
}
