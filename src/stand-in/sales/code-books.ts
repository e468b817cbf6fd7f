import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { Day } from "../../time/day.ts";
import type { PortalDatabase } from "../store/database.ts";
import {
  cloudActivations,
  selfManagedInstanceActivations,
  selfManagedInstances,
} from "../store/tables.ts";

/** An activation code that was given out. */
export type CloudActivation = Readonly<
  Omit<typeof cloudActivations.$inferSelect, "superSonicsAware">
>;

/** An instance that has used a code. Times are ISO 8601; null is what a version did not note, or the instance did not say. */
export interface InstanceActivation {
  readonly activatedAt: string | null;
  readonly instanceIdentifier: string;
  readonly hostname: string | null;
  readonly gitlabVersion: string | null;
}

interface CodeUse {
  readonly code: string;
  readonly instance: string;
  readonly hostname: string | null;
  readonly gitlabVersion: string | null;
  readonly at: string;
}

interface NewCode {
  readonly customerId: number;
  readonly subscriptionNumber: number;
  readonly activationCode: string;
  readonly issuedOn: Day;
}

/** Codes, and the instances that have used them. */
export interface CodeBooks {
  /** Whether some subscription has the code, or had it. */
  isSold(activationCode: string): boolean;
  /** The subscription that has the code, or had it; null if none did. */
  soldWith(activationCode: string): number | null;
  /** Of a subscription that nobody has activated, nor cancelled. Oldest first. */
  oldestUnusedCode(): string | null;
  /** The code that a subscription was given first; null for none. */
  firstCodeOf(subscriptionNumber: number): string | null;
  cloudActivation(id: number): CloudActivation | null;
  /** The one that a subscription has today; null for none. */
  cloudActivationOf(subscriptionNumber: number): CloudActivation | null;
  addCode(code: NewCode): CloudActivation;
  /** Has the codes of a subscription known no longer. */
  withdrawCodes(subscriptionNumber: number): void;
  /** Keeps which instance has used which code; false if it had used it before. */
  noteUse(use: CodeUse): boolean;
  /** Those that have used a code, first use first. */
  activationsOf(cloudActivationId: number): readonly InstanceActivation[];
}

export function codeBooks({ queries, raw }: Pick<PortalDatabase, "queries" | "raw">): CodeBooks {
  const used = raw
    .prepare<[string, string]>(
      `SELECT 1 FROM self_managed_instance_activations u JOIN self_managed_instances i ON i.id = u.self_managed_instance_id
       JOIN cloud_activations a ON a.id = u.cloud_activation_id WHERE a.activation_code = +? AND i.instance_identifier = +?`,
    )
    .pluck();
  const knowing = raw.prepare<[string, string | null, string | null]>(
    `INSERT INTO self_managed_instances (instance_identifier, hostname, gitlab_version) VALUES (?, ?, ?)
     ON CONFLICT (instance_identifier) DO UPDATE SET hostname = coalesce(excluded.hostname, hostname),
     gitlab_version = coalesce(excluded.gitlab_version, gitlab_version)`,
  );
  const using = raw.prepare<[string, string, string]>(
    `INSERT INTO self_managed_instance_activations (activated_at, self_managed_instance_id, cloud_activation_id)
     SELECT ?, (SELECT id FROM self_managed_instances WHERE instance_identifier = ?), id FROM cloud_activations WHERE activation_code = ?`,
  );
  const unused = raw
    .prepare<[], string>(
      `SELECT a.activation_code FROM cloud_activations a JOIN subscriptions s ON s.number = a.subscription_number
       WHERE NOT a.withdrawn AND s.activated_at IS NULL AND NOT s.cancelled ORDER BY s.number LIMIT 1`,
    )
    .pluck();
  const rows = () => queries.select(columns).from(cloudActivations);
  return {
    isSold: (code) => rows().where(eq(cloudActivations.activationCode, code)).get() !== undefined,
    soldWith: (code) =>
      rows().where(eq(cloudActivations.activationCode, code)).get()?.subscriptionNumber ?? null,
    oldestUnusedCode: () => unused.get() ?? null,
    firstCodeOf: (number) =>
      rows()
        .where(eq(cloudActivations.subscriptionNumber, number))
        .orderBy(asc(cloudActivations.id))
        .limit(1)
        .get()?.activationCode ?? null,
    cloudActivation: (id) => rows().where(eq(cloudActivations.id, id)).get() ?? null,
    cloudActivationOf: (number) =>
      rows()
        .where(
          and(
            eq(cloudActivations.subscriptionNumber, number),
            sql`NOT ${cloudActivations.withdrawn}`,
          ),
        )
        .orderBy(desc(cloudActivations.id))
        .limit(1)
        .get() ?? null,
    addCode: (code) => queries.insert(cloudActivations).values(code).returning(columns).get(),
    withdrawCodes: (number) =>
      void queries
        .update(cloudActivations)
        .set({ withdrawn: true })
        .where(eq(cloudActivations.subscriptionNumber, number))
        .run(),
    noteUse({ code, instance, hostname, gitlabVersion, at }) {
      if (used.get(code, instance) !== undefined) return false;
      knowing.run(instance, hostname, gitlabVersion);
      using.run(at, instance, code);
      return true;
    },
    activationsOf: (id) =>
      queries
        .select({
          activatedAt: selfManagedInstanceActivations.activatedAt,
          instanceIdentifier: selfManagedInstances.instanceIdentifier,
          hostname: selfManagedInstances.hostname,
          gitlabVersion: selfManagedInstances.gitlabVersion,
        })
        .from(selfManagedInstanceActivations)
        .innerJoin(
          selfManagedInstances,
          eq(selfManagedInstances.id, selfManagedInstanceActivations.selfManagedInstanceId),
        )
        .where(eq(selfManagedInstanceActivations.cloudActivationId, id))
        .orderBy(asc(selfManagedInstanceActivations.id))
        .all(),
  };
}

const columns = {
  id: cloudActivations.id,
  customerId: cloudActivations.customerId,
  subscriptionNumber: cloudActivations.subscriptionNumber,
  activationCode: cloudActivations.activationCode,
  issuedOn: cloudActivations.issuedOn,
  withdrawn: cloudActivations.withdrawn,
};
