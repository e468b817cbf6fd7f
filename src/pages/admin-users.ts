import type { LicenseRecords } from "../activation/license-records.ts";
import type { UserRecords } from "../activation/user-records.ts";
import { administrator } from "../activation/viewer.ts";
import type { Clock } from "../clock.ts";
import type { Incoming, Reply } from "../http.ts";
import { billableUsers } from "../license/billable-users.ts";
import { page, redirect } from "./page.ts";
import { type SessionStore, sessionIdIn } from "./session-store.ts";
import { readOr } from "./sign-in.ts";

interface AdminUsersOptions {
  readonly sessions: SessionStore;
  /** Whether administrators must enter admin mode. */
  readonly adminMode: boolean;
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
  const { sessions, adminMode } = options;
  return ({ method, headers }, path) => {
    if (`${readOr(method)} ${path}` !== "GET /admin/users") return null;
    const session = sessions.find(sessionIdIn(headers.cookie));
    if (session?.username !== administrator) return redirect("/users/sign_in");
    if (adminMode && !session.inAdminMode) return redirect("/admin/session/new");
    return usersPage(options);
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
${tab("Without groups and projects", counted.withoutMembership)}
</ul>
<p>Billable users: <strong>${shown(billable)}</strong></p>`,
  );
}

const tab = (name: string, count: number) => `<li>${name} <strong>${shown(count)}</strong></li>`;

const shown = (count: number) => count.toLocaleString("en-US");
