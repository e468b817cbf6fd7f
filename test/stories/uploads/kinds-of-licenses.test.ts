import { describe, expect, test } from "vitest";
import { aPayload, licenseText } from "../../rules/license/license-text.ts";
import { namesOfWays, waysIn } from "./ways-in.ts";

type Way = (typeof namesOfWays)[number];

const kinds = {
  legacy_license: {},
  offline_cloud: { cloud_licensing_enabled: true, offline_cloud_licensing_enabled: true },
  online_cloud: { cloud_licensing_enabled: true },
};
const namesOfKinds = Object.keys(kinds) as (keyof typeof kinds)[];

/** What each way says of a license that it takes. */
const taken: Readonly<Record<Way, string>> = {
  "the form, as a text":
    "The license was successfully uploaded and is now active. You can see the details below.",
  "the form, as a file":
    "The license was successfully uploaded and is now active. You can see the details below.",
  "REST, in JSON": "201",
  "REST, in a form": "201",
  "REST, in the query string": "201",
  "the first start": "License Added:",
  "an activation": "",
};

const useTheSubscriptionPage =
  'It looks like you\'re attempting to activate your subscription. Use <a href="/admin/subscription">the Subscription page</a> instead.';

const isRefused = (kind: string, way: Way) => kind === "online_cloud" && way.startsWith("the form");

const table = namesOfKinds.flatMap((kind) =>
  namesOfWays.map((way) => ({
    kind,
    way,
    outcome: isRefused(kind, way)
      ? { says: useTheSubscriptionPage, stored: [] }
      : // Only what the portal itself has sent has synced.
        { says: taken[way], stored: [{ type: kind, synced: way === "an activation" }] },
  })),
);

describe("a license of the kind", () => {
  test.each(table)(
    "$kind that comes by $way: $outcome.says $outcome.stored",
    async ({ kind, way, outcome }) => {
      const file = Buffer.from(licenseText(aPayload(kinds[kind])));

      expect(await waysIn[way](file)).toMatchObject(outcome);
    },
  );
});
