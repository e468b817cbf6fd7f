import type { AnswerOf } from "../../contract/operations.ts";
import { factsOf, listOf } from "../table.ts";

type Group = AnswerOf<"hosted.addGroup">;

export const hostedUsersInWords = (users: AnswerOf<"hosted.users">): string =>
  listOf(users, ["id", "username", "name", "email", ["owns", ({ owns }) => owns.join(", ")]]);

export const newHostedUserInWords = (user: AnswerOf<"hosted.addUser">): string =>
  factsOf(user, ["id", "username", "name", "email", "password", "token"]);

export const hostedGroupInWords = (group: Group): string =>
  factsOf(group, [
    "id",
    "name",
    "path",
    ["owners", ({ owners }) => owners.join(", ")],
    "members",
    ["billableMembers", "billable members"],
    "plan",
    ["seats", "seats", "none"],
    ["endsOn", "ends on", "never"],
  ]);

export const hostedGroupsInWords = (groups: AnswerOf<"hosted.groups">): string =>
  listOf(groups, [
    "id",
    "path",
    ["owners", ({ owners }) => owners.join(", ")],
    "members",
    "plan",
    ["seats", "seats", "none"],
    ["endsOn", "ends on", "never"],
  ]);
