import { column, listOf } from "./table.ts";

/** Add-ons for people. */
export const addOnsInWords = (addOns: unknown): string =>
  listOf(addOns, [
    column("type"),
    column("purchasedSeats", "purchased"),
    column("assignedSeats", "assigned"),
    column("active"),
  ]);
