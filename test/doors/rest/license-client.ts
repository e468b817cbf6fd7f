import type { TestEmulator } from "../../support/emulator-on.ts";
import { ask } from "../graphql/ask.ts";

type Attributes = Readonly<Record<string, unknown>>;

/** The text of a legacy license for a year from 2025-01-01 on, that says so besides. */
export async function licenseFile(
  { control }: TestEmulator,
  attributes: Attributes = {},
  query = "",
): Promise<string> {
  const { body } = await control.post(`/portal/licenses${query}`, {
    licensee: { Name: "User Example", Email: "user@example.com", Company: "Example Inc" },
    issued_at: "2025-01-01",
    expires_at: "2026-01-01",
    ...attributes,
  });
  return body.license;
}

/** What the instance answers to a license text in a JSON body. */
export const uploadText = (emulator: TestEmulator, license: unknown) =>
  ask(emulator, { path: "/api/v4/license", body: JSON.stringify({ license }) });

/** What the instance answers to a license that says so. */
export const upload = async (emulator: TestEmulator, attributes: Attributes = {}) =>
  uploadText(emulator, await licenseFile(emulator, attributes));

export const get = (emulator: TestEmulator, path: string) =>
  ask(emulator, { method: "GET", path: `/api/v4${path}` });

/** The database ids of the stored licenses, newest first. */
export async function storedRows(emulator: TestEmulator): Promise<number[]> {
  const { body } = await get(emulator, "/licenses");
  return (body as { id: number }[]).map(({ id }) => id);
}
