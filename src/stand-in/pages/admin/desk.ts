import type { Reply } from "../../../listener/http.ts";
import type { Clock } from "../../../time/clock.ts";
import type { HostedDesk } from "../../hosted-client/hosted-desk.ts";
import type { LicenseApp } from "../../licenses/license-app.ts";
import type { StaffLicenses } from "../../licenses/staff-licenses.ts";
import type { PeopleDesk } from "../../people/accounts.ts";
import type { People } from "../../people/people.ts";
import type { Actor } from "../../sales/actor.ts";
import type { salesOf } from "../../sales/sales.ts";
import type { RecordBooks } from "../../store/record-lists.ts";
import { endedForm } from "../ended-form.ts";
import type { PortalPages } from "../frame.ts";
import type { PortalSessions, StaffRequest, StaffSession } from "../portal-session.ts";

/** What the pages of the admin area work with. */
export interface Desk {
  readonly pages: PortalPages;
  readonly sessions: PortalSessions;
  readonly clock: Clock;
  readonly records: RecordBooks;
  readonly people: People;
  readonly accounts: PeopleDesk;
  readonly staffLicenses: StaffLicenses;
  readonly licenses: Pick<LicenseApp, "resend" | "forward">;
  readonly hostedDesk: Pick<HostedDesk, "groupsOf">;
  readonly sales: Pick<
    ReturnType<typeof salesOf>,
    "subscription" | "updateFeatures" | "generateCode" | "resendCode" | "forwardCode"
  >;
}

/** In whose name something is done on a page of staff. */
export const actorOf = ({ staff }: StaffSession): Actor => ({ kind: "staff", email: staff });

/** Has the next page say what was done. */
export const flashed = ({ sessions }: Desk, { who }: StaffRequest, message: string): void =>
  sessions.keepFlash(who.id, { kind: "notice", message: [message] });

/** The answer to a form of a page from before the session. */
export const late = ({ pages }: Desk, { incoming, who }: StaffRequest): Reply =>
  endedForm(pages, { incoming, session: who, signIn: null });
