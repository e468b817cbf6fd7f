import type { PortalPageRoute } from "../portal-session.ts";
import { registrationRoutes } from "./registration.ts";
import { type SignInParts, signInRoutes } from "./sign-in.ts";

/** Everything that customers see of the portal. */
export const customerRoutes = (parts: SignInParts): readonly PortalPageRoute[] => [
  ...signInRoutes(parts),
  ...registrationRoutes(parts),
];
