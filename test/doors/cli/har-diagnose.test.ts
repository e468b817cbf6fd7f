import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { understudy } from "../../support/command-line.ts";
import { type RecordedName, recordedHar } from "../../support/recorded-hars.ts";

/** Runs the command on a log in a folder of its own. */
async function diagnose(name: RecordedName, ...options: readonly string[]) {
  const folder = await aFolder();
  await writeFile(join(folder.path, "ticket.har"), recordedHar(name));
  const ended = await understudy(["har", "diagnose", "ticket.har", ...options], {
    folder: folder.path,
  });
  return { ...ended, folder, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

const har = (text: string) => understudy(["har", "diagnose", "-"], { input: text });

describe("understudy har diagnose", () => {
  test("names the complaint, where it shows, what to ask next, and what shows it again", async () => {
    await using ended = await diagnose("inspected");

    expect(ended).toMatchObject({ end: 0, stderr: "" });
    const lines = ended.stdout.split("\n");
    expect(lines[0]).toBe(
      "Complaint  C2: an appliance inspects TLS, and the instance does not trust it",
    );
    expect(lines[2]).toMatch(/^Evidence {3}entry \d, 20.*Z: POST \/api\/graphql, 200$/);
    expect(lines[3]).toBe("             CONNECTIVITY_ERROR");
    expect(lines[4]).toMatch(/^ {13}X-Understudy-Cause: /);
    expect(ended.stdout).toContain("\nAsk next   1. What does /opt/gitlab/embedded/bin/openssl");
    expect(ended.stdout).toContain("\nScenario   Entering the activation code on the");
  });

  test("says what else a log could be about", async () => {
    await using ended = await diagnose("proxy-resolves");

    expect(ended.stdout).toContain("Complaint  C3, probably: a proxy is set");
    expect(ended.stdout).toContain("It could also be C5.");
  });

  test("asks for the subscription first where the portal found none", async () => {
    await using ended = await diagnose("not-found");

    expect(ended.stdout).toMatch(/\nAsk next {3}1\. Which subscription was the code mailed for/);
  });

  test("ends with 4 where a log holds no complaint", async () => {
    await using ended = await diagnose("licensed");

    expect(ended).toMatchObject({ end: 4, stderr: "" });
    expect(ended.stdout).toContain("Complaint  none\n           The log holds no complaint");
  });

  test("answers programs with what POST /har/diagnose does", async () => {
    await using ended = await diagnose("page-500", "--json");

    expect(JSON.parse(ended.stdout)).toMatchObject({
      complaint: "C9",
      evidence: [{ entry: 0, what: "GET /admin/subscription, 500", text: null }],
    });
  });

  test("writes the scenario into a file, and says what it shows", async () => {
    await using ended = await diagnose("page-500", "--scenario", "again.json");

    const scenario = JSON.parse(await readFile(join(ended.folder.path, "again.json"), "utf8"));
    expect(scenario).toMatchObject({ name: "ticket-C9", steps: [{}, { do: "faults.arm" }] });
    expect(ended.stdout).toContain("understudy scenario run again.json runs it");
  });

  test("prints the scenario alone where it goes to standard output", async () => {
    await using ended = await diagnose("page-500", "--scenario", "-");

    expect(JSON.parse(ended.stdout)).toMatchObject({ name: "ticket-C9" });
  });

  test("reads standard input", async () => {
    expect(await har(recordedHar("silent-mode"))).toMatchObject({
      end: 0,
      stdout: expect.stringContaining("C7: silent mode"),
    });
  });

  test.each([
    { what: "no file", args: ["nowhere.har"], end: 2, says: "there is no such file" },
    { what: "a folder", args: ["."], end: 2, says: ". cannot be read: it is a directory." },
    {
      what: "nowhere to write",
      args: ["-", "--scenario", "no/where.json"],
      end: 1,
      says: "ENOENT",
    },
  ])("refuses $what in a sentence", async ({ args, end, says }) => {
    await using folder = await aFolder();
    const input = recordedHar("silent-mode");

    const ended = await understudy(["har", "diagnose", ...args], { folder: folder.path, input });

    expect(ended.end).toBe(end);
    expect(ended.stderr).toContain(says);
    expect(ended.stderr).not.toContain(folder.path);
  });

  test("refuses what is no HAR", async () => {
    expect(await har("<html>")).toEqual({
      end: 1,
      stdout: "",
      stderr: "The file is no HAR: it is no JSON.\n",
    });
  });

  test("shows texts of a log as text, and no longer than anybody reads", async () => {
    const hostile = `\u001b]0;title\u0007\n\nComplaint  C9\u202e ${"and more ".repeat(10_000)}`;
    const log = JSON.parse(recordedHar("portal-says-something-else"));
    for (const { response } of log.log.entries) {
      response.content.text = response.content.text?.replace(
        '"Something else"',
        JSON.stringify(hostile),
      );
    }

    const { end, stdout } = await har(JSON.stringify(log));

    expect(end).toBe(0);
    expect(stdout).toContain("\\u001b]0;title\\u0007\\u000a\\u000aComplaint  C9\\u202e");
    expect(stdout.split("\n").filter((line) => line.startsWith("Complaint"))).toHaveLength(1);
    expect(stdout.length).toBeLessThan(10_000);
  });
});
