import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { understudy } from "../../support/command-line.ts";
import { aDesk, done } from "../../support/portal-desk.ts";
import { answerJson, scriptedPortal } from "../../support/scripted-portal.ts";

describe.concurrent("understudy portal license download", () => {
  test("writes the file under the product's name, and prints that", async ({ expect }) => {
    await using desk = await aDesk({ company: "../Müller & Co." });

    expect(await desk.type("download", "1001")).toEqual(done("MüllerCo.gitlab-license\n"));

    const file = await readFile(join(desk.folder, "MüllerCo.gitlab-license"), "utf8");
    expect(file).toBe((await desk.shown(1001)).license);
  });

  test("cuts the name of a company that no folder takes", async ({ expect }) => {
    await using desk = await aDesk({ company: "株".repeat(100) });

    const name = `${"株".repeat(66)}.gitlab-license`;
    expect(await desk.type("download", "1001")).toEqual(done(`${name}\n`));
    expect(await readdir(desk.folder)).toEqual([name]);
  });

  test("replaces no file unless it is told to", async ({ expect }) => {
    await using desk = await aDesk();
    const file = join(desk.folder, "ExampleAG.gitlab-license");
    await writeFile(file, "mine");

    expect(await desk.type("download", "1001")).toEqual({
      end: 1,
      stdout: "",
      stderr:
        "ExampleAG.gitlab-license is there already. Name another --output, or replace it with --force.\n",
    });
    expect(await readFile(file, "utf8")).toBe("mine");
    expect(await desk.type("download", "1001", "--force")).toMatchObject({ end: 0 });
    expect(await readFile(file, "utf8")).toBe((await desk.shown(1001)).license);
  });

  test("writes to another file, or to standard output", async ({ expect }) => {
    await using desk = await aDesk();
    const { license } = await desk.shown(1001);

    expect(await desk.type("download", "1001", "-o", "other.txt", "--json")).toEqual(
      done('{\n  "file": "other.txt"\n}\n'),
    );
    expect(await desk.type("download", "1001", "-o", "-")).toEqual(done(license));
    expect(await readdir(desk.folder)).toEqual(["other.txt"]);
    expect(await readFile(join(desk.folder, "other.txt"), "utf8")).toBe(license);
  });

  test("says so if the file cannot be written", async ({ expect }) => {
    await using desk = await aDesk();

    expect(await desk.type("download", "1001", "-o", "missing/file")).toEqual({
      end: 1,
      stdout: "",
      stderr: "missing/file cannot be written (ENOENT).\n",
    });
  });
});

/** What a control API shows of a license. */
const shown = {
  number: 1001,
  version: 1,
  duplicatedFrom: null,
  subscription: null,
  company: null,
  email: null,
  name: null,
  issuedAt: null,
  savedAt: null,
  attributes: {},
  license: "hostile",
};

describe.concurrent("a control API that names another file", () => {
  test.for([
    "../outside.gitlab-license",
    "<folder>/outside.gitlab-license",
    "inside/outside.gitlab-license",
    "..\\outside.gitlab-license",
    "../..",
    ".gitlab-license",
    ".bashrc",
    "-.gitlab-license",
    "",
    "\u001b[2J.gitlab-license",
    "outside.gitlab-license\n",
    "outside\u0000.gitlab-license",
    "\u202eoutside.gitlab-license",
    null,
    ["outside.gitlab-license"],
    undefined,
  ])("as %j has nothing written at all, whatever --force says", async (named, { expect }) => {
    await using outer = await aFolder();
    const folder = join(outer.path, "current");
    await mkdir(join(folder, "inside"), { recursive: true });
    const fileName = typeof named === "string" ? named.replace("<folder>", folder) : named;
    await using hostile = await scriptedPortal(answerJson({ ...shown, fileName }));

    const words = ["portal", "license", "download", "1001", "--force"];
    const ended = await understudy([...words, "--control-url", hostile.url], { folder });

    expect(ended).toEqual({
      end: 1,
      stdout: "",
      stderr: expect.stringMatching(/without the name of a file|no control API/),
    });
    expect(await readdir(outer.path, { recursive: true })).toEqual(["current", "current/inside"]);
  });
});
