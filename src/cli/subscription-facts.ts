import { column, listOf } from "./table.ts";

/** Subscriptions for people. */
export const subscriptionsInWords = (subscriptions: unknown): string =>
  listOf(subscriptions, [
    column("name"),
    column("activationCode", "activation code", "none"),
    column("plan"),
    column("seats", "seats", "unlimited"),
    column("startsOn", "starts"),
    column("expiresOn", "expires"),
    column("kind"),
    column("trial"),
    column("state"),
    column("licenseNumber", "license", "none"),
    column("company"),
  ]);
