import type { Command } from "commander";
import { flagOf, settings } from "../config/settings.ts";
import { licenseAttributes } from "../license/attributes.ts";
import { type ReadingKeys, testReadingKeys } from "../license/reading-keys.ts";
import { controlOf } from "./control-client.ts";
import { example } from "./example.ts";
import { Refused } from "./exit.ts";
import { memberOf, pathOf, textIn } from "./input.ts";
import { type InstanceTarget, instanceOf, onInstance } from "./instance-client.ts";
import { syncStateInWords } from "./last-sync-facts.ts";
import { addLicenseDestroy } from "./license-destroy.ts";
import { addLicenseExplain } from "./license-explain.ts";
import { currentLicenseFields, licenseInWords, licensesInWords } from "./license-facts.ts";
import { licenseHistoryOf } from "./license-history.ts";
import { licenseId, licenseNumberOf } from "./license-id.ts";
import { addLicenseInfo } from "./license-info.ts";
import { addLicenseUpload } from "./license-upload.ts";
import { noticesInWords } from "./notice-facts.ts";
import { type JsonOption, jsonOption, print, printLine } from "./print.ts";
import { jsonText } from "./printable.ts";

interface KeyFiles {
  readonly licensePublicKey?: string;
  readonly licenseFallbackKey?: string;
}

export function addLicenseCommands(program: Command) {
  const license = program
    .command("license")
    .description("Look at licenses, upload and remove them.")
    .addHelpText("after", example("understudy license list"));
  addList(license);
  addShow(license);
  addLicenseDestroy(license);
  addRead(license);
  addLicenseExplain(license);
  addLicenseUpload(license);
  addLicenseInfo(license);
}

function addList(license: Command) {
  const list = license
    .command("list")
    .description("List all licenses of an instance, latest start first.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy license list --json"));
  onInstance(list).action(async (options: InstanceTarget & JsonOption) => {
    const { licenses, current } = await licenseHistoryOf(await instanceOf(options));
    const notices = noticesInWords(memberOf(await stateOf(options), "notices"));
    print(licenses, options, () => paragraphs(licensesInWords(licenses, current), notices));
  });
}

function addShow(license: Command) {
  const show = license
    .command("show")
    .argument("[id]", "the portal's license number, or a global id", licenseId)
    .description("Show the license in force, or another one of the history.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy license show", "understudy license show 1001"));
  onInstance(show).action(async (id: string | undefined, options: InstanceTarget & JsonOption) => {
    const instance = await instanceOf(options);
    if (id === undefined) {
      const data = await instance.graphql(`{ currentLicense { ${currentLicenseFields} } }`);
      const current = memberOf(data, "currentLicense") ?? null;
      const state = await stateOf(options);
      return print(current, options, () =>
        current === null ? "No license is in force." : currentInWords(current, state),
      );
    }
    const { licenses } = await licenseHistoryOf(instance);
    const found = licenses.find((one) => memberOf(one, "id") === id);
    if (found === undefined) {
      throw new Refused(
        1,
        `No license has the id ${licenseNumberOf({ id })}. understudy license list shows them.`,
      );
    }
    return print(found, options, licenseInWords);
  });
}

/** What the control API tells people besides; nothing of an instance that is somebody else's. */
async function stateOf({ url, data, json }: InstanceTarget & JsonOption): Promise<unknown> {
  if (url !== undefined || json) return undefined;
  return (await controlOf({ data })).get("/state");
}

function currentInWords(current: unknown, state: unknown): string {
  const lastSync = memberOf(state, "lastSync");
  return paragraphs(
    licenseInWords(current),
    lastSync === undefined ? "" : syncStateInWords(lastSync),
    noticesInWords(memberOf(state, "notices")),
  );
}

/** Texts with a line between them, those that say something. */
const paragraphs = (...texts: readonly string[]): string =>
  texts.filter((text) => text !== "").join("\n\n");

function addRead(license: Command) {
  license
    .command("read")
    .argument("<file>", "license file; - is standard input")
    .description("Print what a license file says, as JSON. Needs no running emulator.")
    .option("--json", "as without it")
    .option(
      "--license-public-key <file>",
      "PEM file with the RSA public key, instead of the test key",
    )
    .option("--license-fallback-key <file>", "PEM file with a second key")
    .addHelpText("after", example("understudy license read Example.gitlab-license"))
    .action(async (file: string, keyFiles: KeyFiles) => {
      const report = licenseAttributes(await textIn(file), keysIn(keyFiles));
      printLine(jsonText(report));
      if (!report.valid)
        throw new Refused(1, `${file} holds no valid license: ${report.problems.join("; ")}`);
    });
}

const keysIn = ({ licensePublicKey, licenseFallbackKey }: KeyFiles): ReadingKeys => ({
  main:
    licensePublicKey === undefined
      ? testReadingKeys.main
      : keyIn("licensePublicKey", licensePublicKey),
  fallback:
    licenseFallbackKey === undefined ? [] : [keyIn("licenseFallbackKey", licenseFallbackKey)],
});

function keyIn(name: keyof KeyFiles, file: string) {
  const key = settings[name].parse(pathOf(file));
  if (key.ok) return key.value;
  throw new Refused(2, `${flagOf(name)} is "${file}", but must be ${key.error}.`);
}
