import { toExplainedRules } from "../activation/explain-license.ts";
import type { LicenseRecord, LicenseRecords } from "../activation/license-records.ts";
import { noticeText } from "../activation/notice-text.ts";
import { type Usage, usageOf } from "../activation/usage.ts";
import type { UserRecords } from "../activation/user-records.ts";
import { type ReasonedNumber, usersReasoning } from "../activation/users-reasoning.ts";
import type { JobRecords } from "../jobs/job-records.ts";
import { syncFailure } from "../jobs/last-sync.ts";
import { explainLicense } from "../license/explanation.ts";
import { noticesOn } from "../license/notices.ts";
import { licenseWindow } from "../license/term.ts";
import type { Clock } from "../time/clock.ts";

export interface SubscriptionPorts {
  readonly licenses: LicenseRecords;
  readonly users: UserRecords;
  readonly jobs: Pick<JobRecords, "lastReport">;
  readonly clock: Clock & { readonly running: boolean };
}

/** The license in force, with what is known of its users. */
export interface InForce {
  readonly record: LicenseRecord;
  readonly usage: Usage;
  readonly reasoning: readonly ReasonedNumber[];
}

/** What the subscription page tells of one day. */
export interface SubscriptionFacts {
  readonly inForce: InForce | null;
  /** At most 100, as the product's page asks for no more. */
  readonly history: readonly LicenseRecord[];
  /** What administrators are told of the end of the license in force. */
  readonly notices: readonly string[];
  /** How the last exchange with the portal failed; null if it did not. */
  readonly syncError: string | null;
  readonly activeUsers: number;
}

export async function subscriptionFacts(ports: SubscriptionPorts): Promise<SubscriptionFacts> {
  const { licenses, jobs, users, clock } = ports;
  const record = await licenses.current(clock.today());
  return {
    inForce: record && (await inForceOf(record, ports)),
    history: await licenses.history({ offset: 0, limit: 100 }),
    notices: record ? await noticesOf(record, ports) : [],
    syncError: record ? syncFailure(record.syncedAt, await jobs.lastReport()) : null,
    activeUsers: (await users.users()).active,
  };
}

async function inForceOf(record: LicenseRecord, ports: SubscriptionPorts): Promise<InForce> {
  const { licenses, users, clock } = ports;
  const { license } = record;
  const today = clock.today();
  const usage = await usageOf(license, today, ports);
  const explanation = await licenses.consider(today, (evidence) =>
    explainLicense(license, evidence),
  );
  const reasoning = usersReasoning({
    license,
    today,
    users: await users.users(),
    usage,
    counts: await users.counts(licenseWindow(license, today)),
    explained: toExplainedRules(license, explanation),
  });
  return { record, usage, reasoning };
}

async function noticesOf({ license }: LicenseRecord, { licenses, clock }: SubscriptionPorts) {
  const today = clock.today();
  return noticesOn(license, today, await licenses.isFollowed(today))
    .filter(({ to }) => to.includes("administrators"))
    .map((notice) => noticeText(notice, license, today));
}
