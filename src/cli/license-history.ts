import { Refused } from "./exit.ts";
import { memberOf } from "./input.ts";
import type { instanceOf } from "./instance-client.ts";
import { licenseFields } from "./license-facts.ts";

type Instance = Awaited<ReturnType<typeof instanceOf>>;

const query = `query($after: String) {
  currentLicense { ${licenseFields} }
  licenseHistoryEntries(first: 100, after: $after) {
    nodes { ${licenseFields} }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** All licenses of an instance, however many pages that takes, and the one in force. */
export async function licenseHistoryOf(instance: Instance) {
  const licenses: unknown[] = [];
  const cursors = new Set<unknown>();
  let data: unknown;
  let after: unknown;
  do {
    // A cursor that came before would lead on for ever.
    cursors.add(after);
    data = await instance.graphql(query, { after });
    const entries = memberOf(data, "licenseHistoryEntries");
    const nodes = memberOf(entries, "nodes");
    if (!Array.isArray(nodes)) throw new Refused(1, "The instance answered without a history.");
    licenses.push(...nodes);
    const pageInfo = memberOf(entries, "pageInfo");
    after =
      memberOf(pageInfo, "hasNextPage") === true ? memberOf(pageInfo, "endCursor") : undefined;
  } while (!cursors.has(after));
  return { licenses, current: memberOf(data, "currentLicense") };
}
