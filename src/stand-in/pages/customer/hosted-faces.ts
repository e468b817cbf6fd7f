import type { Customer } from "../../people/people-books.ts";
import type { CustomerRequest } from "../portal-session.ts";

/** Where a customer's pages meet the hosted product. */
export interface HostedFaces {
  /** Where one signs in with an account there; null while no such product runs. */
  readonly signIn: () => string | null;
  /** Where the group of a subscription is chosen; null likewise. */
  readonly groupForm: (subscription: string) => string | null;
  /** The part of the profile that is about the linked account, as HTML. */
  readonly linkedAccount: (request: CustomerRequest, customer: Customer) => string;
}

/** No hosted product runs. */
export const noHosted: HostedFaces = {
  signIn: () => null,
  groupForm: () => null,
  linkedAccount: () => "",
};
