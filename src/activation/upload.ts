import { maxLicenseBytes } from "../base/file-limits.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Refusal } from "../license/admission.ts";
import { kindOf, type License, type LicenseProblem } from "../license/license.ts";
import type { Clock } from "../time/clock.ts";
import { decideUpload } from "./installation.ts";
import type { LicenseRecord, LicenseRecords, Upload } from "./license-records.ts";
import type { FileOrigin } from "./origin.ts";

export interface UploadPorts {
  readonly licenses: Pick<LicenseRecords, "install">;
  readonly clock: Clock;
  readonly readLicense: (key: string) => Result<License, LicenseProblem>;
  /** Is told of each file that is not stored. */
  readonly onRefused: (refused: RefusedFile) => void;
}

export type UploadFailure =
  | LicenseProblem
  | { readonly kind: "license-too-large" }
  | { readonly kind: "license-refused"; readonly refusals: readonly Refusal[] };

/**
 * Stores a license file that an administrator has, under the rules of an activation and in one atomic step.
 *
 * Any license will do, online cloud ones included. It never synced, and takes a row of its own even if its text is
 * that of another. Source: instance behaviour, REST license API.
 */
export async function upload(
  key: string,
  ports: UploadPorts,
  by: FileOrigin["by"],
): Promise<Result<LicenseRecord, UploadFailure>> {
  const license = readLimited(key, ports);
  const uploaded = license.ok
    ? await store({ key, license: license.value, origin: { by } }, ports)
    : license;
  if (!uploaded.ok) ports.onRefused({ by, error: uploaded.error });
  return uploaded;
}

function readLimited(
  key: string,
  { readLicense }: UploadPorts,
): Result<License, Exclude<UploadFailure, { kind: "license-refused" }>> {
  const isTooLarge = Buffer.byteLength(key) > maxLicenseBytes;
  return isTooLarge ? err({ kind: "license-too-large" }) : readLicense(key);
}

async function store(
  file: Pick<Upload, "key" | "license" | "origin">,
  { licenses, clock }: UploadPorts,
): Promise<Result<LicenseRecord, UploadFailure>> {
  const today = clock.today();
  const stored = { ...file, at: clock.now(), today };
  const installed = await licenses.install(today, (facts) => decideUpload(stored, facts));
  return installed.ok
    ? ok(installed.value.license)
    : err({ kind: "license-refused", refusals: installed.error });
}

export type FormUploadFailure =
  | { readonly kind: "license-blank" }
  | { readonly kind: "online-cloud-license" }
  | UploadFailure;

/** A file that was not stored. */
export interface RefusedFile {
  readonly by: FileOrigin["by"];
  readonly error: FormUploadFailure;
}

/**
 * The same for the form of the admin pages, which leaves online cloud licenses to the activation, whatever else may be
 * wrong with them. Source: licensing rules, upload.
 */
export async function uploadByForm(
  text: string,
  ports: UploadPorts,
): Promise<Result<LicenseRecord, FormUploadFailure>> {
  const uploaded = await takeForm(text, ports);
  if (!uploaded.ok) ports.onRefused({ by: "form", error: uploaded.error });
  return uploaded;
}

async function takeForm(
  text: string,
  ports: UploadPorts,
): Promise<Result<LicenseRecord, FormUploadFailure>> {
  if (text.trim() === "") return err({ kind: "license-blank" });
  const license = readLimited(text, ports);
  if (isOnlineCloud(license)) return err({ kind: "online-cloud-license" });
  if (!license.ok) return license;
  return store({ key: text, license: license.value, origin: { by: "form" } }, ports);
}

const isOnlineCloud = (license: Result<License, UploadFailure>): boolean =>
  license.ok
    ? kindOf(license.value) === "online_cloud"
    : license.error.kind === "license-invalid" && license.error.onlineCloud;
