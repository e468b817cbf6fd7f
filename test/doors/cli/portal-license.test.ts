import { readdir } from "node:fs/promises";
import { describe, test } from "vitest";
import { aDesk, done } from "../../support/portal-desk.ts";

const trueUp = ["--true-up", "3", "--true-up-from", "2024-06-01", "--true-up-to", "2025-06-01"];

describe.concurrent("understudy portal license", () => {
  test("resend and forward mail the license, and say to whom", async ({ expect }) => {
    await using desk = await aDesk();

    expect(await desk.type("resend", "1001")).toEqual(
      done("License 1001 is mailed to ada@example.com.\n"),
    );
    expect(await desk.type("forward", "1001", "ben@example.com")).toEqual(
      done("License 1001 is forwarded.\n"),
    );
  });

  test("find shows one line for each, newest first", async ({ expect }) => {
    await using desk = await aDesk();
    await desk.type("duplicate", "1001");

    const { stdout } = await desk.type("find", "ADA@");

    expect(stdout.split("\n").map((line) => line.split(/ {2,}/)[0])).toEqual([
      "number",
      "1002",
      "1001",
      "",
    ]);
  });

  test("find shows no more of a company's name than can be read, on one line", async ({
    expect,
  }) => {
    await using desk = await aDesk({ company: "<b>\u202eGA\u202c</b> \u2028 x" });

    const { stdout } = await desk.type("find");

    expect(stdout.trimEnd().split("\n")).toHaveLength(2);
    expect(stdout).toContain("<b>\\u202eGA\\u202c</b> \\u2028 x");
  });

  test("find says that there is none", async ({ expect }) => {
    await using desk = await aDesk();

    expect(await desk.type("find", "nobody")).toEqual(done(expect.stringMatching(/^No license/)));
    expect(await desk.type("find", "nobody", "--json")).toEqual(done("[]\n"));
  });

  test("show names every field as edit takes it", async ({ expect }) => {
    await using desk = await aDesk();

    const { stdout } = await desk.type("show", "1001");

    expect(stdout).toMatch(/^restrictions\.active_user_count +4$/m);
    expect(stdout).toMatch(/^licensee\.Email +ada@example\.com$/m);
    expect(stdout).toMatch(/^issued_at +2025-06-01$/m);
  });

  test("show prints the control API's answer for programs", async ({ expect }) => {
    await using desk = await aDesk();

    const { stdout } = await desk.type("show", "1001", "--json");

    expect(JSON.parse(stdout)).toEqual(await desk.shown(1001));
  });

  test("duplicate prints the new number alone", async ({ expect }) => {
    await using desk = await aDesk();

    expect(await desk.type("duplicate", "1001")).toEqual(done("1002\n"));
  });

  test("edit changes what its options say, and nothing else", async ({ expect }) => {
    await using desk = await aDesk();
    const { attributes } = await desk.shown(1001);
    const fields = ["--seats", "none", "--previous-seats", "4", "--plan", "ultimate"];
    const licensee = ["--company", "none", "--set", "licensee.Department=5 & 6"];
    const others = ["--set", "auto_renew_enabled=true", "--set", "block_changes_at=null"];

    const { end } = await desk.type("edit", "1001", ...trueUp, ...fields, ...licensee, ...others);

    const { active_user_count: _, ...restrictions } = attributes.restrictions;
    const { block_changes_at: __, ...rest } = attributes;
    expect({ end, attributes: (await desk.shown(1001)).attributes }).toEqual({
      end: 0,
      attributes: {
        ...rest,
        licensee: { ...attributes.licensee, Company: "none", Department: "5 & 6" },
        auto_renew_enabled: true,
        restrictions: {
          ...restrictions,
          plan: "ultimate",
          previous_user_count: 4,
          trueup_quantity: 3,
          trueup_from: "2024-06-01",
          trueup_to: "2025-06-01",
        },
      },
    });
  });

  test("edit of what somebody else has saved is refused with --if-version", async ({ expect }) => {
    await using desk = await aDesk();
    await desk.save(1001, { expectedVersion: 1, changes: { licensee: { Company: "Other" } } });
    const before = await desk.shown(1001);

    expect(await desk.type("edit", "1001", "--if-version", "1", "--seats", "9")).toEqual({
      end: 1,
      stdout: "",
      stderr:
        "License 1001 has version 2, not 1: it was saved in the meantime. Look at it again, and repeat your change.\n",
    });

    expect(await desk.shown(1001)).toEqual(before);
    expect(await desk.type("edit", "1001", "--if-version", "2", "--seats", "9")).toMatchObject({
      end: 0,
    });
  });

  test.for([
    { args: ["edit", "1001"], end: 2, says: "Say what to change" },
    { args: ["edit", "1001", "--true-up", "3"], end: 2, says: "go together" },
    { args: ["edit", "1001", "--seats", "-5"], end: 2, says: "from 1 to 2147483647" },
    { args: ["edit", "1001", "--seats", "1e999"], end: 2, says: "from 1 to 2147483647" },
    { args: ["edit", "1001", "--seats", ""], end: 2, says: "a whole number" },
    { args: ["edit", "1001", "--starts-on", "soon"], end: 2, says: "must be a day" },
    { args: ["edit", "1001", "--set", "restrictions.id=5"], end: 2, says: "number, which stays" },
    { args: ["edit", "1001", "--set", "nothing"], end: 2, says: "a field and its value" },
    { args: ["edit", "1001", "--set", "foo.bar=1"], end: 2, says: '"foo" is no field' },
    {
      args: ["edit", "1001", "--set", 'licensee={"Name":"Xaver"}', "--set", "licensee.Company=Yps"],
      end: 2,
      says: "licensee is changed twice. Say it once, as a whole or field by field.",
    },
    {
      args: ["edit", "1001", "--company", "Yps", "--set", 'licensee={"Name":"Xaver"}'],
      end: 2,
      says: "licensee is changed twice.",
    },
    {
      args: ["edit", "1001", "--seats", "5", "--set", "restrictions.active_user_count=6"],
      end: 2,
      says: "restrictions.active_user_count is changed twice.",
    },
    { args: ["edit", "1001", "--company", "a\u001b[2J"], end: 2, says: "control characters" },
    { args: ["edit", "1009", "--seats", "5"], end: 1, says: "No license has the number 1009." },
    { args: ["show", "1009"], end: 1, says: "No license has the number 1009." },
    { args: ["duplicate", "1009"], end: 1, says: "No license has the number 1009." },
    { args: ["download", "1009"], end: 1, says: "No license has the number 1009." },
    { args: ["resend", "1009"], end: 1, says: "No license has the number 1009." },
    { args: ["forward", "1001", "a@b.c,d@e.f"], end: 2, says: "Enter one e-mail address." },
    { args: ["show", "ada"], end: 2, says: "It must be the number of a license, such as 1001." },
    { args: ["show", "-1"], end: 2, says: "It must be the number of a license, such as 1001." },
  ])("$args ends with $end and saves nothing", async ({ args, end, says }, { expect }) => {
    await using desk = await aDesk();
    const before = await desk.shown(1001);

    const ended = await desk.type(...args);

    expect(ended).toEqual({ end, stdout: "", stderr: expect.stringContaining(says) });
    expect(await desk.shown(1001)).toEqual(before);
    expect(await readdir(desk.folder)).toEqual([]);
  });
});
