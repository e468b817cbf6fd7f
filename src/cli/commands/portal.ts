import { writeFile } from "node:fs/promises";
import { Argument, type Command, InvalidArgumentError, Option } from "commander";
import { printable } from "../../base/printable.ts";
import type { AnswerOf, GivenTo } from "../../contract/operations.ts";
import { addOperation, addOptions, argumentOf, ask, inputOf } from "../command.ts";
import { controlOf } from "../control-client.ts";
import { groupAt } from "../groups.ts";
import { onControl, type Target } from "../naming.ts";
import { operations, problemOf } from "../operations.ts";
import { codeOf, jsonIn, pathOf, print, Refused, type Terminal } from "../terminal.ts";
import { chosen, valueIn } from "../values.ts";
import { policiesInWords, policyFields } from "../words/policies.ts";
import { soldInWords, withoutCode } from "../words/subscriptions.ts";
import { addPortalAnswer } from "./fault.ts";
import { addPortalLicenseEdit } from "./portal-license-edit.ts";

export async function addPortalCommands(program: Command, terminal: Terminal) {
  const portal = groupAt(program, ["portal"]);
  const license = groupAt(program, ["portal", "license"]);
  await addSell(program, terminal);
  addReconciliation(portal, terminal);
  addPortalAnswer(program, terminal);
  addPolicy(portal, terminal);
  addPortalLicenseEdit(license, terminal);
  addDownload(license, terminal);
  await addIssueLicense(portal, terminal);
}

/** People are told name and code; a program is handed nothing but the code, which is often handed on. */
async function addSell(program: Command, terminal: Terminal) {
  await addOperation(program, terminal, "subscriptions.sell", (sold, options) => {
    if (options.json || terminal.isTty) print(terminal, sold, options, soldInWords);
    else if (sold.activationCode !== null) terminal.stdout(`${printable(sold.activationCode)}\n`);
    else terminal.stderr(`${printable(withoutCode(sold))}\n`);
  });
}

interface Dates extends Target {
  readonly next?: string;
  readonly alertFrom?: string;
  readonly none?: true;
}

/** When users will be compared with seats, as reports are answered. */
function addReconciliation(portal: Command, terminal: Terminal) {
  const day = (text: string) => String(valueIn(text, inputOf("subscriptions.sell", "startsOn")));
  const reconciliation = portal
    .command("reconciliation")
    .addArgument(argumentOf("subscriptions.show", "name"))
    .description(operations["subscriptions.setReconciliation"].summary)
    .option("--next <day>", "when users will be compared with seats; none unless said", day)
    .option("--alert-from <day>", "from when on administrators are told; none unless said", day)
    .addOption(new Option("--none", "clear both").conflicts(["next", "alertFrom"]));
  onControl(
    reconciliation,
    "A-S00000001 --next 2025-09-01 --alert-from 2025-08-25",
    "A-S00000001 --none",
  ).action(async (name: string, options: Dates) => {
    const { next: nextReconciliationDate = null, alertFrom: displayAlertFrom = null } = options;
    if (nextReconciliationDate === null && displayAlertFrom === null && !options.none) {
      throw new Refused(
        2,
        "Say which dates: --next 2025-09-01 --alert-from 2025-08-25, or --none.",
      );
    }
    const dates = { name, nextReconciliationDate, displayAlertFrom };
    await ask(terminal, options, "subscriptions.setReconciliation", dates);
  });
}

const policyNames = Object.keys(policyFields);

/** Habits of the portal that can be switched on. */
function addPolicy(portal: Command, terminal: Terminal) {
  const which = new Argument("[name]", "which policy; all unless said")
    .choices(policyNames)
    .argParser((text) => chosen(text, policyNames));
  const value = "on or off; unused-codes-expire-after takes a number of days";
  const policy = portal
    .command("policy")
    .addArgument(which)
    .argument("[value]", value, switchOrDays)
    .description("Show the policies of the stand-in portal, or switch one on or off.");
  onControl(policy, "", "one-report-a-day on", "unused-codes-expire-after 30").action(
    async (name: string | undefined, value: boolean | number | undefined, options: Target) => {
      const shown = name === undefined ? policyNames : [name];
      const show = (policies: AnswerOf<"policies.show">) =>
        print(terminal, policies, options, (all) => policiesInWords(all, shown));
      await (name === undefined || value === undefined
        ? ask(terminal, options, "policies.show", {}, show)
        : ask(terminal, options, "policies.set", changeOf(name, value), show));
    },
  );
}

function switchOrDays(text: string): boolean | number {
  if (text === "on" || text === "off") return text === "on";
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be on or off, or a number of days.");
}

function changeOf(name: string, value: boolean | number): GivenTo<"policies.set"> {
  const field = policyFields[name];
  if (field === "unusedCodesExpireAfterDays") {
    if (value === true) throw new Refused(2, `${name} is a number of days or off.`);
    return { [field]: value === false ? null : daysIn(name, value) };
  }
  if (field === undefined || typeof value === "number") {
    throw new Refused(2, `${name} is on or off.`);
  }
  return { [field]: value };
}

function daysIn(name: string, days: number): number {
  const input = inputOf("policies.set", "unusedCodesExpireAfterDays");
  if (problemOf(input, days) === undefined) return days;
  throw new Refused(2, `${name} must be a whole number from 1 to 36500, or off.`);
}

interface DownloadOptions extends Target {
  readonly output?: string;
  readonly force?: true;
}

function addDownload(license: Command, terminal: Terminal) {
  const download = license
    .command("download")
    .addArgument(argumentOf("portalLicenses.show", "number"))
    .description("Write the file of a license of the portal, and print its name.")
    .option("-o, --output <file>", "instead of the product's name; - is standard output")
    .option("--force", "replace a file that is there");
  onControl(download, "1001", "1001 --output Renewal.gitlab-license").action(
    async (number: number, options: DownloadOptions) => {
      const control = await controlOf(terminal, options);
      const shown = await control.call("portalLicenses.show", { number });
      // As the file that it is, to the byte.
      if (options.output === "-") return terminal.stdout(harmless(shown.license));
      const file = options.output ?? fileNameIn(shown.fileName);
      await write(terminal, { file, text: harmless(shown.license) }, options.force ? "w" : "wx");
      return print(terminal, { file }, options, () => printable(file));
    },
  );
}

/** A name alone: what came over the wire names no other folder. */
function fileNameIn(name: string): string {
  if (/^[\p{L}\p{N}]+\.gitlab-license$/u.test(name)) return name;
  throw new Refused(1, "The emulator answered without the name of a file. Say --output.");
}

/** A license text. Base64, as a license file is: nothing that a terminal would obey. */
function harmless(license: string): string {
  if (/^[\x20-\x7e\r\n]+$/.test(license)) return license;
  throw new Refused(1, "The emulator answered without a license.");
}

async function write(
  terminal: Terminal,
  { file, text }: { readonly file: string; readonly text: string },
  flag: "w" | "wx",
) {
  try {
    await writeFile(pathOf(terminal, file), text, { flag });
  } catch (error) {
    const code = codeOf(error);
    throw code === "EEXIST"
      ? new Refused(
          1,
          `${file} is there already. Name another --output, or replace it with --force.`,
        )
      : new Refused(1, `${file} cannot be written (${code}).`);
  }
}

async function addIssueLicense(portal: Command, terminal: Terminal) {
  const issue = portal
    .command("issue-license")
    .argument("<file>", "JSON file with a license under the wire's names; - is standard input")
    .description("Print a license file that says exactly what the JSON says.");
  const writing = await addOptions(issue, "portalLicenses.write");
  onControl(issue, "license.json > Example.gitlab-license").action(
    async (file: string, options: Target) => {
      const { LicenseAttributes } = await import("../../contract/portal-license.ts");
      const attributes = LicenseAttributes.safeParse(await jsonIn(terminal, file));
      if (!attributes.success) {
        throw new Refused(1, `${file} holds no license: ${attributes.error.issues[0]?.message}.`);
      }
      const written = { attributes: attributes.data, ...writing() };
      await ask(terminal, options, "portalLicenses.write", written, (answer) => {
        if (options.json) print(terminal, answer, options, String);
        // As the file that it is, to the byte.
        else terminal.stdout(harmless(answer.license));
      });
    },
  );
}
