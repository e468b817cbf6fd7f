import type { AnswerOf } from "../../contract/operations.ts";
import { factsOf, listOf } from "../table.ts";
import { jobsInWords, lastSyncInWords } from "./jobs.ts";
import { switchedOnInWords } from "./policies.ts";
import { subscriptionsInWords } from "./subscriptions.ts";
import { addOnsInWords, countsByStretchInWords, usersInWords } from "./users.ts";

type State = AnswerOf<"state.show">;

export function stateInWords(state: State): string {
  const sections: readonly (readonly [string, string])[] = [
    ["Edition", state.edition === "ce" ? "ce: the free one, which has no licenses" : "ee"],
    ["Clock", clockInWords(state.clock)],
    ["Scenario", state.scenario ? `${state.scenario.name}: ${state.scenario.summary}` : "none"],
    ["Licenses", licensesInWords(state)],
    ["Notices", noticesInWords(state) || "none"],
    ["Rows of licenses whose keys cannot be read", state.unreadableLicenses.join(", ") || "none"],
    ["Users", usersInWords(state.users)],
    ["Daily counts of users", countsByStretchInWords(state.userCounts)],
    ["Add-ons", addOnsInWords(state.addOns)],
    ["Subscriptions", subscriptionsInWords(state.subscriptions)],
    ["Policies of the portal", switchedOnInWords(state.policies)],
    ["Faults", faultsInWords(state.faults)],
    ["Jobs", jobsInWords(state.jobs)],
    ["Last sync", lastSyncInWords(state.lastSync)],
    [
      "Service token",
      state.serviceToken === null ? "none" : `good until ${state.serviceToken.expiresAt}`,
    ],
  ];
  return [...sections, ...notShown(state)]
    .map(([title, body]) => [title, ...body.split("\n").map((line) => `  ${line}`)].join("\n"))
    .join("\n\n");
}

const whereAll = {
  userCounts: "understudy users counts show",
  subscriptions: "understudy portal list",
  faults: "understudy fault list",
  jobs: "understudy jobs list",
} as const;

/** What there is more of than a page takes, and what tells all of it. */
function notShown(state: State): readonly (readonly [string, string])[] {
  const lines = Object.entries(whereAll).flatMap(([name, command]) => {
    const part = name as keyof typeof whereAll;
    const more = state.totals[part] - state[part].length;
    return more > 0 ? [`${more} of ${state.totals[part]}: ${command}`] : [];
  });
  return lines.length === 0 ? [] : [["Not shown", lines.join("\n")]];
}

/** Licenses as they are stored: by row, which license destroy --row takes. */
const licensesInWords = ({ licenses, currentLicense }: State): string =>
  listOf(licenses, [
    "row",
    ["number", "id", "none"],
    ["in force", ({ row }) => (row === currentLicense?.row ? "yes" : "")],
    "plan",
    "type",
    ["seats", "seats", "unlimited"],
    ["startsOn", "starts"],
    ["expiresOn", "expires", "never"],
    "subscription",
    "company",
  ]);

/** What is known of the end of the license in force, a sentence a line, and whether nobody is told; empty if nothing is known. */
export function noticesInWords({ notices }: Pick<State, "notices">): string {
  const isUntold = notices.length > 0 && notices.every(({ to }) => to.length === 0);
  return [
    ...notices.map(({ message }) => message),
    ...(isUntold ? ["The product tells nobody of it."] : []),
  ].join("\n");
}

/** What was done, and what is known of the end of the license since. */
export function putInWords({ did, state }: AnswerOf<"state.set">): string {
  const steps = did.map(({ detail }) => detail);
  const notices = noticesInWords(state);
  return [
    ...(steps.length > 0 ? steps : ["The instance is in this state already."]),
    ...(notices === "" ? [] : [notices]),
  ].join("\n");
}

export const clockInWords = (clock: State["clock"]): string =>
  factsOf(clock, ["now", "running", ["timeZone", "time zone"]]);

export const faultsInWords = (faults: State["faults"]): string =>
  listOf(faults, ["id", "kind", "endpoint", "times", ["with", fieldsOf]]);

/** The fields that the kind has for itself, as JSON. */
function fieldsOf({
  id: _id,
  kind: _kind,
  endpoint: _endpoint,
  times: _times,
  ...own
}: State["faults"][number]) {
  return Object.entries(own)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(", ");
}
