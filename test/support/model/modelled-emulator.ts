import { type Emulator, startEmulator } from "../../../src/package/start-emulator.ts";
import type { AsItCame } from "../as-it-came.ts";
import { graphqlClient } from "../graphql-client.ts";
import { type Fault, firstDay, type Order } from "./model.ts";
import { canonical } from "./seen.ts";

/** A real emulator, for what a model can be told. */
export interface ModelledEmulator extends AsyncDisposable {
  readonly code: string;
  /** How long after 00:00 it reports to the portal, in milliseconds: each instance draws a minute of its own. */
  readonly reportsAt: number;
  /** The errors that the administrator gets to see. */
  activate(code: string): Promise<readonly string[]>;
  /** Whether there was such a license. */
  remove(number: number): Promise<boolean>;
  /** The code of the new subscription. */
  sell(order: Order): Promise<string>;
  advance(distance: { readonly days: number; readonly hours: number }): Promise<void>;
  fail(fault: Fault): Promise<void>;
  reset(): Promise<void>;
  /** Starts it again, and tells it what time it is or leaves that to it. */
  restart(now: string | undefined): Promise<void>;
  /** All that can be seen; entries of the history that share a place are put into one order. */
  seen(groups: readonly number[]): Promise<unknown>;
}

/** Starts one in memory, or on a data directory. */
export async function modelledEmulator(data: string | undefined): Promise<ModelledEmulator> {
  const start = (now: string | undefined) =>
    startEmulator({ data, now, seed: 1, ...(now && { frozen: true }) });
  let emulator = await start(firstDay);
  const code = emulator.activationCode ?? "";
  const jobs = await emulator.jobs.list();
  const nextRunAt = jobs.find(({ job }) => job === "seat-link")?.nextRunAt ?? "";
  return {
    code,
    reportsAt: Date.parse(nextRunAt) - Date.parse(firstDay),
    activate: async (entered) => (await emulator.activate(entered)).errors,
    async remove(number) {
      const { body } = await graphqlOf(emulator)(removal, { id: `gid://gitlab/License/${number}` });
      return removedIn(body);
    },
    async sell({ kind, trial, terms: [first, ...futureTerms] }) {
      const sold = await emulator.sell({ kind, trial, ...first, futureTerms });
      return sold.activationCode ?? "";
    },
    advance: async (distance) => void (await emulator.clock.advance(distance)),
    fail: async (fault) => void (await emulator.fault(fault)),
    reset: () => emulator.reset(),
    async restart(now) {
      await emulator[Symbol.asyncDispose]();
      emulator = await start(now);
    },
    seen: (groups) => seen(emulator, groups),
    [Symbol.asyncDispose]: () => emulator[Symbol.asyncDispose](),
  };
}

const shared =
  "id type plan name email company startsAt expiresAt blockChangesAt createdAt activatedAt usersInLicenseCount";

const everything = `{
  currentLicense { ${shared} lastSync billableUsersCount maximumUserCount usersOverLicenseCount trial }
  licenseHistoryEntries { nodes { ${shared} } }
  subscriptionFutureEntries { nodes { type plan name email company startsAt expiresAt usersInLicenseCount } }
}`;

const removal = `mutation ($id: LicenseID!) {
  licenseDestroy(input: { id: $id }) { errors license { id } currentLicense { id } }
}`;

const graphqlOf = ({ instance, tokens }: Emulator) =>
  graphqlClient(`${instance.url}/api/graphql`, tokens.admin);

async function seen(emulator: Emulator, groups: readonly number[]) {
  const [{ body: answer }, state] = await Promise.all([
    graphqlOf(emulator)(everything),
    emulator.state.show(),
  ]);
  const { currentLicense, licenseHistoryEntries, subscriptionFutureEntries } = answer.data;
  return {
    now: state.clock.now,
    currentLicense,
    toldInForce: await toldInForce(emulator),
    history: grouped(licenseHistoryEntries.nodes, groups),
    future: subscriptionFutureEntries.nodes,
    rows: canonical(state.licenses.map(rowIn)),
    subscriptions: state.subscriptions,
    faults: state.faults.length,
  };
}

/** The row that is in force by the timeline, which follows from what was installed and removed alone. */
async function toldInForce(emulator: Emulator): Promise<number | null> {
  const notices = await emulator.timeline({ kind: "notice" });
  const last = notices.findLast(
    (one) => one.kind === "notice" && ["in-force", "none-in-force"].includes(one.notice),
  );
  return last?.kind === "notice" ? last.row : null;
}

/** What is more than there should be comes as a group of its own. */
function grouped(nodes: readonly unknown[], sizes: readonly number[]): unknown[][] {
  let from = 0;
  const groups = sizes.map((size) => {
    const group = canonical(nodes.slice(from, from + size));
    from += size;
    return group;
  });
  return from < nodes.length ? [...groups, nodes.slice(from)] : groups;
}

type StoredLicense = Awaited<ReturnType<Emulator["state"]["show"]>>["licenses"][number];

const rowIn = ({ row, number, type, subscription, createdAt, syncedAt }: StoredLicense) => ({
  row,
  number,
  type,
  subscription,
  createdAt,
  syncedAt,
});

function removedIn(body: AsItCame): boolean {
  const payload = body.data.licenseDestroy;
  if (payload !== null && payload.errors.length === 0) return true;
  const [refusal] = body.errors;
  if (refusal?.message.startsWith("The resource that you are attempting to access")) return false;
  throw new Error(`The removal was answered ${JSON.stringify(body)}`);
}
