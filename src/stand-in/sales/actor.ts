/** Who does something at the portal. */
export type Actor =
  | { readonly kind: "owner" }
  | { readonly kind: "staff"; readonly email: string }
  | {
      readonly kind: "customer";
      readonly id: number;
      readonly email: string;
      /** The member of staff who does it in the customer's place; null for the customer. */
      readonly impersonatedBy: string | null;
    }
  | { readonly kind: "instance"; readonly identifier: string };

/** As histories name them; null if it was no person. */
export function whodunnit(actor: Actor): string | null {
  switch (actor.kind) {
    case "owner":
      return null;
    case "staff":
      return actor.email;
    case "customer":
      return actor.impersonatedBy === null
        ? actor.email
        : `${actor.impersonatedBy} as ${actor.email}`;
    case "instance":
      return actor.identifier;
  }
}
