import type { LicenseRecords } from "../activation/license-records.ts";
import type { UserRecords } from "../activation/user-records.ts";
import type { PageRoute } from "../instance/page-gate.ts";
import { billableUsers } from "../license/billable-users.ts";
import { page } from "../listener/html.ts";
import type { Reply } from "../listener/http.ts";
import type { Clock } from "../time/clock.ts";
import { adminPlaces } from "./admin-area.ts";

interface AdminUsersOptions {
  readonly users: UserRecords;
  readonly licenses: LicenseRecords;
  readonly clock: Clock;
}

/**
 * `/admin/users`, where administrators look up how many users there are: what support asks for first when a license
 * is refused. Source: support handbook, registering a license file.
 */
export const adminUsersRoutes = (options: AdminUsersOptions): readonly PageRoute[] => [
  {
    method: "GET",
    path: "/admin/users",
    access: "administrator",
    answer: () => usersPage(options),
  },
];

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
