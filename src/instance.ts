import { activate } from "./activation/activate.ts";
import type { CodeCheck } from "./activation/activation-code.ts";
import type { LicenseRecords } from "./activation/license-records.ts";
import type { Portal } from "./activation/portal.ts";
import type { UserRecords } from "./activation/user-records.ts";
import { logActivation } from "./activation-log.ts";
import { authenticate } from "./authenticate.ts";
import type { Clock } from "./clock.ts";
import { accessTokensIn } from "./db/access-tokens.ts";
import type { Database } from "./db/database.ts";
import { decodeAgain } from "./db/decoded-licenses.ts";
import { licenseRecordsIn } from "./db/license-records.ts";
import { userRecordsIn } from "./db/user-records.ts";
import { type Incoming, type Listener, type ListenTo, type Reply, startListener } from "./http.ts";
import { readLicense } from "./license/read-license.ts";
import type { ReadingKeys } from "./license/reading-keys.ts";
import type { Log } from "./log.ts";
import { graphqlPath, graphqlServer } from "./schema/graphql-server.ts";
import type { Traffic } from "./traffic/traffic.ts";

export interface InstanceOptions extends ListenTo {
  readonly database: Database;
  readonly portal: Portal;
  readonly clock: Clock;
  readonly readingKeys: ReadingKeys;
  readonly activationCodeCheck: CodeCheck;
  readonly traffic: Traffic;
  readonly log: Log;
  /** Told of exceptions, which are answered with a 500 that says nothing of them. */
  readonly onError: (error: unknown) => void;
}

/** One GitLab self-managed instance, as far as its license goes. */
export interface Instance extends Listener {
  readonly licenses: LicenseRecords;
  readonly users: UserRecords;
}

/** Puts database, portal and schema together behind one listener. */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const {
    database,
    portal,
    clock,
    activationCodeCheck: codeCheck,
    log,
    onError,
    traffic,
  } = options;
  const read = (key: string) => readLicense(key, options.readingKeys);
  decodeAgain(database, read, options.readingKeys);
  const licenses = licenseRecordsIn(database, read);
  const users = userRecordsIn(database);
  const tokens = accessTokensIn(database);

  const answer = graphqlServer(
    {
      licenses,
      users,
      clock,
      async activate(code) {
        const activated = await activate(code, {
          portal,
          licenses,
          clock,
          codeCheck,
          readLicense: read,
        });
        logActivation(log, code, activated);
        return activated;
      },
    },
    onError,
  );
  const handle = async (incoming: Incoming): Promise<Reply> => {
    const path = incoming.url.split("?", 1)[0]?.replace(/\/$/, "");
    if (path !== graphqlPath)
      return plain(404, `There is nothing here. GraphQL is at ${graphqlPath}.`);
    const viewer = authenticate(incoming.headers, tokens);
    return viewer.ok ? answer(incoming, viewer.value) : errors(401, "Invalid token");
  };

  const { host, port, hostnames } = options;
  const listener = await startListener({
    host,
    port,
    hostnames,
    handle,
    refuse: ({ status, message }) => errors(status, message),
    onError,
    onExchange: (exchange) => traffic.record({ hop: "instance", error: null, ...exchange }),
  });
  return { ...listener, licenses, users };
}

const errors = (status: number, message: string): Reply => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8" },
  body: JSON.stringify({ errors: [{ message }] }),
});

const plain = (status: number, text: string): Reply => ({
  status,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body: `${text}\n`,
});
