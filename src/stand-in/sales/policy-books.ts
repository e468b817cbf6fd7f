import { eq } from "drizzle-orm";
import type { PortalDatabase } from "../store/database.ts";
import type { Policies, PolicyChange } from "./policies.ts";
import { policies } from "../store/tables.ts";

/** The policies that the portal goes by. */
export interface PolicyBooks {
  policies(): Policies;
  changePolicies(change: PolicyChange): void;
}

/** A policy that is off has no row; one that is on has 1, or its number. */
export function policyBooks({
  queries,
  raw,
}: Pick<PortalDatabase, "queries" | "raw">): PolicyBooks {
  const all = raw.prepare<[], { readonly name: string; readonly value: number }>(
    "SELECT name, value FROM policies",
  );
  return {
    policies() {
      const values = new Map(all.all().map(({ name, value }) => [name, value]));
      return {
        oneReportADay: values.has("oneReportADay"),
        newKeyAtEverySync: values.has("newKeyAtEverySync"),
        omitUnchangedKey: values.has("omitUnchangedKey"),
        codesBoundToFirstInstance: values.has("codesBoundToFirstInstance"),
        unusedCodesExpireAfterDays: values.get("unusedCodesExpireAfterDays") ?? null,
      };
    },
    changePolicies(change) {
      for (const [name, wanted] of Object.entries(change)) {
        if (wanted === undefined) continue;
        queries.delete(policies).where(eq(policies.name, name)).run();
        const value = Number(wanted);
        if (value > 0) queries.insert(policies).values({ name, value }).run();
      }
    },
  };
}
