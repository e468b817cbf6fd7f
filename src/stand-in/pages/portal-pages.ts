import { assetRoutes } from "../../layout/assets.ts";
import type { Attempts } from "../../listener/attempts.ts";
import type { Gate } from "../../listener/gate.ts";
import { dashboardRoutes } from "./admin/dashboard.ts";
import { type StaffCredentials, staffSignInRoutes } from "./admin/staff-sign-in.ts";
import { customersDoor } from "./customers-door.ts";
import { endedForm } from "./ended-form.ts";
import type { PortalPages } from "./frame.ts";
import {
  type PortalPageAccess,
  type PortalPageRoute,
  type PortalSessions,
  portalPageGate,
  type SignedInCustomer,
} from "./portal-session.ts";

/** What the portal's pages work with. */
export interface PagesServed {
  readonly pages: PortalPages;
  readonly sessions: PortalSessions;
  /** Null lets no staff in. */
  readonly staff: StaffCredentials | null;
  readonly staffAttempts: Attempts;
  /** Whether a customer is still there, and may sign in. */
  readonly isCustomer: (customer: SignedInCustomer) => boolean;
}

/** Every page of the portal, for whomever. */
export const portalPageRoutes = ({
  pages,
  sessions,
  staff,
  staffAttempts,
}: PagesServed): readonly PortalPageRoute[] => [
  ...customersDoor(pages),
  ...staffSignInRoutes({ pages, sessions, staff, attempts: staffAttempts }),
  ...dashboardRoutes({ pages, sessions, counts: () => ({}) }),
  ...assetRoutes(pages.build),
];

/** Who is let in to them. */
export const portalPageGateOf = ({
  pages,
  sessions,
  isCustomer,
}: PagesServed): Gate<PortalPageAccess> =>
  portalPageGate({
    sessions,
    isCustomer,
    endedSession: (incoming, session, signIn) => endedForm(pages, { incoming, session, signIn }),
  });
