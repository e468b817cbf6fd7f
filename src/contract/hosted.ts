import { z } from "zod";
import { wholeNumber } from "./shapes.ts";

const between = (most: number) => {
  const error = { error: `must have 1 to ${most} characters` };
  return z.string().min(1, error).max(most, error);
};
const Text = between(255);
const Path = between(6_000);

/** What a member of a group of the hosted product may do. */
const Access = z.enum(["guest", "reporter", "developer", "maintainer", "owner"]).meta({
  id: "HostedAccess",
});

export const HostedUserWanted = z
  .strictObject({
    username: Text.optional().describe("Made up unless said."),
    name: Text.optional().describe("Made of the user name unless said."),
    email: Text.optional().describe("The user name at example.com unless said."),
    password: z.string().optional().describe("8 characters at least; drawn unless said."),
    admin: z.boolean().optional().describe("Whether it is an administrator."),
  })
  .meta({ id: "HostedUserWanted" });

export const HostedUser = z
  .object({
    id: z.int(),
    username: z.string(),
    name: z.string(),
    email: z.string(),
    admin: z.boolean(),
    createdAt: z.string(),
    owns: z.array(z.string()).describe("Paths of groups at the top that it owns."),
  })
  .meta({ id: "HostedUser", description: "Somebody with an account of the hosted product." });

export const NewHostedUser = HostedUser.extend({
  password: z.string().describe("To sign in with, told here and nowhere else."),
  token: z.string().describe("An access token of its own, told here and nowhere else."),
}).meta({ id: "NewHostedUser" });

export const HostedGroupWanted = z
  .strictObject({
    name: Text,
    path: Text.optional().describe("Made of the name unless said."),
    parent: Path.optional().describe("Path of the group that it is in."),
    owner: Text.optional().describe("User name of its owner."),
    members: z
      .array(z.strictObject({ username: Text, access: Access }))
      .max(1_000, { error: "must hold at most 1000 members" })
      .optional()
      .describe("Further members with accounts."),
    otherMembers: wholeNumber(0)
      .optional()
      .describe("How many members it has besides, who need no accounts here."),
  })
  .meta({ id: "HostedGroupWanted" });

export const HostedGroup = z
  .object({
    id: z.int(),
    name: z.string(),
    path: z.string().meta({ description: "From the top.", example: "example-group" }),
    parent: z.string().nullable(),
    owners: z.array(z.string()),
    members: z.int().describe("With those of its subgroups."),
    billableMembers: z.int(),
    plan: z.string().meta({ example: "premium" }),
    seats: z.int().nullable().describe("Null without a subscription, or if they are unlimited."),
    endsOn: z.string().nullable().describe("Null without a subscription."),
  })
  .meta({ id: "HostedGroup", description: "A group of the hosted product." });

export const HostedMemberWanted = z
  .strictObject({
    group: Path.describe("Path of the group."),
    username: Text,
    access: Access.nullable().describe("Null takes them out."),
  })
  .meta({ id: "HostedMemberWanted" });
