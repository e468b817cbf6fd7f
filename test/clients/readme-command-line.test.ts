import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { faultKinds } from "../../src/cli/fault-kinds.ts";
import { version } from "../../src/version.ts";
import { aWorkplace, type Workplace } from "../support/command-line.ts";
import { documentedCommands } from "../support/commands.ts";
import { shellLines, tableBelow } from "../support/readme.ts";

const ours = "npx --no-install understudy";

/** Those that speak to a running emulator; npm starts one, or installs. */
const lines = shellLines.filter((line) => !/^(?:\w+=\S+ )?npm /.test(line));

/** Runs lines as a reader would who has put in what the ready line says, and says how each one ended. */
async function run({ ready, type }: Workplace, typed: readonly string[]) {
  const ended = [];
  for (const line of typed) {
    const asTyped = line
      .replaceAll(ours, "understudy")
      .replaceAll("http://127.0.0.1:3000", ready.instance.url)
      .replaceAll("http://127.0.0.1:5000", ready.portal?.url ?? "")
      .replaceAll("glpat-…", ready.tokens.admin)
      .replaceAll('\\"…\\"', `\\"${ready.activationCode}\\"`);
    ended.push({ line, ...(await type(asTyped)) });
  }
  return ended;
}

/** The sale of a subscription without a code says so, and that is all that standard error ever has. */
const saidOf = (line: string) =>
  line.includes("--kind legacy") ? expect.stringContaining("its license is a file") : "";

describe("the README's command lines", () => {
  test("run one after another, as they stand", async () => {
    await using workplace = await aWorkplace({ now: "2025-06-01T12:00:00Z", frozen: "true" });

    const ended = await run(workplace, lines);

    expect(lines.filter((line) => line.startsWith(ours))).not.toEqual([]);
    expect(ended.map(({ line, end, stderr }) => ({ line, end, stderr }))).toEqual(
      lines.map((line) => ({ line, end: 0, stderr: saidOf(line) })),
    );
  }, 240_000);

  test("find the program in a checkout", async () => {
    const checkout = fileURLToPath(new URL("../..", import.meta.url));
    const [npx = "", ...words] = ours.split(" ");

    const { stdout } = await promisify(execFile)(npx, [...words, "--version"], { cwd: checkout });

    expect(stdout).toBe(`${version}\n`);
  });

  test("take a customer off cloud licensing", async () => {
    await using workplace = await aWorkplace({ now: "2025-06-01T12:00:00Z", frozen: "true" });
    const recipe = lines.slice(lines.lastIndexOf(`${ours} reset`));

    const [, activated, listed, destroyed, shown, , , uploaded, shownAgain] = await run(
      workplace,
      recipe,
    );

    expect(activated?.stdout).toMatch(/^type +online_cloud$/m);
    expect(listed?.stdout).toMatch(/^A-S\d+ .* 1001 +Example AG$/m);
    expect(destroyed?.stdout).toBe(
      "Removed license 1001 (premium, Example AG).\nIn force now: none.\n",
    );
    expect(shown?.stdout).toBe("No license is in force.\n");
    expect(uploaded?.stdout).toMatch(/^expires +2035-01-01$/m);
    expect(shownAgain?.stdout).toMatch(/^type +legacy_license$/m);
  }, 60_000);

  test("put an instance near its expiry", async () => {
    await using workplace = await aWorkplace({ now: "2025-06-01T12:00:00Z", frozen: "true" });
    const from = lines.indexOf(`${ours} state set expires-in-3-days`);

    const ended = await run(workplace, lines.slice(from - 1, from + 5));

    expect(ended.map(({ stdout }) => stdout.trimEnd().split("\n").at(-1))).toEqual([
      "",
      "The license expires in 3 days, on 2026-06-01.",
      "The license expired yesterday, on 2026-06-01.",
      "The license expired yesterday, on 2026-06-01.",
      "The license has blocked changes since 2026-06-15.",
      "The trial expires in 7 days, on 2026-07-15.",
    ]);
  }, 120_000);

  test("reproduce two support tickets", async () => {
    await using workplace = await aWorkplace({ now: "2025-06-01", frozen: "true" });
    const from = lines.findIndex((line) => line.endsWith("users set --active 4"));
    const tickets = lines.slice(from, lines.indexOf(`${ours} reset`, from));

    const ended = await run(workplace, tickets);

    const explained = ended.filter(({ line }) => line.includes("license explain"));
    expect(explained.map(({ stdout }) => stdout)).toEqual([
      expect.stringContaining(
        "You have applied a True-up for 2 users but you need one for 3 users.",
      ),
      expect.stringContaining(
        "During the year before this license started, this GitLab installation had 0 active users, exceeding this license's limit of 5 by -5 users. Please upload a license for at least 0 users or contact sales at renewals@gitlab.com",
      ),
    ]);
    expect(explained[0]?.stdout).toContain("- a true-up of 3 seats for 2024-06-01 to 2025-06-01");
    expect(explained[1]?.stdout).toContain("- 7 seats\n");
  });

  test("correct a true-up that is too small", async () => {
    await using workplace = await aWorkplace({ now: "2025-06-01", frozen: "true" });
    const from = lines.findIndex((line) => line.includes("--email ada@example.com")) - 2;

    const ended = await run(workplace, lines.slice(from, from + 13));

    const said = ended.map(({ stdout }) => stdout);
    expect(said[7]).toContain(
      "You have applied a True-up for 2 users but you need one for 3 users. Please contact sales",
    );
    expect(said[8]).toMatch(/^1002 .* 2 .* ada@example\.com +Example AG$/m);
    expect(said[9]).toBe("1003\n");
    expect(said[10]).toMatch(/^restrictions\.trueup_quantity +3$/m);
    expect(said[11]).toBe("ExampleAG.gitlab-license\n");
    expect(said[12]).toMatch(/^expires +2027-06-01$/m);
  }, 60_000);

  test("arm faults of which the next activation gets the first", async () => {
    await using workplace = await aWorkplace({ now: "2025-06-01", frozen: "true" });
    const arming = lines.filter((line) => line.startsWith(`${ours} fault `)).slice(0, 2);

    await run(workplace, arming);

    const { graphql, ready } = workplace;
    const code = ready.activationCode ?? "";
    expect((await graphql.activate(code)).body.errors).toEqual(["CONNECTIVITY_ERROR"]);
    expect((await graphql.activate(code)).body.errors).toEqual(["This code was used before."]);
    expect((await graphql.activate(code)).body.errors).toEqual(["This code was used before."]);
  });
});

describe("the README's table of commands", () => {
  const kinds = faultKinds.map(({ kind }) => kind);
  const groupsOfFaults = ["fault", "portal answer"];
  const isFault = (usage: string) =>
    groupsOfFaults.some((group) => kinds.some((kind) => usage.startsWith(`${group} ${kind}`)));

  test("lists every command with its description", async () => {
    const commands = await documentedCommands();
    const listed = commands
      .filter(({ usage, group }) => !group && !isFault(usage))
      .map(({ usage, description }) => [`\`${usage}\``, description]);
    const groups = groupsOfFaults.map((words) => [
      `\`${words} <kind>\``,
      commands.find(({ usage }) => usage === words)?.description,
    ]);

    const table = tableBelow("Command line");

    expect(table.filter(([usage]) => !usage?.endsWith(" <kind>`"))).toEqual(listed);
    expect(table.filter(([usage]) => usage?.endsWith(" <kind>`"))).toEqual(
      expect.arrayContaining(groups),
    );
  });

  test("has every kind of fault in that of the faults", () => {
    const named = tableBelow("Faults").flatMap(([cell = ""]) => cell.split(", "));

    expect(new Set(named)).toEqual(new Set(kinds.map((kind) => `\`${kind}\``)));
  });
});
