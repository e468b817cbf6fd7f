import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { started, understudy } from "../../support/command-line.ts";
import { emulatorOn } from "../../support/emulator-on.ts";
import { aRecording } from "../../support/recording.ts";

const now = "2025-06-01T12:00:00Z";

async function recorded() {
  await using portal = await emulatorOn(now);
  const code = portal.ready.activationCode ?? "";
  return aRecording({ now, portalUrl: portal.ready.portal?.url ?? "" }, ({ graphql }) =>
    graphql.activate(code),
  );
}

/** Runs `understudy replay` until it has said where it is, and then stops it. */
async function replayed(...args: readonly string[]) {
  const { child, ended } = started(["replay", ...args, "--port", "0"], {});
  const [said] = await once(child.stdout, "data");
  const [url = ""] = /http:[^\s"]+/.exec(String(said)) ?? [];
  const query = "mutation { cloudActivationActivate { errors } }";
  const answer = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  child.kill("SIGTERM");
  const { end, stderr } = await ended;
  return { said: String(said).replaceAll(url, "URL"), status: answer.status, end, stderr };
}

describe("understudy replay", () => {
  test("says where it is, and how an instance asks it, and logs with which file it answers", async () => {
    await using recording = await recorded();

    const { said, status, end, stderr } = await replayed(recording.directory);

    expect({ said, status, end }).toEqual({
      said: `
A portal that replays 3 exchanges, recorded at ${now}, is at URL

Let an instance ask it:

  understudy serve --portal-url URL --now ${now}

`,
      status: 200,
      end: 0,
    });
    expect(stderr).toContain(
      "0001-activate.json answers activate: the recording does not know what was sent",
    );
  });

  test("prints one line for programs", async () => {
    await using recording = await recorded();

    const { said, stderr } = await replayed(recording.directory, "--json", "--log-level", "silent");

    expect(JSON.parse(said)).toEqual({
      event: "ready",
      portal: { url: "URL" },
      exchanges: 3,
      from: now,
      until: now,
    });
    expect(stderr).toBe("");
  });

  test("refuses what is no recording with a sentence, before anything listens", async () => {
    await using folder = await aFolder();
    await mkdir(join(folder.path, "letters"));
    await writeFile(join(folder.path, "letters/letter.txt"), "");

    const { path } = folder;
    expect(await understudy(["replay", "none"], { folder: path })).toEqual({
      end: 2,
      stdout: "",
      stderr: `There is no directory ${path}/none.\n`,
    });
    expect(await understudy(["replay", "letters"], { folder: path })).toEqual({
      end: 1,
      stdout: "",
      stderr: `${path}/letters holds no recording.json, so it is no recording of an emulator's.\n`,
    });
  });

  test("names its flag where a port is taken", async () => {
    await using emulator = await emulatorOn(now);
    await using recording = await recorded();
    const { port } = new URL(emulator.ready.instance.url);

    const ended = await understudy(["replay", recording.directory, "--port", port]);

    expect(ended).toEqual({
      end: 2,
      stdout: "",
      stderr: `127.0.0.1:${port} is in use by another program. Choose another port with --port; 0 picks a free one.\n`,
    });
  });
});

describe("serve --record", () => {
  test("is refused without a portal of one's own", async () => {
    expect(await understudy(["serve", "--memory", "--record", "recording"])).toMatchObject({
      end: 2,
      stderr: "--record keeps what a portal of one's own answers: name it with --portal-url.\n",
    });
    expect(await understudy(["serve", "--memory", "--redact-people"])).toMatchObject({
      end: 2,
      stderr: "--redact-people is about what --record keeps: name a directory with it.\n",
    });
  });

  test("is refused with a directory of somebody else's, in which nothing is changed", async () => {
    await using folder = await aFolder();
    const directory = join(folder.path, "letters");
    await mkdir(directory);
    await writeFile(join(directory, "letter.txt"), "Dear Ada");
    const portal = ["--portal-url", "http://127.0.0.1:1"];

    const ended = await understudy(["serve", "--memory", ...portal, "--record", directory]);

    expect(ended).toMatchObject({
      end: 2,
      stdout: "",
      stderr: `${directory} holds files that are no recording's. Name another directory with --record.\n`,
    });
  });
});
