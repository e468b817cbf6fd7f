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
  /** Whether it says how many users are billable. */
  readonly countsBillable: boolean;
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
  { pages, users, licenses, clock, countsBillable }: AdminUsersOptions,
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
${countsBillable ? billableCard(billable) : ""}
<section class="card">
<div class="card-head"><h2>Users by kind</h2></div>
<dl class="card-body facts">
${fact("Active", counted.active)}
${fact("Blocked", counted.blocked)}
${fact("Bots", counted.bots)}
${fact("Guests", counted.guests)}
${fact("Without groups and projects", counted.withoutMembership)}
</dl>
</section>`,
  });
}

const billableCard = (billable: number) => `<section class="card card-body number">
<h2>Billable users</h2>
<p class="number-count">${shown(billable)}</p>
<p class="hint">Users who take a seat.</p>
</section>`;

const fact = (name: string, count: number) => `<dt>${name}</dt>\n<dd>${shown(count)}</dd>`;

const shown = (count: number) => count.toLocaleString("en-US");
