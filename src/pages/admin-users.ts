import type { LicenseRecords } from "../activation/license-records.ts";
import type { UserRecords } from "../activation/user-records.ts";
import type { PageRoute } from "../instance/page-gate.ts";
import type { Session } from "../instance/session-store.ts";
import { billableUsers } from "../license/billable-users.ts";
import type { Reply } from "../listener/http.ts";
import type { Clock } from "../time/clock.ts";
import type { Pages } from "./page.ts";
import { usersPath } from "./places.ts";

interface AdminUsersOptions {
  readonly pages: Pages;
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
    path: usersPath,
    access: "administrator",
    answer: ({ who }) => usersPage(options, who),
  },
];

async function usersPage(
  { pages, users, licenses, clock }: AdminUsersOptions,
  session: Session,
): Promise<Reply> {
  const counted = await users.users();
  const current = await licenses.current(clock.today());
  const billable = billableUsers(counted, current?.license.plan ?? null);
  return pages.page({
    title: "Users",
    session,
    place: usersPath,
    body: `<h1>Users</h1>
<ul>
${tab("Active", counted.active)}
${tab("Blocked", counted.blocked)}
${tab("Bots", counted.bots)}
${tab("Guests", counted.guests)}
${tab("Without groups and projects", counted.withoutMembership)}
</ul>
<p>Billable users: <strong>${shown(billable)}</strong></p>`,
  });
}

const tab = (name: string, count: number) => `<li>${name} <strong>${shown(count)}</strong></li>`;

const shown = (count: number) => count.toLocaleString("en-US");
