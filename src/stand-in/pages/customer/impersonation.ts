import { redirect } from "../../../listener/replies.ts";
import type { People } from "../../people/people.ts";
import type { PortalPages } from "../frame.ts";
import { missingPage } from "../frame.ts";
import { customersPath, stopImpersonatingPath, subscriptionsPath } from "../places.ts";
import {
  customerSignInPath,
  type PortalPageRoute,
  type PortalSession,
  type PortalSessions,
  staffSignInPath,
} from "../portal-session.ts";

interface ImpersonationParts {
  readonly pages: PortalPages;
  readonly sessions: PortalSessions;
  readonly people: People;
}

/**
 * Staff look at the portal in the place of a customer, and stop. They stay signed in as staff all the while, so that going
 * back in the browser leads to where they were.
 */
export const impersonationRoutes = ({
  pages,
  sessions,
  people,
}: ImpersonationParts): readonly PortalPageRoute[] => [
  {
    method: "POST",
    path: `${customersPath}/{id:digits}/impersonate`,
    access: "staff-page",
    refuseForged: ({ parameters }) => redirect(`${customersPath}/${parameters["id"]}`),
    answer({ who, parameters }) {
      const customer = people.impersonate(Number(parameters["id"]), who.staff);
      if (!customer.ok) {
        return missingPage(pages, {
          area: "staff",
          session: who,
          place: customersPath,
          what: customer.error.message,
          back: { href: customersPath, name: "The list of customers" },
        });
      }
      const { id, email } = customer.value;
      sessions.change(who.id, { customer: { id, email, impersonatedBy: who.staff } });
      return redirect(subscriptionsPath);
    },
  },
  {
    method: "POST",
    path: stopImpersonatingPath,
    access: "visitor",
    refuseForged: ({ who }) => redirect(afterwards(who)),
    answer({ who }) {
      if (who?.customer?.impersonatedBy) sessions.change(who.id, { customer: null });
      return redirect(afterwards(who));
    },
  },
];

/** Where staff came from. */
function afterwards(session: PortalSession | null): string {
  if (session === null) return customerSignInPath;
  if (session.staff === null) return staffSignInPath;
  return session.customer === null ? customersPath : `${customersPath}/${session.customer.id}`;
}
