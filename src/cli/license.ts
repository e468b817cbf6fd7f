import type { Command } from "commander";
import { licenseAttributes } from "../license/attributes.ts";
import { type ReadingKeys, testReadingKeys } from "../license/reading-keys.ts";
import { flagOf, settings } from "../settings.ts";
import { Refused } from "./exit.ts";
import { textIn } from "./input.ts";

interface KeyFiles {
  readonly licensePublicKey?: string;
  readonly licenseFallbackKey?: string;
}

export function addLicenseCommands(program: Command) {
  const license = program.command("license").description("Look at licenses.");
  license
    .command("read")
    .argument("<file>", "license file; - is standard input")
    .description("Print what a license file says, as JSON. Needs no running emulator.")
    .option(
      "--license-public-key <file>",
      "PEM file with the RSA public key, instead of the test key",
    )
    .option("--license-fallback-key <file>", "PEM file with a second key")
    .addHelpText("after", "\nExample:\n  understudy license read Example.gitlab-license")
    .action(async (file: string, keyFiles: KeyFiles) => {
      const report = licenseAttributes(await textIn(file), keysIn(keyFiles));
      console.log(JSON.stringify(report, null, 2));
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
  const key = settings[name].parse(file);
  if (key.ok) return key.value;
  throw new Refused(2, `${flagOf(name)} is "${file}", but must be ${key.error}.`);
}
