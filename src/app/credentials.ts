import { z } from "zod";
import { administrator, type Scope, type Username } from "../activation/viewer.ts";
import { type Random, randomAlphanumeric } from "../base/random.ts";
import { isSameSecret } from "../base/secret.ts";
import { type DataDirectory, DataDirectoryError } from "./data-directory.ts";

const Credentials = z.object({
  root: z.object({ username: z.string(), password: z.string() }),
  tokens: z.object({ admin: z.string(), user: z.string(), readApi: z.string() }),
});

/** What a person needs to sign in and to call the API; made at first start and kept with the data. */
export type Credentials = z.infer<typeof Credentials>;

const file = "credentials.json";

export function credentialsFor(
  directory: DataDirectory | null,
  random: Random,
  rootPassword: string | null,
): Credentials {
  const stored = directory?.read(file);
  const kept = stored === undefined ? newCredentials(random) : checked(stored, directory);
  const credentials =
    rootPassword === null ? kept : { ...kept, root: { ...kept.root, password: rootPassword } };
  directory?.write(file, credentials);
  return credentials;
}

/** The tokens of the ready line, with what they may do. */
export function grantsOf({ tokens }: Credentials, adminModeRequired: boolean) {
  const adminMode: readonly Scope[] = adminModeRequired ? ["admin_mode"] : [];
  const grant = (token: string, user: Username, scopes: readonly Scope[]) => ({
    token,
    user,
    scopes,
    expiresOn: null,
  });
  return [
    grant(tokens.admin, administrator, ["api", ...adminMode]),
    grant(tokens.user, "user", ["api"]),
    grant(tokens.readApi, administrator, ["read_api", ...adminMode]),
  ];
}

/** Whether a name and a password are root's. */
export const passwordCheck =
  ({ root }: Credentials) =>
  (username: string, password: string): boolean =>
    username === root.username && isSameSecret(password, root.password);

function newCredentials(random: Random): Credentials {
  const token = (name: string) => `glpat-${randomAlphanumeric(random, `token/${name}`, 20)}`;
  return {
    root: { username: administrator, password: randomAlphanumeric(random, "root-password", 20) },
    tokens: { admin: token("admin"), user: token("user"), readApi: token("read-api") },
  };
}

function checked(stored: unknown, directory: DataDirectory | null): Credentials {
  const credentials = Credentials.safeParse(stored);
  if (credentials.success) return credentials.data;
  throw new DataDirectoryError(
    `${directory?.path(file)} holds no credentials of Understudy. Move it away: new ones are made then.`,
  );
}
