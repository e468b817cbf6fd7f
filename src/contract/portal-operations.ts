import { z } from "zod";
import { bodyUnfit, Nothing, type OperationShape, queryUnfit } from "./operation.ts";
import { Policies, PolicyChange } from "./policy.ts";
import {
  LicenseAttributes,
  LicenseEdit,
  ListedLicense,
  ShownLicense,
  WritingOptions,
} from "./portal-license.ts";
import { Report } from "./report.ts";
import {
  AddedSeats,
  FeatureChange,
  GroupLink,
  InstanceActivation,
  Order,
  Reconciliation,
  RenewalOrder,
  Subscription,
  Upgrade,
} from "./subscription.ts";

const noStandIn = "`no-stand-in-portal`: the portal is an external one.";

const named = z.object({ name: z.string().describe("Name of the subscription.") });

const step = {
  method: "post",
  params: named,
  answer: Subscription,
  answered: "The subscription as it is now.",
  refusals: {
    400: "The body does not fit, or not the subscription's seats and days.",
    404: "`subscription-not-found`",
    409: "`subscription-cancelled`, `subscription-expired`, `unlimited-seats`, `plan-unchanged` or `no-activation-code`; `no-stand-in-portal` if the portal is an external one.",
  },
} as const;

/** What the owner of the portal does to a subscription after it was sold. Each is a change of the stand-in of that name. */
export const subscriptionChanges = {
  "subscriptions.addSeats": {
    ...step,
    path: "/portal/subscriptions/{name}/add-seats",
    summary: "Add seats to the term in force of a subscription.",
    description:
      "Adds seats to the term in force. A difference: a negative number takes some away.",
    body: AddedSeats,
    bodyRequired: true,
    args: ["name", "seats"],
    command: { name: "portal add-seats", examples: ["A-S00000001 5", "A-S00000001 -5"] },
    alias: "addSeats",
  },
  "subscriptions.upgrade": {
    ...step,
    path: "/portal/subscriptions/{name}/upgrade",
    summary: "Give the term in force of a subscription another plan.",
    description: "Gives the term in force another plan, a smaller one too.",
    body: Upgrade,
    bodyRequired: true,
    args: ["name", "plan"],
    command: { name: "portal upgrade", examples: ["A-S00000001 ultimate"] },
    alias: "upgrade",
  },
  "subscriptions.renew": {
    ...step,
    path: "/portal/subscriptions/{name}/renew",
    summary: "Sell the term that follows the last one of a subscription.",
    description:
      "Sells the term that follows the last one. Cloud licenses of it come with an activation once it has started; files are issued at once.",
    body: RenewalOrder,
    args: ["name"],
    command: {
      name: "portal renew",
      examples: ["A-S00000001", "A-S00000001 --seats 85 --max-historical-users 115"],
    },
    alias: "renew",
  },
  "subscriptions.cancel": {
    ...step,
    path: "/portal/subscriptions/{name}/cancel",
    summary: "End a subscription today. Its key is an expired one, generated from cancellation.",
    body: Nothing,
    args: ["name"],
    command: { name: "portal cancel", examples: ["A-S00000001"] },
    alias: "cancel",
  },
  "subscriptions.expire": {
    ...step,
    path: "/portal/subscriptions/{name}/expire",
    summary:
      "Let a subscription expire today. No instance stores the expired key: it keeps what it has. It can be renewed.",
    body: Nothing,
    args: ["name"],
    command: { name: "portal expire", examples: ["A-S00000001"] },
    alias: "expire",
  },
  "subscriptions.reissueCode": {
    ...step,
    path: "/portal/subscriptions/{name}/reissue-code",
    summary: "Give a subscription another activation code. The one before it is unknown then.",
    body: Nothing,
    args: ["name"],
    command: { name: "portal reissue-code", examples: ["A-S00000001"] },
    alias: "reissueCode",
  },
  "subscriptions.updateFeatures": {
    ...step,
    method: "patch",
    path: "/portal/subscriptions/{name}",
    summary: "Switch features of a subscription on and off, as staff do.",
    description:
      "Switches features on and off. No license is issued, and nothing is mailed: the customer asks for the license, or uses the code.",
    body: FeatureChange,
    bodyRequired: true,
    args: ["name"],
    command: {
      name: "portal features",
      examples: ["A-S00000001 --cloud-licensing offline", "A-S00000001 --auto-renew"],
    },
    alias: "updateFeatures",
  },
  "subscriptions.setReconciliation": {
    ...step,
    path: "/portal/subscriptions/{name}/reconciliation",
    summary: "Set the reconciliation dates that every report of a subscription is answered with.",
    description:
      "Sets the dates that every report is answered with from now on. An instance that gets only one of them, or none, forgets both.",
    body: Reconciliation,
    bodyRequired: true,
    args: ["name"],
    command: null,
    alias: "setReconciliation",
  },
} as const satisfies Record<`subscriptions.${string}`, OperationShape>;

export type SubscriptionChange =
  keyof typeof subscriptionChanges extends `subscriptions.${infer Name}` ? Name : never;

const numbered = z.object({
  number: z
    .union(
      [
        z.int().min(0),
        z
          .string()
          .regex(/^\d{1,15}$/)
          .transform(Number),
      ],
      {
        error: "must be the number of a license, such as 1001",
      },
    )
    .meta({ type: "integer", description: "Number of the license." }),
});

const portalLicense = {
  params: numbered,
  refusals: { 400: "The number is none.", 404: "`license-not-found`", 409: noStandIn },
} as const;

/** What the owner of the stand-in portal does. */
export const portalOperations = {
  "subscriptions.sell": {
    method: "post",
    path: "/portal/subscriptions",
    summary: "Sell a subscription, with an activation code.",
    body: Order,
    answer: Subscription,
    status: 201,
    answered: "What was sold, with its activation code.",
    refusals: {
      400: "The order does not fit.",
      409: `\`activation-code-taken\`; \`hosted-not-started\`: the hosted product, which a hosted subscription needs, does not start; ${noStandIn}`,
    },
    command: {
      name: "portal sell",
      examples: ["", "--plan ultimate --seats 25", "--code 00112233aaaassssddddffff"],
    },
    alias: "sell",
  },
  "subscriptions.list": {
    method: "get",
    path: "/portal/subscriptions",
    summary: "List the subscriptions that were sold, with their activation codes.",
    answer: z.array(Subscription),
    answered: "What was sold, oldest first.",
    refusals: { 409: noStandIn },
    command: { name: "portal list" },
  },
  "subscriptions.show": {
    method: "get",
    path: "/portal/subscriptions/{name}",
    summary: "Show a subscription.",
    params: named,
    answer: Subscription,
    answered: "The subscription.",
    refusals: { 404: "`subscription-not-found`", 409: noStandIn },
    args: ["name"],
    command: { name: "portal show", examples: ["A-S00000001"] },
  },
  ...subscriptionChanges,
  "subscriptions.generateCode": {
    ...step,
    path: "/portal/subscriptions/{name}/activation-code",
    summary: "Generate an activation code for a subscription that has none, and mail it.",
    description:
      "Generates an activation code, and mails it to whom the subscription is delivered to. Its first use puts the subscription on cloud licensing.",
    body: Nothing,
    status: 201,
    refusals: {
      404: "`subscription-not-found`",
      409: `\`activation-code-exists\`, \`no-activation-code\` for a hosted subscription, or \`subscription-cancelled\`; ${noStandIn}`,
    },
    args: ["name"],
    command: { name: "portal generate-code", examples: ["A-S00000002"] },
    alias: "generateCode",
  },
  "subscriptions.resendCode": {
    ...step,
    path: "/portal/subscriptions/{name}/activation-code/resend",
    summary: "Mail the activation code of a subscription again.",
    body: Nothing,
    refusals: {
      404: "`subscription-not-found`",
      409: `\`no-activation-code\`; ${noStandIn}`,
    },
    args: ["name"],
    command: { name: "portal resend-code", examples: ["A-S00000001"] },
    alias: "resendCode",
  },
  "subscriptions.linkGroup": {
    ...step,
    method: "put",
    path: "/portal/subscriptions/{name}/group",
    summary: "Link a hosted subscription to a group of the hosted product.",
    description:
      "As the portal's staff does: whoever owns the group, and without paying for users who have no seat. The group before is on Free then.",
    body: GroupLink,
    bodyRequired: true,
    answered: "The subscription as it is now.",
    refusals: {
      400: "The body does not fit, `not-hosted`, or `no-group`: it is no group at the top.",
      404: "`subscription-not-found`, `group-not-found`",
      409: "`group-taken`, `subscription-ended`, `trial-not-moved`, `group-gone`; `hosted-unavailable`: the hosted product has not answered as it should; `no-hosted-product`, `no-stand-in-portal`",
    },
    args: ["name", "group"],
    command: { name: "portal link-group", examples: ["A-S00000002 example-group"] },
  },
  "subscriptions.unlinkGroup": {
    ...step,
    method: "delete",
    path: "/portal/subscriptions/{name}/group",
    summary: "Take a hosted subscription from its group, which is on Free then.",
    answered: "The subscription as it is now.",
    refusals: {
      404: "`subscription-not-found`",
      409: "`not-linked`, `subscription-cancelled`; `hosted-unavailable`: the hosted product has not answered as it should; `no-stand-in-portal`",
    },
    args: ["name"],
    command: { name: "portal unlink-group", examples: ["A-S00000002"] },
  },
  "subscriptions.reports": {
    method: "get",
    path: "/portal/subscriptions/{name}/reports",
    summary: "Show what instances have reported with keys of a subscription.",
    description:
      "What instances have reported with keys of the subscription, null where they did not say.",
    params: named,
    answer: z.array(Report),
    answered: "Oldest first.",
    refusals: { 404: "`subscription-not-found`", 409: noStandIn },
    args: ["name"],
    command: { name: "portal reports", examples: ["A-S00000001"] },
  },
  "subscriptions.activations": {
    method: "get",
    path: "/portal/subscriptions/{name}/activations",
    summary: "List the instances that have used the activation code of a subscription.",
    params: named,
    answer: z.array(InstanceActivation),
    answered: "First use first.",
    refusals: { 404: "`subscription-not-found`", 409: noStandIn },
    args: ["name"],
    command: { name: "portal activations", examples: ["A-S00000001"] },
  },
  "policies.show": {
    method: "get",
    path: "/portal/policies",
    summary: "Show the policies of the stand-in portal.",
    description:
      "Habits of a portal that customers complain about. All are off unless switched on.",
    answer: Policies,
    answered: "Every policy.",
    refusals: { 409: noStandIn },
    command: null,
  },
  "policies.set": {
    method: "put",
    path: "/portal/policies",
    summary: "Switch policies of the stand-in portal on or off.",
    description: "Changes the policies that are named. They last until a reset.",
    body: PolicyChange,
    answer: Policies,
    answered: "Every policy, as it is now.",
    refusals: { 400: bodyUnfit, 409: noStandIn },
    command: null,
  },
  "portalLicenses.find": {
    method: "get",
    path: "/portal/licenses",
    summary: "List licenses of the portal, newest first: those with the text, or all of them.",
    description:
      "License files that the portal has issued, newest first: those with the text in their company, e-mail, name or subscription, whatever its case, or as their number; all of them without a text. Files of `POST /portal/licenses` are not among them.",
    query: z.strictObject({
      search: z.string().default("").describe("The text."),
    }),
    answer: z.array(ListedLicense),
    answered: "The licenses, without their texts.",
    refusals: { 400: queryUnfit, 409: noStandIn },
    args: ["search"],
    command: { name: "portal license find", examples: ["admin@example.com"] },
  },
  "portalLicenses.show": {
    ...portalLicense,
    method: "get",
    path: "/portal/licenses/{number}",
    summary: "Show a license of the portal, with every field that can be edited.",
    answer: ShownLicense,
    answered: "The license, with its text.",
    args: ["number"],
    command: { name: "portal license show", examples: ["1001"] },
  },
  "portalLicenses.duplicate": {
    ...portalLicense,
    method: "post",
    path: "/portal/licenses/{number}/duplicate",
    summary: "Issue a license that says the same, under the next number.",
    description:
      "Issues a license that says the same, under the next number. No activation hands it out.",
    body: Nothing,
    answer: ShownLicense,
    status: 201,
    answered: "The duplicate.",
    args: ["number"],
    command: { name: "portal license duplicate", examples: ["1001"] },
  },
  "portalLicenses.resend": {
    ...portalLicense,
    method: "post",
    path: "/portal/licenses/{number}/resend",
    summary: "Mail a license of the portal to the address in it.",
    body: Nothing,
    answer: ShownLicense,
    answered: "The license that was mailed.",
    refusals: {
      400: "`invalid-address`: nobody can be written to at the address in it.",
      404: "`license-not-found`",
      409: noStandIn,
    },
    args: ["number"],
    command: { name: "portal license resend", examples: ["1001"] },
  },
  "portalLicenses.forward": {
    ...portalLicense,
    method: "post",
    path: "/portal/licenses/{number}/forward",
    summary: "Mail a license of the portal to one address.",
    body: z.strictObject({ to: z.string().describe("One e-mail address.") }),
    bodyRequired: true,
    answer: ShownLicense,
    answered: "The license that was mailed.",
    refusals: {
      400: "`invalid-address`: nobody can be written to there, or more than one can.",
      404: "`license-not-found`",
      409: noStandIn,
    },
    args: ["number", "to"],
    command: { name: "portal license forward", examples: ["1001 ada@example.com"] },
  },
  "portalLicenses.edit": {
    ...portalLicense,
    method: "patch",
    path: "/portal/licenses/{number}",
    summary: "Change what a license of the portal says, and save it: that is another file.",
    description:
      "Changes what a license says and saves it, which gives it another text under the same number. Whoever has the text from before keeps that one.",
    body: LicenseEdit,
    bodyRequired: true,
    answer: ShownLicense,
    answered: "The license as it was saved.",
    refusals: {
      400: "`invalid-license`: all that is wrong with the changes, by field.",
      404: "`license-not-found`",
      409: "`license-changed`: it was saved in the meantime, and nothing was changed. `no-stand-in-portal` if the portal is an external one.",
    },
    args: ["number"],
    command: null,
  },
  "portalLicenses.download": {
    ...portalLicense,
    method: "get",
    path: "/portal/licenses/{number}/file",
    summary: "Hand out the file of a license of the portal.",
    answer: z.string(),
    media: "text/plain",
    answered: "The license file, to be saved under the product's name for it.",
    args: ["number"],
    command: null,
  },
  "portalLicenses.write": {
    method: "post",
    path: "/portal/licenses",
    summary: "Write a license file that says exactly what it is told to.",
    description:
      "Writes a license file that says exactly what the body says, under the wire's names. Only `version` is filled in; nothing is checked.",
    query: WritingOptions,
    body: LicenseAttributes,
    bodyAs: "attributes",
    bodyRequired: true,
    answer: z.object({ license: z.string() }),
    status: 201,
    answered: "The license text.",
    refusals: { 400: "The body is no JSON object, or nested too deep.", 409: noStandIn },
    args: ["attributes"],
    command: null,
  },
} as const satisfies Record<`${string}.${string}`, OperationShape>;
