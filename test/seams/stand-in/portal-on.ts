import { expect } from "vitest";
import { systemRandom } from "../../../src/base/random.ts";
import type { ListenTo } from "../../../src/listener/server.ts";
import type { ActivationPayload, FutureSubscriptionMessage } from "../../../src/portal/wire.ts";
import type { Order } from "../../../src/stand-in/sales/order.ts";
import { type StandIn, type StandInOptions, startStandIn } from "../../../src/stand-in/stand-in.ts";
import { calendarOf, parseInstant } from "../../../src/time/calendar.ts";
import { type AdjustableClock, clockAt } from "../../../src/time/clock.ts";
import { type Day, parseDay } from "../../../src/time/day.ts";

export const aDay = (text: string): Day => {
  const day = parseDay(text);
  if (!day) throw new Error(`${text} is no day.`);
  return day;
};

/** A clock that stands still at noon of a day. */
export function noonOf(on: string, timeZone = "UTC"): AdjustableClock {
  const calendar = calendarOf(timeZone);
  if (!calendar) throw new Error(`${timeZone} is no time zone.`);
  return clockAt(calendar, { now: noonAt(on), running: false });
}

export const moveToNoonOf = (clock: AdjustableClock, on: string) => clock.set(noonAt(on), false);

function noonAt(on: string) {
  const now = parseInstant(`${on}T12:00:00Z`);
  if (now === undefined) throw new Error(`${on} is no day.`);
  return now;
}

/** A portal on a free port whose unexpected exceptions fail the test. */
export function portalOn(
  clock: AdjustableClock | string,
  { port = 0, onError, ...options }: Partial<StandInOptions & ListenTo> = {},
): Promise<StandIn> {
  return startStandIn({
    listenTo: {
      host: "127.0.0.1",
      port,
      hostnames: [],
      nextRequestId: () => "a-request",
      onError: onError ?? ((error) => expect.fail(String(error))),
    },
    database: ":memory:",
    clock: typeof clock === "string" ? noonOf(clock) : clock,
    random: systemRandom,
    admin: { email: "gl_com_api@gitlab.com", token: "customer_admin_token" },
    ...options,
  });
}

/** The code of the subscription that was sold first. */
export function firstCode(portal: StandIn): string {
  const code = portal.subscriptions()[0]?.activationCode;
  if (!code) throw new Error("There is no first code.");
  return code;
}

/** What a portal sells on an order that it takes. */
export function sold(portal: StandIn, order: Order = {}) {
  const subscription = portal.sell(order);
  if (!subscription.ok) throw new Error(subscription.error.message);
  return subscription.value;
}

export function codeOf(portal: StandIn, order: Order): string {
  const { activationCode } = sold(portal, order);
  if (activationCode === null) throw new Error("Sold without a code.");
  return activationCode;
}

export interface Activation extends Omit<ActivationPayload, "licenseKey"> {
  readonly licenseKey: string;
  readonly futureSubscriptions: readonly FutureSubscriptionMessage[];
}

const mutation = `mutation($activationCode: String!, $instanceIdentifier: String!, $uniqueInstanceId: String!, $automated: Boolean!, $gitlabVersion: String!, $hostname: String!) {
  cloudActivationActivate(input: {activationCode: $activationCode, instanceIdentifier: $instanceIdentifier, uniqueInstanceId: $uniqueInstanceId, automated: $automated, gitlabVersion: $gitlabVersion, hostname: $hostname}) {
    licenseKey
    futureSubscriptions { cloudLicenseEnabled offlineCloudLicenseEnabled plan company email name startsAt expiresAt usersInLicenseCount }
    newSubscription
    errors
  }
}`;

/** Sends an activation as an instance of the 18.x line does. */
export const sendActivation = (portal: StandIn, activationCode: string): Promise<Response> =>
  sendQuery(portal, mutation, {
    activationCode,
    instanceIdentifier: "9367590b-82ad-48cb-9da7-938134c29088",
    uniqueInstanceId: "2f3b3c0e-1a3c-5e6f-8a8c-0f6a34d6f1c2",
    automated: false,
    gitlabVersion: "18.5.0-ee",
    hostname: "understudy.test",
  });

export const sendQuery = (
  portal: StandIn,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Response> =>
  fetch(new URL("/graphql", portal.url), {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ query, variables }),
  });

export async function activate(portal: StandIn, activationCode: string): Promise<Activation> {
  const response = await sendActivation(portal, activationCode);
  return JSON.parse(await response.text()).data.cloudActivationActivate;
}
