import type { LicenseRecords } from "../activation/license-records.ts";
import type { UserRecords } from "../activation/user-records.ts";
import { billableUsers } from "../license/billable-users.ts";
import { page } from "../listener/html.ts";
import type { Incoming, Reply } from "../listener/http.ts";
import type { Clock } from "../time/clock.ts";
import { type AdminArea, administratorsVisit, adminPlaces } from "./admin-area.ts";
import { readOr } from "./sign-in.ts";

interface AdminUsersOptions extends AdminArea {
  readonly users: UserRecords;
  readonly licenses: LicenseRecords;
  readonly clock: Clock;
}

/**
 * `/admin/users`, where administrators look up how many users there are: what support asks for first when a license
 * is refused. Null for any other path. Source: support handbook, registering a license file.
 */
export function adminUsersPage(
  options: AdminUsersOptions,
): (incoming: Incoming, path: string) => Promise<Reply> | Reply | null {
  return (incoming, path) => {
    if (`${readOr(incoming.method)} ${path}` !== "GET /admin/users") return null;
    const visit = administratorsVisit(options, incoming);
    return visit.ok ? usersPage(options) : visit.error;
  };
}

async function usersPage({ users, licenses, clock }: AdminUsersOptions): Promise<Reply> {
  const counted = await users.users();
  const current = await licenses.current(clock.today());
  const billable = billableUsers(counted, current?.license.plan ?? null);
  return page(
    "Users",
    `<h1>Users</h1>
<ul>
${tab("Active", counted.active)}
${tab("Blocked", counted.blocked)}
${tab("Bots", counted.bots)}
${tab("Guests", counted.guests)}
${tab("Without groups and projects", counted.withoutMembership)}
</ul>
<p>Billable users: <strong>${shown(billable)}</strong></p>
${adminPlaces}`,
  );
}

const tab = (name: string, count: number) => `<li>${name} <strong>${shown(count)}</strong></li>`;

const shown = (count: number) => count.toLocaleString("en-US");
