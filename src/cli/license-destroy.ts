import type { Command } from "commander";
import { errorsIn } from "./activate.ts";
import { example } from "./example.ts";
import { Refused } from "./exit.ts";
import { memberOf } from "./input.ts";
import { type InstanceTarget, instanceOf, onInstance } from "./instance-client.ts";
import { licenseFields, licenseInShort } from "./license-facts.ts";
import { licenseId } from "./license-id.ts";
import { type JsonOption, jsonOption, print } from "./print.ts";
import { wholeNumber } from "./whole-number.ts";

interface Options extends InstanceTarget, JsonOption {
  readonly row?: number;
}

const mutation = `mutation($id: LicenseID!) {
  licenseDestroy(input: {id: $id}) {
    errors
    license { ${licenseFields} }
    currentLicense { ${licenseFields} }
  }
}`;

export function addLicenseDestroy(license: Command) {
  const destroy = license
    .command("destroy")
    .argument("[id]", "the portal's license number, or a global id", licenseId)
    .description("Remove a license for good, whatever its kind.")
    .option(
      "--row <id>",
      "remove the one license with this database id instead, by way of REST, which every real instance has",
      wholeNumber,
    )
    .option(...jsonOption)
    .addHelpText(
      "after",
      example("understudy license destroy 1001", "understudy license destroy --row 1"),
    );
  onInstance(destroy).action(async (id: string | undefined, options: Options) => {
    const { row } = options;
    if ((id === undefined) === (row === undefined)) {
      throw new Refused(2, "Name the license: either its ID, or its --row.");
    }
    const instance = await instanceOf(options);
    if (row !== undefined) {
      await instance.delete(`/license/${row}`);
      // The product answers without a body.
      return print({ row }, options, () => `Removed the license in row ${row}.`);
    }
    const data = await instance.graphql(mutation, { id }).catch(explained);
    const payload = memberOf(data, "licenseDestroy");
    const errors = errorsIn(payload);
    if (errors.length > 0) throw new Refused(1, errors.join("\n"));
    return print(payload, options, removalInWords);
  });
}

/** The mutation is Understudy's own: a real instance says that it has no such field. */
function explained(error: unknown): never {
  const isUnknown = error instanceof Refused && /licenseDestroy|LicenseID/.test(error.message);
  throw isUnknown
    ? new Refused(1, `${error.message}\nThis instance removes licenses by --row alone.`)
    : error;
}

const removalInWords = (payload: unknown): string =>
  [
    memberOf(payload, "license") === null
      ? "Removed a license whose key cannot be read."
      : `Removed license ${licenseInShort(memberOf(payload, "license"))}.`,
    `In force now: ${licenseInShort(memberOf(payload, "currentLicense"))}.`,
  ].join("\n");
