import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { anotherPublicKey } from "../../stories/start/another-public-key.ts";
import { aFolder } from "../../support/a-folder.ts";
import { understudy, understudyAt } from "../../support/command-line.ts";
import { emulatorOn, emulatorWith, type TestEmulator } from "../../support/emulator-on.ts";
import { licenseFile, upload, uploadText } from "../rest/license-client.ts";

const typed = (emulator: TestEmulator, ...lines: readonly string[]) =>
  understudyAt(emulator, ["console", ...lines]);

/** What the console prints for one line. */
const printed = async (emulator: TestEmulator, line: string) =>
  (await typed(emulator, line)).stdout.replace(/\n$/, "");

const restrictions = { id: 4711, plan: "ultimate", active_user_count: 25, trial: false };

describe("the console's known lines", () => {
  test.each([
    { line: "License.current.plan", prints: '=> "ultimate"' },
    { line: "License.current&.plan", prints: '=> "ultimate"' },
    { line: "License.current.starts_at", prints: "=> Wed, 01 Jan 2025" },
    { line: "License.current.expires_at", prints: "=> Thu, 01 Jan 2026" },
    {
      line: "License.current.created_at",
      prints: "=> Sun, 01 Jun 2025 12:00:00.000000000 UTC +00:00",
    },
    { line: "License.current.last_synced_at", prints: "=> nil" },
    { line: "License.current.license_id", prints: "=> 4711" },
    { line: "License.current.id", prints: "=> 1" },
    { line: "License.current.trial?", prints: "=> false" },
    { line: "License.current.expired?", prints: "=> false" },
    { line: "License.current.cloud_license?", prints: "=> false" },
    { line: "License.current.restricted_user_count", prints: "=> 25" },
    { line: "License.current.remaining_days", prints: "=> 214" },
    {
      line: "License.current.licensee",
      prints: '=> {"Name"=>"User Example", "Email"=>"user@example.com", "Company"=>"Example Inc"}',
    },
    {
      line: "License.current.restrictions",
      prints: '=> {:id=>4711, :plan=>"ultimate", :active_user_count=>25, :trial=>false}',
    },
    { line: "License.find(4711).plan", prints: '=> "ultimate"' },
    {
      line: "License.find 1",
      prints:
        /^=> #<License id: 1, data: "\w{50}\.\.\.", created_at: "2025-06-01 12:00:00\.000000000 \+0000"/,
    },
    { line: "License.last.license_id", prints: "=> 4711" },
    { line: "License.all.count", prints: "=> 1" },
    { line: "License.count", prints: "=> 1" },
    { line: "License.all", prints: /^=> #<ActiveRecord::Relation \[#<License id: 1, .*>\]>$/ },
    { line: "License.future_dated", prints: "=> nil" },
    { line: "User.count", prints: "=> 15" },
    { line: "User.active.count", prints: "=> 12" },
    { line: "User.billable.count", prints: "=> 9" },
    {
      line: "User.active.without_bots.excluding_guests_and_requests.count",
      prints: "=> 9",
    },
    { line: "Gitlab::CurrentSettings.uuid", prints: /^=> "[0-9a-f-]{36}"$/ },
    { line: "puts License.current.plan", prints: "ultimate\n=> nil" },
    { line: '"\\n".length', prints: "=> 1" },
    { line: "License.current.plan # comment", prints: '=> "ultimate"' },
  ])("are answered as the console prints it: $line", async ({ line, prints }) => {
    await using emulator = await emulatorOn("2025-06-01T12:00:00Z");
    await emulator.control.put("/users", { active: 12, guests: 3, bots: 2, blocked: 1 });
    await upload(emulator, { restrictions });

    expect(await printed(emulator, line)).toEqual(
      typeof prints === "string" ? prints : expect.stringMatching(prints),
    );
  });

  test("give the license key back byte for byte", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const license = await licenseFile(emulator);
    await uploadText(emulator, license);

    expect(JSON.parse((await printed(emulator, "License.current.data")).slice(3))).toBe(license);
    expect(await printed(emulator, "puts License.current.data")).toBe(`${license}=> nil`);
  });

  test("are nil or a NoMethodError without a license", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { end, stdout } = await typed(
      emulator,
      "License.current",
      "License.current&.plan",
      "License.current.nil?",
      "License.last",
      "License.current.plan",
    );

    expect(stdout.split("\n")).toEqual([
      "=> nil",
      "=> nil",
      "=> true",
      "=> nil",
      "(irb):5:in `<main>': undefined method `plan' for nil:NilClass (NoMethodError)",
      "",
    ]);
    expect(end).toBe(1);
  });

  test("show a time in the instance's zone, and a record's in UTC", async () => {
    await using emulator = await emulatorOn("2025-06-01T12:00:00Z", { timeZone: "Europe/Berlin" });
    await upload(emulator);

    const { stdout } = await typed(emulator, "License.current.created_at", "License.current");

    expect(stdout).toContain("=> Sun, 01 Jun 2025 14:00:00.000000000 +02:00\n");
    expect(stdout).toContain('created_at: "2025-06-01 12:00:00.000000000 +0000"');
  });
});

describe("a license that is removed on the console", () => {
  test("goes by the portal's number of it, kept in a variable as the handbook has it", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    const { end, stdout } = await typed(emulator, "l = License.find 1001", "l.destroy");
    const after = await uploadText(emulator, await licenseFile(emulator));

    expect(end).toBe(0);
    expect(stdout).toMatch(/^(=> #<License id: 1, .*>\n){2}$/);
    // A standard license file is accepted then.
    expect(after.status).toBe(201);
  });

  test("is told of by the timeline with where it was done", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await upload(emulator);

    await typed(emulator, "License.find(1).destroy");

    const { body } = await emulator.control.get("/timeline?kind=license&limit=1");
    expect(body).toMatchObject([
      { action: "removed", by: "console", cause: "Somebody destroyed it on the console." },
    ]);
  });

  test("is none that does not exist: the exception is told, and the next line runs", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { end, stdout, stderr } = await typed(
      emulator,
      "License.find(123).destroy",
      "License.count",
    );

    expect(stdout).toBe(
      "(irb):1:in `<main>': Couldn't find License with 'id'=123 (ActiveRecord::RecordNotFound)\n=> 0\n",
    );
    expect({ end, stderr }).toEqual({ end: 1, stderr: "Raised: ActiveRecord::RecordNotFound.\n" });
  });

  test("may be one of many, chosen by a question", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await upload(emulator, { restrictions: { trial: true } });
    await upload(emulator, { restrictions: { plan: "ultimate" } });

    await typed(emulator, "TYPE = :trial?", "License.select(&TYPE).each(&:destroy!)");

    expect(await printed(emulator, "License.all.count")).toBe("=> 1");
    expect(await printed(emulator, "License.current.plan")).toBe('=> "ultimate"');
    await typed(emulator, "License.all.each(&:destroy!)");
    expect(await printed(emulator, "License.count")).toBe("=> 0");
  });

  test("may have a key that cannot be read, which is found by its row alone", async () => {
    await using folder = await aFolder();
    const data = join(folder.path, "data");
    {
      await using before = await emulatorWith({ data, now: "2025-06-01", frozen: "true" });
      await upload(before);
    }
    const licensePublicKey = join(folder.path, "key.pem");
    await writeFile(licensePublicKey, anotherPublicKey);
    await using emulator = await emulatorWith({ data, licensePublicKey });

    const { stdout } = await typed(
      emulator,
      "License.last.plan",
      "License.find(1).destroy",
      "License.count",
    );

    expect(stdout).toMatch(/^=> nil\n=> #<License id: 1, .*\n=> 0\n$/);
  });
});

describe("a license that is saved on the console", () => {
  const name = "Example.gitlab-license";

  test("comes from a file of whoever types, by the rules of an upload", async () => {
    await using folder = await aFolder();
    await using emulator = await emulatorOn("2025-06-01");
    await writeFile(join(folder.path, name), await licenseFile(emulator, { restrictions }));

    const saved = await understudyAt(
      emulator,
      ["console", `License.new(data: File.read("${name}")).save`],
      { folder: folder.path },
    );

    expect(saved).toEqual({ end: 0, stdout: "=> true\n", stderr: "" });
    expect(await printed(emulator, "License.current.plan")).toBe('=> "ultimate"');
    const { body } = await emulator.control.get("/timeline?kind=license&limit=1");
    expect(body).toMatchObject([
      { by: "console", cause: "Somebody saved its key on the console." },
    ]);
  });

  test("may be typed as the documentation has it, on standard input", async () => {
    await using folder = await aFolder();
    await using emulator = await emulatorOn("2025-06-01");
    const text = (await licenseFile(emulator, { restrictions })).replaceAll("\n", "\r\n");
    await writeFile(join(folder.path, name), `${text}\r\n\r\n`);
    const input = [
      `license_file = File.open("${name}")`,
      "",
      `key = license_file.read.gsub("\\r\\n", "\\n").gsub(/\\n+$/, '') + "\\n"`,
      "",
      "license = License.new(data: key)",
      "license.save",
      "License.current.plan # check to make sure it applied",
    ].join("\n");

    const { end, stdout } = await understudyAt(emulator, ["console", "-"], {
      folder: folder.path,
      input,
    });

    expect(end).toBe(0);
    expect(stdout.trim().split("\n").slice(-2)).toEqual(["=> true", '=> "ultimate"']);
  });

  test("is refused in the product's words", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const lines = [
      'l = License.new(data: "nothing")',
      "l.save",
      "l.errors.full_messages",
      "l.save!",
    ];

    const { end, stdout } = await typed(emulator, ...lines);

    const why =
      "The license key is invalid. Make sure it is exactly as you received it from GitLab Inc.";
    expect(stdout.split("\n").slice(1)).toEqual([
      "=> false",
      `=> ["${why}"]`,
      `(irb):4:in \`<main>': Validation failed: ${why} (ActiveRecord::RecordInvalid)`,
      "",
    ]);
    expect(end).toBe(1);
    const { body } = await emulator.control.get("/timeline?kind=refusal&limit=1");
    expect(body).toMatchObject([{ by: "console", detail: why }]);
  });

  test("is none if the file cannot be read: nothing is asked", async () => {
    const { end, stderr } = await understudy([
      "console",
      'License.new(data: File.read("none")).save',
    ]);

    expect({ end, stderr }).toEqual({
      end: 2,
      stderr: "none cannot be read: there is no such file.\n",
    });
  });
});

describe("a line that is not known", () => {
  test.each([
    "system('id')",
    "`id`",
    "abort",
    'eval("1")',
    "License.delete_all",
    "License.current.plan.upcase",
    "License.current.send(:plan)",
    "License.find(1, 2)",
    'License.find("1")',
    'puts "#{License.current.plan}"',
    "License.current.plan if true",
    "User.billable",
    "Gitlab::CurrentSettings",
    'Gitlab::HTTP.head("http://169.254.169.254/")',
    "File.read(License.current.plan)",
    "License.current.constructor",
    "License.current.__proto__",
    "constructor",
    "__proto__.plan",
    "License.current.plan.gsub(/(a+)+$/, '')",
    "[1, 2]",
  ])("is refused with those that are, and no line is run: %s", async (line) => {
    await using emulator = await emulatorOn("2025-06-01");
    await upload(emulator);

    const { end, stdout, stderr } = await typed(emulator, "License.all.each(&:destroy!)", line);

    expect({ end, stdout }).toEqual({ end: 2, stdout: "" });
    expect(stderr).toMatch(/^Line 2/);
    expect(await printed(emulator, "License.count")).toBe("=> 1");
  });

  test("is told apart from a variable that another command has filled", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { end, stderr } = await typed(emulator, "l.destroy");

    expect({ end, stderr }).toEqual({
      end: 2,
      stderr:
        "Line 1: l has no value here. Each session is its own: give the line that fills it, too.\n",
    });
  });

  test("is answered with the list of what is known", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { stderr } = await typed(emulator, "License.everything");

    expect(stderr).toContain(
      "Line 1 is not known here: License.everything. Known are: License (current,",
    );
    for (const known of ["find(123)", "new(data: key)", "license_id", "head(base_uri)"]) {
      expect(stderr).toContain(known);
    }
  });
});
