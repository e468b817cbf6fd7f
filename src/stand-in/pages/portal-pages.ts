import { assetRoutes } from "../../layout/assets.ts";
import type { Attempts } from "../../listener/attempts.ts";
import type { Gate } from "../../listener/gate.ts";
import type { Day } from "../../time/day.ts";
import type { CustomerDesk } from "../people/customer-desk.ts";
import type { People } from "../people/people.ts";
import { dashboardRoutes } from "./admin/dashboard.ts";
import { type StaffCredentials, staffSignInRoutes } from "./admin/staff-sign-in.ts";
import { customerRoutes } from "./customer/customer-routes.ts";
import type { HostedFaces } from "./customer/hosted-faces.ts";
import type { SmallParts } from "./customer/small-pages.ts";
import { endedForm } from "./ended-form.ts";
import type { PortalPages } from "./frame.ts";
import {
  type PortalPageAccess,
  type PortalPageRoute,
  type PortalSessions,
  portalPageGate,
} from "./portal-session.ts";

/** What the portal's pages work with. */
export interface PagesServed {
  readonly pages: PortalPages;
  readonly sessions: PortalSessions;
  /** Null lets no staff in. */
  readonly staff: StaffCredentials | null;
  readonly staffAttempts: Attempts;
  /** Those who can sign in. */
  readonly people: People;
  readonly desk: CustomerDesk;
  readonly today: () => Day;
  readonly hosted: HostedFaces;
  /** The billing account that a customer works for, and its contacts. */
  readonly account: SmallParts["account"];
}

/** Every page of the portal, for whomever. */
export const portalPageRoutes = ({
  pages,
  sessions,
  staff,
  staffAttempts,
  people,
  desk,
  today,
  hosted,
  account,
}: PagesServed): readonly PortalPageRoute[] => [
  ...customerRoutes({ pages, sessions, people, desk, today, hosted, account }),
  ...staffSignInRoutes({ pages, sessions, staff, attempts: staffAttempts }),
  ...dashboardRoutes({ pages, sessions, counts: () => ({}) }),
  ...assetRoutes(pages.build),
];

/** Who is let in to them. */
export const portalPageGateOf = ({
  pages,
  sessions,
  people,
}: PagesServed): Gate<PortalPageAccess> =>
  portalPageGate({
    sessions,
    customerNow({ id, impersonatedBy }) {
      const customer = people.customer(id);
      const isIn = customer !== null && (customer.loginActivated || impersonatedBy !== null);
      return isIn ? { id, email: customer.email, impersonatedBy } : null;
    },
    endedSession: (incoming, session, signIn) => endedForm(pages, { incoming, session, signIn }),
  });
