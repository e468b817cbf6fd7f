import { assetRoutes } from "../../layout/assets.ts";
import { asksForHtml } from "../../layout/document.ts";
import type { Attempts } from "../../listener/attempts.ts";
import type { Gate } from "../../listener/gate.ts";
import type { RouteTable } from "../../listener/router.ts";
import type { Day } from "../../time/day.ts";
import type { HostedDesk } from "../hosted-client/hosted-desk.ts";
import type { SignIns } from "../hosted-client/sign-ins.ts";
import { refusalReply } from "../http/refusal-reply.ts";
import type { CustomerDesk } from "../people/customer-desk.ts";
import type { People } from "../people/people.ts";
import { adminRoutes } from "./admin/admin-routes.ts";
import type { Desk } from "./admin/desk.ts";
import { type StaffCredentials, staffSignInRoutes } from "./admin/staff-sign-in.ts";
import { customerRoutes } from "./customer/customer-routes.ts";
import { hostedSignInPath, linkedAccountCard } from "./customer/hosted-account.ts";
import type { HostedFaces } from "./customer/hosted-faces.ts";
import { groupFormPath } from "./customer/hosted-group.ts";
import type { SmallParts } from "./customer/small-pages.ts";
import { endedForm } from "./ended-form.ts";
import { missingPage, type PortalPages } from "./frame.ts";
import {
  customerSignInPath,
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
  /** What staff work with. */
  readonly backOffice: Omit<Desk, "pages" | "sessions" | "people" | "hostedDesk">;
  /** Those who can sign in. */
  readonly people: People;
  readonly desk: CustomerDesk;
  readonly today: () => Day;
  /** What the portal does with the hosted product. */
  readonly hostedDesk: HostedDesk;
  readonly signIns: SignIns;
  /** For what nobody may guess. */
  readonly randomToken: () => string;
  /** The billing account that a customer works for, and its contacts. */
  readonly account: SmallParts["account"];
}

/** Every page of the portal, and who is let in to it. */
export const pageTable = (served: PagesServed): RouteTable<PortalPageAccess> => ({
  routes: portalPageRoutes(served),
  gate: portalPageGateOf(served),
  ignoresTrailingSlash: false,
  notFound: (incoming) =>
    asksForHtml(incoming)
      ? missingPage(served.pages)
      : refusalReply(404, `Not found. ${customerSignInPath} lists what there is.`),
  methodNotAllowed: (incoming, allow) =>
    asksForHtml(incoming)
      ? missingPage(served.pages, { status: 405, what: "This is not served here" })
      : refusalReply(405, `Method not allowed: here it is ${allow}.`),
});

const portalPageRoutes = ({
  pages,
  sessions,
  staff,
  staffAttempts,
  people,
  desk,
  backOffice,
  today,
  hostedDesk,
  signIns,
  randomToken,
  account,
}: PagesServed): readonly PortalPageRoute[] => [
  ...customerRoutes({
    pages,
    sessions,
    people,
    desk,
    today,
    hosted: hostedFaces(hostedDesk),
    hostedDesk,
    signIns,
    randomToken,
    account,
  }),
  ...staffSignInRoutes({ pages, sessions, staff, attempts: staffAttempts }),
  ...adminRoutes({
    pages,
    sessions,
    people,
    clock: backOffice.clock,
    records: backOffice.records,
    accounts: backOffice.accounts,
    staffLicenses: backOffice.staffLicenses,
    licenses: backOffice.licenses,
    hostedDesk,
    sales: backOffice.sales,
  }),
  ...assetRoutes(pages.build),
];

/** Where the customers' pages meet the hosted product, as long as one runs. */
const hostedFaces = (desk: HostedDesk): HostedFaces => ({
  signIn: () => desk.client.connection() && hostedSignInPath,
  groupForm: (name, face) => desk.client.connection() && groupFormPath(name, face),
  linkedAccount: (request, customer) =>
    desk.client.connection() ? linkedAccountCard(request, customer) : "",
  formTargets: () => [desk.client.connection()?.url ?? []].flat(),
});

const portalPageGateOf = ({ pages, sessions, people }: PagesServed): Gate<PortalPageAccess> =>
  portalPageGate({
    sessions,
    customerNow({ id, impersonatedBy }) {
      const customer = people.customer(id);
      const isIn = customer !== null && (customer.loginActivated || impersonatedBy !== null);
      return isIn ? { id, email: customer.email, impersonatedBy } : null;
    },
    endedSession: (incoming, session, signIn) => endedForm(pages, { incoming, session, signIn }),
  });
