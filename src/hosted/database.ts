import { type OpenDatabase, openDatabaseFile, type Tables } from "../base/database-file.ts";
import { packageFile } from "../base/package-file.ts";
import type { SecretPlaces } from "../base/secret-places.ts";
import newest from "./newest-schema.json" with { type: "json" };

/** How the hosted product's database came to its tables. */
export const hostedTables: Tables = {
  migrationsFolder: packageFile("src/hosted/migrations"),
  newest,
};

/** Where the secrets of the hosted product are. */
export const hostedSecrets: SecretPlaces = {
  tables: ["oauth_codes"],
  emptied: { "users.password_digest": "none", "access_tokens.code_digest": null },
  licenseKeys: [],
  activationCodes: [],
  tokens: [],
  tokenDigests: ["access_tokens.digest"],
};

/** Opens the hosted product's database, `:memory:` or a file, and brings it up to date. */
export const openDatabase = (file: string): OpenDatabase => openDatabaseFile(file, hostedTables);
