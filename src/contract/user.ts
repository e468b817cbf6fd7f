import { z } from "zod";
import { Count, DayText } from "./shapes.ts";

export const Users = z
  .object({
    active: z.int().describe("Every active human."),
    guests: z.int().describe("Of the active ones, those who are guests everywhere."),
    withoutMembership: z.int().describe("Of the active ones, those in no group or project."),
    bots: z.int(),
    blocked: z.int(),
    billable: z.int().describe("Users who take a seat under the plan in force."),
    pinned: z.boolean().describe("Whether `billable` was set instead of derived."),
  })
  .meta({ id: "Users" });

export const UsersChange = z
  .strictObject({
    active: Count.optional().describe("Every active human."),
    guests: Count.optional().describe("Of the active ones, guests everywhere."),
    withoutMembership: Count.optional().describe(
      "Of the active ones, those in no group or project.",
    ),
    bots: Count.optional(),
    blocked: Count.optional(),
    billable: Count.optional().describe("Pins; goes without the others."),
  })
  .refine((body) => body.billable === undefined || Object.keys(body).length === 1, {
    error: "billable goes alone: it pins what otherwise follows from the other kinds",
  })
  .meta({ id: "UsersChange" });
export type UsersChange = z.output<typeof UsersChange>;

const UserCount = z.strictObject({ on: DayText, count: Count }).meta({ id: "UserCount" });

export const UserCounts = z.array(UserCount).meta({ id: "UserCounts" });

export const AddOns = z
  .array(
    z
      .object({
        type: z.string().meta({ example: "duo_enterprise" }),
        purchasedSeats: z
          .int()
          .describe("Of the purchases that are active today; 0 for credits, which have no seats."),
        assignedSeats: z.int().describe("Seats that users were assigned."),
        active: z
          .boolean()
          .describe("Whether the license in force gives it today: the next report says so."),
      })
      .meta({ id: "AddOn" }),
  )
  .meta({ id: "AddOns" });

export const AddOnSeats = z
  .array(
    z.strictObject({
      type: z
        .string()
        .regex(/^[a-z][a-z0-9_]{0,99}$/, { error: "must be a name such as duo_enterprise" })
        .meta({ example: "duo_enterprise" }),
      assignedSeats: Count,
    }),
  )
  .meta({ id: "AddOnSeats" });
