import type { Ready } from "../../../src/app/emulator.ts";
import { controlClient } from "../control-client.ts";
import { graphqlClient } from "../graphql-client.ts";

export interface License {
  readonly row: number;
  readonly number: number;
  readonly plan: string;
  readonly seats: number;
  readonly company: string;
  readonly subscription: string;
  readonly startsOn: string;
  readonly expiresOn: string;
}

export interface Subscription {
  readonly name: string;
  readonly activationCode: string;
  readonly company: string;
  readonly plan: string;
  readonly seats: number;
  readonly startsOn: string;
  readonly cloudLicensing: boolean;
  readonly licenseNumber: number | null;
}

/** What can be seen of an emulator after it was started. */
export interface Facts {
  readonly now: string;
  readonly licenses: readonly License[];
  readonly current: License | null;
  readonly subscriptions: readonly Subscription[];
  /** As GraphQL has it: ids of the history and of the license in force. */
  readonly history: readonly string[];
  readonly currentId: string | null;
  /** Seats of the subscriptions to come. */
  readonly future: readonly number[];
}

const everything = `{
  currentLicense { id }
  licenseHistoryEntries { nodes { id } }
  subscriptionFutureEntries { nodes { usersInLicenseCount } }
}`;

export async function factsOf({ instance, control, tokens }: Ready): Promise<Facts> {
  let { body: state } = await controlClient(control.url).get("/state");
  // Reports that were on their way at the end are sent first of all.
  while (state.jobs.some(isWaiting)) {
    state = (await controlClient(control.url).get("/state")).body;
  }
  const { body } = await graphqlClient(`${instance.url}/api/graphql`, tokens.admin)(everything);
  const { currentLicense, licenseHistoryEntries, subscriptionFutureEntries } = body.data;
  return {
    now: state.clock.now,
    licenses: state.licenses,
    current: state.currentLicense,
    subscriptions: state.subscriptions,
    history: idsOf(licenseHistoryEntries.nodes),
    currentId: currentLicense?.id ?? null,
    future: subscriptionFutureEntries.nodes.map(seatsOf),
  };
}

const isWaiting = (job: { readonly state: string }) => job.state === "queued";

const idsOf = (nodes: readonly { readonly id: string }[]) => nodes.map(({ id }) => id);

const seatsOf = ({ usersInLicenseCount }: { readonly usersInLicenseCount: number }) =>
  usersInLicenseCount;
