import type { PortalPageRoute } from "../portal-session.ts";
import { hostedAccountRoutes } from "./hosted-account.ts";
import { type HostedGroupParts, hostedGroupRoutes } from "./hosted-group.ts";
import { impersonationRoutes } from "./impersonation.ts";
import { type OrderParts, orderRoutes } from "./order-forms.ts";
import { type ProfileParts, profileRoutes } from "./profile.ts";
import { registrationRoutes } from "./registration.ts";
import { type SignInParts, signInRoutes } from "./sign-in.ts";
import { type SmallParts, smallPageRoutes } from "./small-pages.ts";
import { subscriptionRoutes } from "./subscriptions.ts";

/** Everything that customers see of the portal. */
export const customerRoutes = (
  parts: SignInParts & OrderParts & ProfileParts & SmallParts & HostedGroupParts,
): readonly PortalPageRoute[] => [
  ...signInRoutes(parts),
  ...registrationRoutes(parts),
  ...impersonationRoutes(parts),
  ...subscriptionRoutes(parts),
  ...orderRoutes(parts),
  ...profileRoutes(parts),
  ...smallPageRoutes(parts),
  ...hostedAccountRoutes(parts),
  ...hostedGroupRoutes(parts),
];
