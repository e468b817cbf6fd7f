import type { JsonObject } from "./json-object.ts";
import type { Attributes } from "./wire-attributes.ts";

/**
 * What keeps the attributes from making a license. Dates that cannot be understood count as absent, which matters only
 * where a date is needed; a date that is no text is a mistake anywhere. Source: license file format, validity.
 */
export function problemsOf(attributes: Attributes, payload: JsonObject): readonly string[] {
  const { licensee } = attributes;
  return [
    ...problemIf(!licensee || Object.keys(licensee).length === 0, "licensee names nobody"),
    ...problemIf(attributes.issued_at === null, noDate("issued_at", payload)),
    ...problemIf(lacksExpiry(attributes), noDate("expires_at", payload)),
    ...optionalDates.flatMap((name) =>
      problemIf(
        isGiven(payload[name]) && typeof payload[name] !== "string",
        `${name} is not a date`,
      ),
    ),
    ...problemIf(
      attributes.offline_cloud_licensing_enabled && !attributes.cloud_licensing_enabled,
      "offline_cloud_licensing_enabled needs cloud_licensing_enabled",
    ),
  ];
}

const optionalDates = [
  "notify_admins_at",
  "notify_users_at",
  "block_changes_at",
  "next_sync_at",
  "last_synced_at",
  "activated_at",
];

const noDate = (name: string, payload: JsonObject) =>
  isGiven(payload[name]) ? `${name} is not a date` : `${name} is missing`;

const problemIf = (isProblem: boolean, problem: string) => (isProblem ? [problem] : []);

const isGiven = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== false;

const lacksExpiry = ({ expires_at, licensee }: Attributes): boolean =>
  expires_at === null && !isVendorsTeam(licensee ?? {});

/** Only licenses of the vendor's own people run without end. Source: license file format, `expires_at`. */
function isVendorsTeam({ Company: company, Email: email }: JsonObject): boolean {
  return (
    typeof company === "string" &&
    /gitlab/i.test(company) &&
    typeof email === "string" &&
    /@(?:gitlab|jihulab)\.com$/.test(email)
  );
}
