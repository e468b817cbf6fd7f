import { err, ok } from "../../base/result.ts";
import { type AdmittedRequest, everybody, type Gate } from "../../listener/gate.ts";
import type { Incoming, Reply } from "../../listener/http.ts";
import { redirect } from "../../listener/replies.ts";
import type { Route } from "../../listener/router.ts";
import {
  hasCsrfToken,
  type SessionStore,
  type SessionWith,
  sessionCookieNamed,
} from "../../listener/session-store.ts";

/** A customer who has signed in, or whose view a member of staff looks at. */
export interface SignedInCustomer {
  readonly id: number;
  readonly email: string;
  /** The e-mail address of the member of staff who has taken the customer's place; null if it is the customer. */
  readonly impersonatedBy: string | null;
}

/** Whom a browser belongs to. One can have signed in as both: staff stay so while they impersonate a customer. */
export interface PortalVisitor {
  /** E-mail address of a member of staff. */
  readonly staff: string | null;
  readonly customer: SignedInCustomer | null;
}

export type PortalSession = SessionWith<PortalVisitor>;
export type StaffSession = PortalSession & { readonly staff: string };
export type CustomerSession = PortalSession & { readonly customer: SignedInCustomer };
export type PortalSessions = SessionStore<PortalVisitor>;

export const isSignedIn = ({ staff, customer }: PortalVisitor): boolean =>
  staff !== null || customer !== null;

export const nobody: PortalVisitor = { staff: null, customer: null };

export const portalCookie = sessionCookieNamed("_customers_session");

/** Who may see a page of the portal. */
export interface PortalPageAccess {
  readonly public: null;
  /** Anybody, with the session of their browser if it has one. */
  readonly visitor: PortalSession | null;
  /** The portal's own people, with a browser. */
  readonly "staff-page": StaffSession;
  readonly customer: CustomerSession;
}

export type CustomerRequest = AdmittedRequest<CustomerSession>;

export type PortalPageRoute = Route<PortalPageAccess>;

export type StaffRequest = AdmittedRequest<StaffSession>;

export const staffSignInPath = "/admins/sign_in";
export const customerSignInPath = "/customers/sign_in";

interface GateOptions {
  readonly sessions: PortalSessions;
  /** The customer as they are by now; null for one who is gone, or may sign in no longer. */
  readonly customerNow: (customer: SignedInCustomer) => SignedInCustomer | null;
  /** What whoever has sent a form without a session that goes on is answered, and where they sign in. */
  readonly endedSession: (incoming: Incoming, session: PortalSession, signIn: string) => Reply;
}

/** Lets visitors in to the pages by their sessions; whoever may not come in yet is sent to sign in. */
export function portalPageGate({
  sessions,
  customerNow,
  endedSession,
}: GateOptions): Gate<PortalPageAccess> {
  const sessionOf = ({ headers }: Incoming) => sessions.find(portalCookie.idIn(headers.cookie));
  const isForged = ({ who, incoming, form }: AdmittedRequest<PortalSession | null>) =>
    who === null || !hasCsrfToken(who, incoming, form().get("authenticity_token"));
  /** Once they have signed in, they see the page that they asked for. */
  function toSignIn(incoming: Incoming, session: PortalSession | null, signIn: string): Reply {
    const visitor = session ?? sessions.open(nobody);
    if (incoming.method !== "GET" && incoming.method !== "HEAD") {
      return endedSession(incoming, visitor, signIn);
    }
    sessions.keepPlace(visitor.id, incoming.url);
    return redirect(signIn, { "set-cookie": portalCookie.of(visitor.id) });
  }
  return {
    public: everybody,
    visitor: { admit: (incoming) => ok(sessionOf(incoming)), isForged },
    "staff-page": {
      admit(incoming) {
        const session = sessionOf(incoming);
        return isStaff(session) ? ok(session) : err(toSignIn(incoming, session, staffSignInPath));
      },
      isForged,
    },
    customer: {
      admit(incoming) {
        const session = sessionOf(incoming);
        if (!isCustomers(session)) return err(toSignIn(incoming, session, customerSignInPath));
        const customer = customerNow(session.customer);
        if (customer) return ok({ ...session, customer });
        // Whoever signs in next in this browser is somebody else.
        sessions.change(session.id, { customer: null });
        return err(toSignIn(incoming, session, customerSignInPath));
      },
      isForged,
    },
  };
}

const isStaff = (session: PortalSession | null): session is StaffSession =>
  session !== null && session.staff !== null;

const isCustomers = (session: PortalSession | null): session is CustomerSession =>
  session !== null && session.customer !== null;
