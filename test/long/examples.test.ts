import { once } from "node:events";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aWorkplace, serving, started, type Workplace } from "../support/command-line.ts";
import { documentedCommands } from "../support/commands.ts";
import { recordedHar } from "../support/recorded-hars.ts";
import { aRecording } from "../support/recording.ts";
import { trust } from "../support/trusted.ts";
import { wordsOf } from "../support/words-of.ts";

const commands = await documentedCommands();
const examples = [...new Set(commands.flatMap((command) => command.examples))];

const licensed = {
  licensee: { Name: "Ada" },
  issued_at: "2025-06-01",
  expires_at: "2026-06-01",
};

/** Those that need no license: with one, a report would be written to the disk for each day. */
const movesTheClock = (line: string) => line.startsWith("understudy clock ");

/** Takes a workplace back to what an example supposes: one license, one more code, and four files. Answers that code. */
async function madeReady(workplace: Workplace, line: string): Promise<string> {
  const { graphql, control, ready, folder } = workplace;
  // What was loaded before has brought tokens of its own.
  if (line.includes("token revoke")) await control.post("/snapshots/as-at-start/restore");
  await control.post("/reset", {});
  if (/ hosted |link-group/.test(line)) await makeHosted(control, line);
  if (!movesTheClock(line)) await graphql.activate(ready.activationCode ?? "");
  const { body } = await control.post("/portal/licenses", licensed);
  const files: Readonly<Record<string, string>> = {
    "license.json": JSON.stringify(licensed),
    "Example.gitlab-license": body.license,
    "counts.csv": "date,count\n2025-01-31,8\n",
    "ticket.har": recordedHar("inspected"),
  };
  const kept = new Set([...Object.keys(files), "bin", ".understudy"]);
  for (const name of await readdir(folder)) if (!kept.has(name)) await rm(join(folder, name));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  await control.delete("/snapshots/before-the-renewal");
  if (/ snapshot (?!save)/.test(line)) {
    await control.post("/snapshots", { name: "before-the-renewal" });
    if (line.includes("import"))
      await workplace.type("understudy snapshot export before-the-renewal");
  }
  if (line.includes("bundle load")) {
    const named = /\S+\.zip/.exec(line)?.[0] ?? "";
    await workplace.type(`understudy bundle save ${named}`);
  }
  // A code is generated for what has none.
  const order = line.includes("generate-code") ? { kind: "legacy" } : {};
  const { body: sold } = await control.post("/portal/subscriptions", order);
  return sold.activationCode ?? "";
}

/** An account with a group that a subscription belongs to, as far as the example does not make them itself. */
async function makeHosted(control: Workplace["control"], line: string) {
  if (!line.includes("add-user ada")) await control.post("/hosted/users", { username: "ada" });
  if (line.includes("add-group 'Example Group'")) return;
  await control.post("/hosted/groups", { name: "Example Group" });
  const { body } = await control.post("/portal/subscriptions", { deployment: "hosted" });
  if (line.includes("unlink-group")) {
    await control.put(`/portal/subscriptions/${body.name}/group`, { group: "example-group" });
  }
}

describe("the help of every command", () => {
  let workplace: Workplace;
  beforeAll(async () => {
    workplace = await aWorkplace({
      now: "2025-06-01",
      frozen: "true",
      hostedPort: "0",
      // Exports of certificates need some.
      https: "true",
    });
    trust(workplace);
    await workplace.control.post("/snapshots", { name: "as-at-start" });
  });
  afterAll(() => workplace[Symbol.asyncDispose]());

  test.each(commands)("has an example of its own: $usage", ({ usage, examples }) => {
    const [words = ""] = usage.split(/ [[<]/);

    expect(examples).not.toEqual([]);
    expect(examples.filter((line) => !line.includes(`understudy ${words}`))).toEqual([]);
  });

  test.each(examples.filter((line) => !/^understudy (?:serve|replay) /.test(line)))(
    "has an example that runs: %s",
    async (line) => {
      const code = await madeReady(workplace, line);

      // A sale takes a code that nobody has yet.
      const typed = line.includes(" sell ") ? line : line.replace(/\b\w{24}\b/, code);
      const ended = await workplace.type(typed);

      expect(ended).toMatchObject({ end: 0, stderr: "" });
    },
  );

  test.each(examples.filter((line) => line.startsWith("understudy serve ")))(
    "has an example that starts: %s",
    async (line) => {
      const [, , ...flags] = wordsOf(line);

      await using serve = await serving(flags);

      expect(serve.output).toContain("Understudy is ready.");
    },
  );

  test.each(examples.filter((line) => line.startsWith("understudy replay ")))(
    "has an example that starts: %s",
    async (line) => {
      const [, replay = "", , ...flags] = wordsOf(line);
      await using recording = await aRecording({
        now: "2025-06-01",
        portalUrl: workplace.ready.portal?.url ?? "",
      });
      const { child, ended } = started([replay, recording.directory, ...flags], {});

      const [said] = await once(child.stdout, "data");
      child.kill("SIGTERM");

      expect(String(said)).toContain("A portal that replays 0 exchanges is at http://127.0.0.1:");
      expect(await ended).toMatchObject({ end: 0 });
    },
  );
});
