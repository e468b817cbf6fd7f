import type { ControlClient } from "./control-client.ts";
import type { GraphqlClient } from "./graphql-client.ts";

/** Lets an instance report now, and gives what it says of the answer. */
export const synced = async (control: ControlClient): Promise<string> =>
  (await control.post("/jobs/seat-link/run", {})).body.detail;

/** The subscriptions to come, as the instance knows them. */
export async function future(graphql: GraphqlClient) {
  const { body } = await graphql(
    "{ subscriptionFutureEntries { nodes { startsAt usersInLicenseCount } } }",
  );
  return body.data.subscriptionFutureEntries.nodes;
}

export const stateOf = async (control: ControlClient) => (await control.get("/state")).body;
