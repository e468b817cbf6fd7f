import type { Awaitable } from "../base/awaitable.ts";
import { attempts } from "../listener/attempts.ts";
import type { Incoming, Reply } from "../listener/http.ts";
import { router } from "../listener/router.ts";
import type { Clock, MachineTime } from "../time/clock.ts";
import type { HostedDesk } from "./hosted-client/hosted-desk.ts";
import { signInsOf } from "./hosted-client/sign-ins.ts";
import type { Office } from "./licenses/issue.ts";
import type { LicenseApp } from "./licenses/license-app.ts";
import { staffLicensesOf } from "./licenses/staff-licenses.ts";
import type { StaffCredentials } from "./pages/admin/staff-sign-in.ts";
import { type PortalNeighbors, portalPagesOf } from "./pages/frame.ts";
import { pageTable } from "./pages/portal-pages.ts";
import type { PortalSessions } from "./pages/portal-session.ts";
import { peopleDeskOf } from "./people/accounts.ts";
import { customerDeskOf } from "./people/customer-desk.ts";
import type { People } from "./people/people.ts";
import type { salesOf } from "./sales/sales.ts";

interface Parts {
  readonly clock: Clock & { readonly running: boolean };
  /** Where the other parties are, whom the pages lead to. */
  readonly neighbors: () => PortalNeighbors;
  /** Who may sign in to the admin area; null keeps everybody out. */
  readonly staff: StaffCredentials | null;
  readonly sessions: PortalSessions;
  readonly people: People;
  readonly sales: ReturnType<typeof salesOf>;
  readonly licenses: LicenseApp;
  readonly hostedDesk: HostedDesk;
  /** Real time in milliseconds, which attempts to sign in follow. */
  readonly time: MachineTime;
  /** For what nobody may guess. */
  readonly randomToken: () => string;
}

/** All pages of the portal, and who gets what to work with. Loaded with the first request for one. */
export function pagesOf(
  office: Office,
  {
    clock,
    neighbors,
    staff,
    sessions,
    people,
    sales,
    licenses,
    hostedDesk,
    time,
    randomToken,
  }: Parts,
): (incoming: Incoming) => Awaitable<Reply> {
  const { books } = office;
  return router(
    pageTable({
      pages: portalPagesOf({ clock, neighbors }),
      sessions,
      staff,
      staffAttempts: attempts(time, (email) => email === staff?.email),
      people,
      desk: customerDeskOf(office, { sales, licenses }),
      backOffice: {
        clock,
        records: books,
        accounts: peopleDeskOf(office),
        staffLicenses: staffLicensesOf(office),
        licenses,
        sales,
      },
      today: clock.today,
      hostedDesk,
      signIns: signInsOf(randomToken),
      randomToken,
      account(customerId) {
        const account = books.accountOf(customerId);
        return account && { account, contacts: books.contactsOf(account.id) };
      },
    }),
  );
}
