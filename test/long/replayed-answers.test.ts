import type { ServerResponse } from "node:http";
import fc from "fast-check";
import { expect, test } from "vitest";
import { licenseText } from "../rules/license/license-text.ts";
import { seedIn, timesIn } from "../support/effort.ts";
import type { TestEmulator } from "../support/emulator-on.ts";
import { hostileAnswers } from "../support/hostile-answers.ts";
import { seenTwice } from "../support/recording.ts";
import { answerJson, scriptedPortal } from "../support/scripted-portal.ts";
import { cloudLicense } from "../support/syncing-instance.ts";

const times = timesIn("REPLAYED", 60);

/** Whatever happens, in an order that a failure prints. */
const asks = {
  activation: async ({ graphql }: TestEmulator) =>
    (await graphql.activate("99112233aaaassssddddffff")).body,
  report: async ({ control }: TestEmulator) => (await control.post("/jobs/seat-link/run", {})).body,
  token: async ({ control }: TestEmulator) =>
    (await control.post("/jobs/service-token/run", {})).body,
};

test.each(["activation", "report", "token"] as const)(
  "Whatever a portal answers to what it is asked for (%s), a replay makes the same of a fresh instance",
  async (asked) => {
    const { seed } = { seed: Math.floor(Math.random() * 2 ** 31), ...seedIn("REPLAYED_SEED") };
    const answers = fc.sample(hostileAnswers(asked), { numRuns: times, seed });
    let answer: (response: ServerResponse) => void = answerJson({});
    await using portal = await scriptedPortal((response) => answer(response));

    const { recorded, replayed } = await seenTwice(
      { now: "2025-06-01T10:00:00Z", portalUrl: portal.url, settings: { seed: "7" } },
      async (instance) => {
        const seen: unknown[] = [];
        const licenseKey = licenseText(cloudLicense({}, { expires_at: "9999-01-01" }));
        answer = answerJson({ data: { cloudActivationActivate: { licenseKey } } });
        await instance.graphql.activate("00112233aaaassssddddffff");
        for (const one of answers) {
          answer = one;
          seen.push(comparable(await asks[asked](instance)));
        }
        const { currentLicense, licenses } = (await instance.control.get("/state")).body;
        return { seen, currentLicense, licenses };
      },
    );

    expect({ seed, ...replayed }).toEqual({ seed, ...recorded });
  },
  600_000,
);

/** Why no answer came is told in the words of the network; a replay closes the connection. */
function comparable(outcome: { readonly detail?: string }) {
  const isOfNetwork = /ECONN|UND_ERR|HPE_|HTTPParser|a body of more than|header check|Z_/.test(
    outcome.detail ?? "",
  );
  return isOfNetwork ? { ...outcome, detail: "no answer came" } : outcome;
}
