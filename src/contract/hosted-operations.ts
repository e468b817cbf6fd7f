import { z } from "zod";
import {
  HostedGroup,
  HostedGroupWanted,
  HostedMemberWanted,
  HostedUser,
  HostedUserWanted,
  NewHostedUser,
} from "./hosted.ts";
import { bodyUnfit, type OperationShape } from "./operation.ts";

const notThere =
  "`no-hosted-product`: none runs. It starts with `--hosted-port`, or once a hosted subscription is sold.";

/** What whoever runs the emulator does with the hosted product. */
export const hostedOperations = {
  "hosted.addUser": {
    method: "post",
    path: "/hosted/users",
    summary: "Make an account of the hosted product.",
    body: HostedUserWanted,
    answer: NewHostedUser,
    status: 201,
    answered: "The account, with its password and a token.",
    refusals: {
      400: bodyUnfit,
      409: `\`username-taken\`, \`email-taken\`; ${notThere}`,
    },
    args: ["username"],
    command: { name: "hosted add-user", examples: ["ada", "ada --email ada@example.com"] },
  },
  "hosted.users": {
    method: "get",
    path: "/hosted/users",
    summary: "List the accounts of the hosted product.",
    answer: z.array(HostedUser),
    answered: "Oldest first, 1,000 at most.",
    refusals: { 409: notThere },
    command: { name: "hosted users", examples: ["--json"] },
  },
  "hosted.removeUser": {
    method: "delete",
    path: "/hosted/users/{username}",
    summary: "Remove an account of the hosted product. Its groups stay.",
    params: z.object({ username: z.string().describe("User name of the account.") }),
    answer: null,
    answered: "Removed.",
    refusals: { 404: "`user-not-found`", 409: notThere },
    args: ["username"],
    command: { name: "hosted remove-user", examples: ["ada"] },
  },
  "hosted.addGroup": {
    method: "post",
    path: "/hosted/groups",
    summary: "Make a group of the hosted product.",
    body: HostedGroupWanted,
    bodyRequired: true,
    answer: HostedGroup,
    status: 201,
    answered: "The group.",
    refusals: {
      400: bodyUnfit,
      404: "`user-not-found`, `group-not-found`: there is no such owner, member or parent.",
      409: `\`path-taken\`; ${notThere}`,
    },
    args: ["name"],
    command: {
      name: "hosted add-group",
      examples: ["'Example Group' --owner ada", "Team --owner ada --other-members 11"],
    },
  },
  "hosted.groups": {
    method: "get",
    path: "/hosted/groups",
    summary: "List the groups of the hosted product, with their plans.",
    answer: z.array(HostedGroup),
    answered: "In order of their paths, 1,000 at most.",
    refusals: { 409: notThere },
    command: { name: "hosted groups", examples: ["--json"] },
  },
  "hosted.removeGroup": {
    method: "delete",
    path: "/hosted/groups/{path}",
    summary: "Remove a group of the hosted product, with all that is in it.",
    params: z.object({ path: z.string().describe("Path of the group.") }),
    answer: null,
    answered: "Removed.",
    refusals: { 404: "`group-not-found`", 409: notThere },
    args: ["path"],
    command: { name: "hosted remove-group", examples: ["example-group"] },
  },
  "hosted.setMember": {
    method: "put",
    path: "/hosted/members",
    summary: "Say what an account may do in a group of the hosted product.",
    body: HostedMemberWanted,
    bodyRequired: true,
    answer: HostedGroup,
    answered: "The group as it is now.",
    refusals: { 400: bodyUnfit, 404: "`user-not-found`, `group-not-found`", 409: notThere },
    args: ["group", "username", "access"],
    command: { name: "hosted set-member", examples: ["example-group ada developer"] },
  },
  "hosted.revokeTokens": {
    method: "post",
    path: "/hosted/revoke-tokens",
    summary: "Make the tokens worthless that the portal has of accounts of the hosted product.",
    description:
      "Makes the tokens worthless that the portal has of one account, or of all: whoever has linked it must do so again.",
    body: z.strictObject({
      username: z.string().optional().describe("Whose; everybody's unless said."),
    }),
    answer: z.object({ revoked: z.int() }),
    soleField: "revoked",
    answered: "How many were good until then.",
    refusals: { 400: bodyUnfit, 404: "`user-not-found`", 409: notThere },
    args: ["username"],
    command: { name: "hosted revoke-tokens", examples: ["ada", ""] },
  },
} as const satisfies Record<`hosted.${string}`, OperationShape>;
