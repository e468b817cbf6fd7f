import { z } from "zod";
import { furthestYears } from "../time/clock.ts";
import { Advanced, Clock, ClockSetting, Distance, SetClock } from "./clock.ts";
import { ArmedFault, Fault } from "./fault.ts";
import { Job, Ran } from "./job.ts";
import {
  bodyNotEmpty,
  bodyUnfit,
  freeEdition,
  interrupted,
  Nothing,
  type OperationShape,
} from "./operation.ts";
import { PutIntoState, WantedState } from "./state.ts";
import { AddOnSeats, AddOns, UserCounts, Users, UsersChange } from "./user.ts";

/** What sets instance, clock and networks up: scenarios do these, too. */
export const setUpOperations = {
  "state.set": {
    method: "put",
    path: "/state",
    summary: "Sell, activate and move the clock until the license in force is in a state.",
    description:
      "Puts the instance into a state around the end of its license, by what anybody can do: another subscription is sold and activated unless the license in force leads there, and the clock is moved, with the jobs that fall due on the way.",
    body: WantedState,
    bodyRequired: true,
    answer: PutIntoState,
    answered: "What was done, and the state then.",
    refusals: {
      400: bodyUnfit,
      409: `\`activation-refused\`, \`no-stand-in-portal\`; \`state-not-reached\`: what happened on the way, or a license that lasts longer, led elsewhere. ${interrupted} ${freeEdition}`,
    },
    args: ["state"],
    command: { name: "state set", examples: ["expired"] },
  },
  "clock.show": {
    method: "get",
    path: "/clock",
    summary: "Show the clock.",
    answer: Clock,
    answered: "The clock.",
    command: { name: "clock show", examples: ["--json"] },
  },
  "clock.set": {
    method: "put",
    path: "/clock",
    summary: "Set the clock, forward only.",
    description: `Sets the clock, forward only, and runs the jobs that fall due on the way; more than ${furthestYears} years are passed over. A day stands for its 00:00 in the time zone.`,
    body: ClockSetting,
    bodyRequired: true,
    answer: SetClock,
    answered: "The clock as it is now, and the jobs that ran, in order.",
    refusals: {
      400: bodyUnfit,
      409: `\`clock-backward\`: the clock never goes back. ${interrupted}`,
    },
    args: ["now"],
    command: { name: "clock set", examples: ["2026-06-01"] },
  },
  "clock.advance": {
    method: "post",
    path: "/clock/advance",
    summary: "Move the clock forward, and run the jobs that fall due on the way.",
    description:
      "Moves the clock forward. Days are calendar days in the time zone. Each job that falls due on the way runs at its own time; one movement follows the other.",
    body: Distance,
    bodyRequired: true,
    answer: Advanced,
    answered: "The clock as it is now, and the jobs that ran, in order.",
    refusals: {
      400: `The distance is 0, negative or more than ${furthestYears} years.`,
      409: interrupted,
    },
    command: { name: "clock advance", examples: ["400d"] },
  },
  "jobs.list": {
    method: "get",
    path: "/jobs",
    summary: "List the daily jobs to come, and what waits or is dead.",
    answer: z.array(Job),
    answered:
      "The daily jobs that are to come, then reports and questions for a service token that wait or were given up.",
    command: { name: "jobs list", examples: ["--json"] },
    alias: "jobs",
  },
  "jobs.run": {
    method: "post",
    path: "/jobs/{name}/run",
    summary: "Run one job now, and say how it ended.",
    description: "Runs one job now, and waits for its end.",
    params: z.object({
      name: z.string().meta({ description: "Name of the job.", example: "seat-link" }),
    }),
    body: Nothing,
    answer: Ran,
    answered: "How it ended.",
    refusals: {
      400: bodyNotEmpty,
      404: "`job-not-found`",
      409: `${interrupted} ${freeEdition}`,
    },
    args: ["name"],
    command: { name: "jobs run", examples: ["historical-data"] },
  },
  "users.show": {
    method: "get",
    path: "/users",
    summary: "Show the users by kind.",
    answer: Users,
    answered: "Users by kind.",
    command: { name: "users show", examples: ["--json"] },
  },
  "users.set": {
    method: "put",
    path: "/users",
    summary: "Set how many users there are of each kind.",
    description:
      "Sets kinds of users, from which the billable ones follow; or pins the billable ones until they are set without `billable`.",
    body: UsersChange,
    answer: Users,
    answered: "Users by kind.",
    refusals: {
      400: "The body does not fit, or guests and users without membership outnumber the active ones.",
    },
    command: { name: "users set", examples: ["--active 12 --guests 3"] },
  },
  "userCounts.list": {
    method: "get",
    path: "/user-counts",
    summary: "Show the billable users by day.",
    answer: UserCounts,
    answered: "Billable users by day, in order.",
    command: { name: "users counts show", examples: ["--json"] },
  },
  "userCounts.set": {
    method: "put",
    path: "/user-counts",
    summary: "Record daily counts of billable users.",
    description:
      "Records daily counts, each at 12:00 of its day; a day that has one gets the new one.",
    body: UserCounts,
    bodyAs: "counts",
    bodyRequired: true,
    answer: null,
    answered: "Recorded.",
    refusals: { 400: bodyUnfit },
    args: ["counts"],
    command: null,
  },
  "userCounts.clear": {
    method: "delete",
    path: "/user-counts",
    summary: "Forget all daily counts.",
    answer: null,
    answered: "All counts are gone.",
    command: { name: "users counts clear" },
  },
  "addOns.list": {
    method: "get",
    path: "/add-ons",
    summary: "Show add-ons with their seats, bought and assigned.",
    answer: AddOns,
    answered: "Add-ons that the license in force names, and those that have seats.",
    command: { name: "add-ons show", examples: ["--json"] },
  },
  "addOns.assign": {
    method: "put",
    path: "/add-ons",
    summary: "Set how many users have a seat of an add-on, which the next report tells.",
    description:
      "Sets how many users have a seat of an add-on; those that are not named keep theirs. An add-on that no license gives waits for one that does.",
    body: AddOnSeats,
    bodyAs: "seats",
    bodyRequired: true,
    answer: AddOns,
    answered: "Every add-on, as it is now.",
    refusals: { 400: bodyUnfit },
    args: ["seats"],
    command: null,
  },
  "faults.arm": {
    method: "post",
    path: "/faults",
    summary:
      "Let the stand-in portal, the instance, the hosted product or the network misbehave at the next request.",
    description:
      "Arms a fault. Faults are consumed in order, each by the next request to its endpoint. A network listens by the time it is answered.",
    body: Fault,
    bodyRequired: true,
    answer: ArmedFault,
    status: 201,
    answered: "The fault, with its id.",
    refusals: {
      400: "The fault does not fit.",
      409: "`no-stand-in-portal`: an external portal cannot be broken from here. `no-hosted-product`: none runs. `no-network`: the machine has no port or file left for one.",
    },
    command: null,
    alias: "fault",
  },
  "faults.list": {
    method: "get",
    path: "/faults",
    summary: "List the faults that are still to come, in order.",
    answer: z.array(ArmedFault),
    answered: "Faults that are still to come, in order.",
    command: { name: "fault list" },
    alias: "faults",
  },
  "faults.clear": {
    method: "delete",
    path: "/faults",
    summary: "Forget all faults.",
    answer: null,
    answered: "No fault is armed.",
    command: null,
    alias: "clearFaults",
  },
  "faults.remove": {
    method: "delete",
    path: "/faults/{id}",
    summary: "Forget one fault.",
    params: z.object({ id: z.string().describe("Of the list.") }),
    answer: null,
    answered: "The fault is gone.",
    refusals: { 404: "`fault-not-found`" },
    args: ["id"],
    command: null,
  },
} as const satisfies Record<`${string}.${string}`, OperationShape>;
