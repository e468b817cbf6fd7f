import type { Command } from "commander";
import { addOnsInWords } from "./add-on-facts.ts";
import { clockInWords } from "./clock-facts.ts";
import { controlOf, onControl, type Target } from "./control-client.ts";
import { example } from "./example.ts";
import { faultsInWords } from "./fault-facts.ts";
import { memberOf } from "./input.ts";
import { jobsInWords } from "./job-facts.ts";
import { lastSyncInWords } from "./last-sync-facts.ts";
import { noticesInWords } from "./notice-facts.ts";
import { policiesInWords, policyFields, policyNames } from "./policy-facts.ts";
import { type JsonOption, jsonOption, print, printDone } from "./print.ts";
import { serviceTokenInWords } from "./service-token-facts.ts";
import { addStateSet } from "./state-set.ts";
import { subscriptionsInWords } from "./subscription-facts.ts";
import { column, listOf } from "./table.ts";
import { countsByStretchInWords, usersInWords } from "./user-facts.ts";

export function addStateCommands(program: Command) {
  const state = program
    .command("state")
    .description("Show everything on one page, and put the instance near the end of a license.")
    .addHelpText("after", example("understudy state"));
  addShow(state);
  addStateSet(state);
}

function addShow(state: Command) {
  const show = state
    .command("show", { isDefault: true })
    .description("Show everything on one page. Also without show.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy state show --json"));
  onControl(show).action(async (options: Target & JsonOption) => {
    print(await (await controlOf(options)).get("/state"), options, stateInWords);
  });
}

export function addReset(program: Command) {
  const reset = program
    .command("reset")
    .description("Go back to the state after first start. Ports, tokens and keys stay.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy reset"));
  onControl(reset).action(async (options: Target & JsonOption) => {
    await (await controlOf(options)).post("/reset", {});
    printDone(options);
  });
}

function stateInWords(state: unknown): string {
  const current = memberOf(memberOf(state, "currentLicense"), "row");
  const sections = [
    ["Clock", "clock", clockInWords],
    ["Licenses", "licenses", (licenses: unknown) => storedInWords(licenses, current)],
    ["Notices", "notices", (notices: unknown) => noticesInWords(notices) || "none"],
    ["Rows of licenses whose keys cannot be read", "unreadableLicenses", rowsInWords],
    ["Users", "users", usersInWords],
    ["Daily counts of users", "userCounts", countsByStretchInWords],
    ["Add-ons", "addOns", addOnsInWords],
    ["Subscriptions", "subscriptions", subscriptionsInWords],
    ["Policies of the portal", "policies", switchedOnInWords],
    ["Faults", "faults", faultsInWords],
    ["Jobs", "jobs", jobsInWords],
    ["Last sync", "lastSync", lastSyncInWords],
    ["Service token", "serviceToken", serviceTokenInWords],
  ] as const;
  return sections
    .map(([title, member, inWords]) => section(title, inWords(memberOf(state, member))))
    .join("\n\n");
}

/** Most portals have none. */
const switchedOnInWords = (policies: unknown): string => {
  const on = policyNames.filter((name) => memberOf(policies, policyFields[name]));
  return on.length > 0 ? policiesInWords(policies, on) : "none";
};

const rowsInWords = (rows: unknown): string =>
  Array.isArray(rows) && rows.length > 0 ? rows.join(", ") : "none";

const section = (title: string, body: string): string =>
  [title, ...body.split("\n").map((line) => `  ${line}`)].join("\n");

/** Licenses as they are stored: by row, which license destroy --row takes. */
const storedInWords = (licenses: unknown, current: unknown): string =>
  listOf(licenses, [
    column("row"),
    column("number", "id", "none"),
    ["in force", (license) => (memberOf(license, "row") === current ? "yes" : "")],
    column("plan"),
    column("type"),
    column("seats", "seats", "unlimited"),
    column("startsOn", "starts"),
    column("expiresOn", "expires", "never"),
    column("subscription"),
    column("company"),
  ]);
