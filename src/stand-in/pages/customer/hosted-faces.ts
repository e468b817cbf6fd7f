import type { Customer } from "../../people/people-books.ts";
import type { CustomerRequest } from "../portal-session.ts";

/** The forms in which a group is chosen: that of the seeds, and that of today. */
export type GroupFace = "edit" | "link";

/** Where a customer's pages meet the hosted product. */
export interface HostedFaces {
  /** Where one signs in with an account there; null while no such product runs. */
  readonly signIn: () => string | null;
  /** Where the group of a subscription is chosen; null likewise. */
  readonly groupForm: (subscription: string, face: GroupFace) => string | null;
  /** The part of the profile that is about the linked account, as HTML. */
  readonly linkedAccount: (request: CustomerRequest, customer: Customer) => string;
  /** Origins that its forms lead to. */
  readonly formTargets: () => readonly string[];
}
