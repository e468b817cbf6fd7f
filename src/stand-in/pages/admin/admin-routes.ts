import type { PortalPageRoute } from "../portal-session.ts";
import { contactRoutes } from "./billing-account-contacts.ts";
import { membershipRoutes } from "./billing-account-memberships.ts";
import { billingAccountRoutes } from "./billing-accounts.ts";
import { cloudActivationRoutes } from "./cloud-activations.ts";
import { customerRoutes } from "./customers.ts";
import { dashboardRoutes } from "./dashboard.ts";
import type { Desk } from "./desk.ts";
import { gitlabGroupsRoutes } from "./gitlab-groups.ts";
import { licenseRoutes } from "./licenses.ts";
import { oneTimeSignInRoutes } from "./one-time-sign-in.ts";
import { resourceRoutes } from "./record-page.ts";
import {
  billingAccounts,
  cloudActivations,
  contacts,
  customers,
  licenses,
  memberships,
  orders,
  seatLinks,
} from "./resources.ts";
import { validateLicenseRoutes } from "./validate-license.ts";
import { zuoraSubscriptionRoutes } from "./zuora-subscriptions.ts";

const resources = [
  customers,
  billingAccounts,
  contacts,
  memberships,
  licenses,
  cloudActivations,
  seatLinks,
  orders,
];

/** Everything below `/admin` that staff has to sign in for. */
export const adminRoutes = (desk: Desk): readonly PortalPageRoute[] => [
  ...dashboardRoutes({
    pages: desk.pages,
    sessions: desk.sessions,
    counts: () =>
      Object.fromEntries(
        resources.map(({ path, list }) => [
          path,
          desk.records.recordCount(list, desk.clock.today()),
        ]),
      ),
  }),
  ...customerRoutes(desk),
  ...oneTimeSignInRoutes(desk),
  ...gitlabGroupsRoutes(desk),
  ...billingAccountRoutes(desk),
  ...contactRoutes(desk),
  ...membershipRoutes(desk),
  ...validateLicenseRoutes(desk),
  ...licenseRoutes(desk),
  ...cloudActivationRoutes(desk),
  ...zuoraSubscriptionRoutes(desk),
  ...resourceRoutes(desk, seatLinks),
  ...resourceRoutes(desk, orders),
];
