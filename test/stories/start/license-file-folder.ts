import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { aPayload, licenseText } from "../../rules/license/license-text.ts";
import { aFolder } from "../../support/a-folder.ts";
import { emulatorWith, type TestSettings } from "../../support/emulator-on.ts";

export const frozen = { now: "2025-06-01", frozen: "true" };
export const usual = "Gitlab.gitlab-license";
/** License files of the numbers 7 and 8. */
export const license = licenseText(aPayload());
export const other = licenseText(aPayload({ restrictions: { id: 8 } }));

/** A folder with a license file beside the place for the data. */
export async function aFolderWith(text: string | Uint8Array, name = "Example.gitlab-license") {
  const folder = await aFolder();
  const file = join(folder.path, name);
  await writeFile(file, text);
  return {
    file,
    data: join(folder.path, "data"),
    path: folder.path,
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

/** The licenses that an emulator has after it has started with these settings, by number. */
export async function numbersOn(settings: TestSettings): Promise<number[]> {
  await using emulator = await emulatorWith({ ...frozen, ...settings });
  const { body } = await emulator.control.get("/state");
  return body.licenses.map(({ number }: { number: number }) => number);
}
