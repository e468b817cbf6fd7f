import { type Command, InvalidArgumentError } from "commander";
import { fields, type Guarded, isBoolean, isText, listOf, orNull } from "../../base/guards.ts";
import { jsonText, printable, printableValue } from "../../base/printable.ts";
import { flagOf } from "../../config/names.ts";
import type { AnswerOf } from "../../contract/operations.ts";
import type { ReadingKeys } from "../../license/reading-keys.ts";
import { controlOf } from "../control-client.ts";
import { example, groupAt } from "../groups.ts";
import { freeEdition, type Instance, instanceOf } from "../instance-client.ts";
import { type InstanceTarget, onControl, onInstance, type Target } from "../naming.ts";
import { pathOf, print, Refused, type Terminal, textIn } from "../terminal.ts";
import { countFrom } from "../values.ts";
import { syncStateInWords } from "../words/jobs.ts";
import {
  currentLicenseAlone,
  currentLicenseFields,
  currentLicenseInWords,
  globalIdIn,
  isCurrentLicense,
  isLicense,
  isUploadedLicense,
  type License,
  licenseAlone,
  licenseFields,
  licenseInShort,
  licenseInWords,
  licensesInWords,
  numberIn,
  uploadedInOrder,
  uploadedInWords,
} from "../words/license.ts";
import { noticesInWords } from "../words/state.ts";
import { storedInWords } from "../words/stored.ts";

const ofFile = ["<file>", "license file; - is standard input"] as const;
const ofId = ["[id]", "the portal's license number, or a global id", licenseId] as const;

export function addLicenseCommands(program: Command, terminal: Terminal) {
  const license = groupAt(program, ["license"]);
  addList(license, terminal);
  addShow(license, terminal);
  addDestroy(license, terminal);
  addRead(license, terminal);
  addExplain(license, terminal);
  addUpload(license, terminal);
}

function licenseId(text: string): string {
  const id = globalIdIn(text);
  if (id !== undefined) return id;
  throw new InvalidArgumentError(
    "It must be the portal's license number, such as 1001, or a global id, such as gid://gitlab/License/1001.",
  );
}

function addList(license: Command, terminal: Terminal) {
  const list = license
    .command("list")
    .description("List all licenses of an instance, latest start first.");
  onInstance(list, "--json").action(async (options: InstanceTarget) => {
    const { licenses, current } = await historyOf(await instanceOf(terminal, options));
    const state = printableValue(await stateOf(terminal, options));
    print(terminal, licenses, options, (all) =>
      paragraphs(licensesInWords(all, printableValue(current)), state ? noticesInWords(state) : ""),
    );
  });
}

const isHistoryPage = fields({
  currentLicense: orNull(isLicense),
  licenseHistoryEntries: fields({
    nodes: listOf(isLicense),
    pageInfo: fields({ hasNextPage: isBoolean, endCursor: orNull(isText) }),
  }),
});

const historyQuery = `query($after: String) {
  currentLicense { ${licenseFields} }
  licenseHistoryEntries(first: 100, after: $after) {
    nodes { ${licenseFields} }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** All licenses of an instance, however many pages that takes, and the one in force. */
async function historyOf(instance: Instance) {
  const licenses: License[] = [];
  const cursors = new Set<string | null>();
  let after: string | null = null;
  for (;;) {
    // A cursor that came before would lead on for ever.
    cursors.add(after);
    const data: Guarded<typeof isHistoryPage> = await instance.graphql(
      historyQuery,
      isHistoryPage,
      { after },
    );
    const { nodes, pageInfo } = data.licenseHistoryEntries;
    licenses.push(...nodes.map(licenseAlone));
    after = pageInfo.endCursor;
    if (!pageInfo.hasNextPage || cursors.has(after)) {
      return { licenses, current: data.currentLicense && licenseAlone(data.currentLicense) };
    }
  }
}

const isCurrentData = fields({ currentLicense: orNull(isCurrentLicense) });

function addShow(license: Command, terminal: Terminal) {
  const show = license
    .command("show")
    .argument(...ofId)
    .description("Show the license in force, or another one of the history.");
  onInstance(show, "", "1001").action(async (id: string | undefined, options: InstanceTarget) => {
    const instance = await instanceOf(terminal, options);
    if (id === undefined) {
      const query = `{ currentLicense { ${currentLicenseFields} } }`;
      const { currentLicense } = await instance.graphql(query, isCurrentData);
      if (currentLicense === null && !options.json) {
        // They come latest start first.
        const { licenses } = await historyOf(instance);
        const stored = storedInWords(licenses.length, licenses.at(-1)?.startsAt ?? null);
        return terminal.stdout(`No license is in force${stored}.\n`);
      }
      const state = printableValue(await stateOf(terminal, options));
      const alone = currentLicense && currentLicenseAlone(currentLicense);
      return print(terminal, alone, options, (one) =>
        one === null ? "" : currentInWords(one, state),
      );
    }
    const { licenses } = await historyOf(instance);
    const found = licenses.find((one) => one.id === id);
    if (found === undefined) {
      throw new Refused(
        1,
        `No license has the id ${numberIn(id)}. understudy license list shows them.`,
      );
    }
    return print(terminal, found, options, licenseInWords);
  });
}

/** What the control API tells people besides; nothing of an instance that is somebody else's. */
const stateOf = async (terminal: Terminal, options: InstanceTarget) =>
  options.url !== undefined || options.json
    ? undefined
    : (await controlOf(terminal, options)).call("state.show", {});

const currentInWords = (
  current: Guarded<typeof isCurrentLicense>,
  state: AnswerOf<"state.show"> | undefined,
): string =>
  paragraphs(
    currentLicenseInWords(current),
    state ? syncStateInWords(state.lastSync) : "",
    state ? noticesInWords(state) : "",
  );

/** Texts with a line between them, those that say something. */
const paragraphs = (...texts: readonly string[]): string =>
  texts.filter((text) => text !== "").join("\n\n");

const isDestroyed = fields({
  licenseDestroy: fields({
    errors: listOf(isText),
    license: orNull(isLicense),
    currentLicense: orNull(isLicense),
  }),
});

const destroyMutation = `mutation($id: LicenseID!) {
  licenseDestroy(input: {id: $id}) {
    errors
    license { ${licenseFields} }
    currentLicense { ${licenseFields} }
  }
}`;

function addDestroy(license: Command, terminal: Terminal) {
  const destroy = license
    .command("destroy")
    .argument(...ofId)
    .description("Remove a license for good, whatever its kind.")
    .option(
      "--row <id>",
      "remove the one license with this database id instead, by way of REST, which every real instance has",
      countFrom(0),
    );
  onInstance(destroy, "1001", "--row 1").action(
    async (id: string | undefined, options: InstanceTarget & { row?: number }) => {
      const { row } = options;
      if ((id === undefined) === (row === undefined)) {
        throw new Refused(2, "Name the license: either its ID, or its --row.");
      }
      const instance = await instanceOf(terminal, options);
      if (row !== undefined) {
        await instance.delete(`/license/${row}`);
        // The product answers without a body.
        return print(terminal, { row }, options, () => `Removed the license in row ${row}.`);
      }
      const data = await instance
        .graphql(destroyMutation, isDestroyed, { id })
        .catch(explainedFor(instance));
      const { errors, license, currentLicense } = data.licenseDestroy;
      if (errors.length > 0) throw new Refused(1, errors.map(printable).join("\n"));
      const destroyed = {
        errors,
        license: license && licenseAlone(license),
        currentLicense: currentLicense && licenseAlone(currentLicense),
      };
      return print(terminal, destroyed, options, ({ license: removed, currentLicense: next }) =>
        [
          removed === null
            ? "Removed a license whose key cannot be read."
            : `Removed license ${licenseInShort(removed)}.`,
          `In force now: ${licenseInShort(next)}.`,
        ].join("\n"),
      );
    },
  );
}

/** The mutation is Understudy's own: a real instance says that it has no such field, and the free edition knows no licenses at all. */
const explainedFor = (instance: Instance) => async (error: unknown) => {
  const isUnknown = error instanceof Refused && /licenseDestroy|LicenseID/.test(error.message);
  if (!isUnknown) throw error;
  const why = (await knowsLicenses(instance))
    ? "This instance removes licenses by --row alone."
    : freeEdition;
  throw new Refused(1, `${error.message}\n${why}`);
};

const isNamedType = fields({ __type: orNull(fields({ name: isText })) });

/** Also where it does not say. */
async function knowsLicenses(instance: Instance): Promise<boolean> {
  const asked = await instance
    .graphql(`{ __type(name: "CurrentLicense") { name } }`, isNamedType)
    .catch(() => undefined);
  return asked?.__type !== null;
}

interface KeyFiles {
  readonly licensePublicKey?: string;
  readonly licenseFallbackKey?: string;
}

function addRead(license: Command, terminal: Terminal) {
  license
    .command("read")
    .argument(...ofFile)
    .description(
      "Print what a license file says, as JSON, or the license in an exported usage file. Needs no running emulator.",
    )
    .option("--json", "as without it")
    .option(
      "--license-public-key <file>",
      "PEM file with the RSA public key, instead of the test key",
    )
    .option("--license-fallback-key <file>", "PEM file with a second key")
    .addHelpText("after", example("understudy license read Example.gitlab-license"))
    .action(async (file: string, keyFiles: KeyFiles) => {
      const text = licenseIn(await textIn(terminal, file));
      const { licenseAttributes } = await import("../../license/attributes.ts");
      const report = licenseAttributes(text, await keysIn(terminal, keyFiles));
      terminal.stdout(`${jsonText(report)}\n`);
      if (!report.valid) {
        const problems = report.problems.join("; ");
        throw new Refused(1, `${file} holds no valid license: ${problems}${mistaken(file, text)}`);
      }
    });
}

/** The license that an exported usage file begins with; any other text as it is. */
const licenseIn = (text: string): string =>
  /^\uFEFF?"?License Key"?,"?([A-Za-z0-9+/=\r\n]+)"?/.exec(text)?.[1] ?? text;

/** What a file is that was taken for a license file; nothing of one that may be one. */
function mistaken(file: string, text: string): string {
  if (text.trim() === "") return `\n${file} is empty.`;
  if (!/^\s*\{/.test(text)) return "";
  return `\n${file} is JSON: \`understudy portal issue-license ${file}\` makes a license file of it.`;
}

async function keysIn(
  terminal: Terminal,
  { licensePublicKey, licenseFallbackKey }: KeyFiles,
): Promise<ReadingKeys> {
  const { settings } = await import("../../config/settings.ts");
  const { testReadingKeys } = await import("../../license/reading-keys.ts");
  const keyIn = (name: keyof KeyFiles, file: string) => {
    const key = settings[name].parse(pathOf(terminal, file));
    if (key.ok) return key.value;
    throw new Refused(2, `${flagOf(name)} is "${file}", but must be ${key.error}.`);
  };
  return {
    main:
      licensePublicKey === undefined
        ? testReadingKeys.main
        : keyIn("licensePublicKey", licensePublicKey),
    fallback:
      licenseFallbackKey === undefined ? [] : [keyIn("licenseFallbackKey", licenseFallbackKey)],
  };
}

function addExplain(license: Command, terminal: Terminal) {
  const explain = license
    .command("explain")
    .argument(...ofFile)
    .description(
      "Say whether a license file would be admitted, by which rule, and what to buy. Exit code 1 if it would be refused.",
    );
  onControl(explain, "Example.gitlab-license").action(async (file: string, options: Target) => {
    const license = await textIn(terminal, file);
    const control = await controlOf(terminal, options);
    const explained = await control.call("licenses.explain", { license });
    const { inWords } = await import("../words/words.ts");
    // A text of several lines, all of them the explanation's own.
    print(terminal, explained, options, () => inWords("licenses.explain", explained));
    if (explained.verdict === "refused") {
      throw new Refused(1, `This license would be refused.${mistaken(file, license)}`);
    }
  });
}

function addUpload(license: Command, terminal: Terminal) {
  const upload = license
    .command("upload")
    .argument(...ofFile)
    .description("Upload a license file to an instance, and print the license.");
  onInstance(upload, "Example.gitlab-license").action(
    async (file: string, options: InstanceTarget) => {
      const text = await textIn(terminal, file);
      const instance = await instanceOf(terminal, options);
      const stored = await instance
        .post("/license", { license: text }, isUploadedLicense)
        .catch((error: unknown) => {
          throw error instanceof Refused
            ? new Refused(error.exitCode, `${error.message}${mistaken(file, text)}`)
            : error;
        });
      print(terminal, uploadedInOrder(stored), options, uploadedInWords);
    },
  );
}
