import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { StartError } from "../../../src/app/start-error.ts";
import { instanceOn } from "../../doors/graphql/instance-on.ts";
import { administratorOf } from "../../doors/pages/administrator.ts";
import { asJson, inForm, inQuery, post } from "../../doors/rest/sent-license.ts";
import { aFolder } from "../../support/a-folder.ts";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

/** What became of a license file. */
interface Outcome {
  /** What was said, in the words of that way; the status if there were none. */
  readonly says: string;
  /** The licenses that are stored then. */
  readonly stored: readonly { readonly type: string; readonly synced: boolean }[];
  /** What a page shows of them. */
  readonly page: string;
}

export type WayIn = (file: Buffer<ArrayBuffer>) => Promise<Outcome>;

const day = "2025-06-01";

async function outcomeOn(emulator: TestEmulator, says: string): Promise<Outcome> {
  const { body } = await emulator.control.get("/state");
  const { status, html } = await (await administratorOf(emulator)).show("/admin/subscription");
  return {
    says,
    stored: body.licenses.map(({ type, syncedAt }: { type: string; syncedAt: string | null }) => ({
      type,
      synced: syncedAt !== null,
    })),
    page: `${status} ${html}`,
  };
}

/** A way by which something is sent to an instance that runs. */
const sending =
  (send: (emulator: TestEmulator, file: Buffer<ArrayBuffer>) => Promise<string>): WayIn =>
  async (file) => {
    await using emulator = await emulatorOn(day);
    return await outcomeOn(emulator, await send(emulator, file));
  };

const byForm = (fill: (file: Buffer<ArrayBuffer>) => object) =>
  sending(async (emulator, file) => {
    const administrator = await administratorOf(emulator);
    const { status, location, told } = await administrator.upload(fill(file));
    if (location === null) return String(status);
    return told?.html ?? (await administrator.show(location)).told?.html ?? "";
  });

const byRest = (sent: (text: string) => Parameters<typeof post>[1]) =>
  sending(async (emulator, file) => said(await post(emulator, sent(file.toString()))));

function said({ status, body }: { readonly status: number; readonly body: unknown }): string {
  const { message } =
    typeof body === "object" && body !== null ? (body as { message?: unknown }) : {};
  return status === 400 && typeof message === "string" ? message : String(status);
}

/** The emulator that starts with a file; where it does not start, the one that starts without. */
const byBoot: WayIn = async (file) => {
  await using folder = await aFolder();
  const licenseFile = join(folder.path, "Example.gitlab-license");
  await writeFile(licenseFile, file);
  const data = { memory: "false", data: join(folder.path, "data") };
  try {
    await using emulator = await emulatorOn(day, { ...data, licenseFile });
    return await outcomeOn(emulator, "License Added:");
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    await using emulator = await emulatorOn(day, data);
    const [head, , , says] = error.message.split("\n");
    return await outcomeOn(emulator, `${head} ${says}`);
  }
};

/** A portal that answers with the file's text. */
const byActivation: WayIn = async (file) => {
  await using instance = await instanceOn(day);
  const told = { licenseKey: file.toString(), futureSubscriptions: [], errors: [] };
  const { errors } = await instance.activateTold(told);
  return await outcomeOn(instance, errors.join("\n"));
};

/** Every way by which a license file comes to an instance. */
export const waysIn = {
  "the form, as a text": byForm((file) => ({ text: file.toString() })),
  "the form, as a file": byForm((file) => ({ file })),
  "REST, in JSON": byRest(asJson),
  "REST, in a form": byRest(inForm),
  "REST, in the query string": byRest(inQuery),
  "the first start": byBoot,
  "an activation": byActivation,
} satisfies Record<string, WayIn>;

export const namesOfWays = Object.keys(waysIn) as readonly (keyof typeof waysIn)[];
