import {
  dayIn,
  type FutureSubscription,
  kindOfFutureSubscription,
} from "../activation/future-subscription.ts";
import { forReaders } from "./access.ts";
import { builder } from "./builder.ts";
import { pageOf } from "./connection.ts";
import { tellableCount } from "./tellable-count.ts";

export const SubscriptionFutureEntry = builder
  .objectRef<FutureSubscription>("SubscriptionFutureEntry")
  .implement({
    description: "A subscription that was bought and starts later.",
    fields: (t) => ({
      company: t.exposeString("company", { description: "Company of the licensee." }),
      email: t.exposeString("email", { description: "Email of the licensee." }),
      expiresAt: t.field({
        type: "Date",
        description: "First day on which the subscription is no longer valid.",
        resolve: ({ expiresAt }) => dayIn(expiresAt),
      }),
      name: t.exposeString("name", { description: "Name of the licensee." }),
      plan: t.string({
        nullable: false,
        description: "Plan in lower case: `starter`, `premium` or `ultimate`.",
        resolve: ({ plan }) => plan ?? "starter",
      }),
      startsAt: t.field({
        type: "Date",
        description: "First day on which the subscription is valid.",
        resolve: ({ startsAt }) => dayIn(startsAt),
      }),
      type: t.string({
        nullable: false,
        description:
          "Kind of license that the subscription will bring: `online_cloud`, `offline_cloud` or `legacy_license`.",
        resolve: kindOfFutureSubscription,
      }),
      usersInLicenseCount: t.int({
        description: "Number of seats that the subscription allows. Null if it is unlimited.",
        resolve: ({ seats }) => tellableCount(seats),
      }),
    }),
  });

builder.queryField("subscriptionFutureEntries", (t) =>
  t.connection(
    {
      type: SubscriptionFutureEntry,
      description:
        "Subscriptions that start later, in the portal's order, as told with the last activation or sync. Needs an administrator.",
      access: forReaders,
      resolve: async (_root, args, { instance }) => {
        const entries = await instance.licenses.futureSubscriptions();
        return pageOf(args, {
          slice: async (offset, limit) => entries.slice(offset, offset + limit),
          length: async () => entries.length,
        });
      },
    },
    {
      name: "SubscriptionFutureEntryConnection",
      description: "The connection type for SubscriptionFutureEntry.",
    },
    {
      name: "SubscriptionFutureEntryEdge",
      description: "An edge in a connection of SubscriptionFutureEntry.",
    },
  ),
);
