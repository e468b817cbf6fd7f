import { z } from "zod";
import { bodyUnfit, Nothing, type OperationShape, queryUnfit } from "./operation.ts";
import { Bytes, Streamed } from "./shapes.ts";

/** What a name may be: it becomes the name of a file. */
const namePattern = /^[A-Za-z0-9][\w.-]{0,99}$/;

const error =
  "must be 1 to 100 letters, digits, dots, dashes or underscores, a letter or a digit first";

const SnapshotName = z
  .string()
  .regex(namePattern, { error })
  .meta({ description: "Name of the snapshot.", example: "before-the-renewal" });

const Snapshot = z
  .object({
    name: z.string().meta({ example: "before-the-renewal" }),
    bytes: z.int().meta({ description: "Size of its file.", example: 262144 }),
    savedAt: z.string().meta({
      description: "When it was saved or imported here, by the machine's clock.",
      example: "2026-06-01T12:00:00Z",
    }),
  })
  .meta({ id: "Snapshot", description: "A state that was saved." });

const archive = "application/zip";

const notFound = "`snapshot-not-found`";
const cannotBeUsed =
  "`snapshot-refused`: it is of a newer version or another edition, or is damaged. Nothing was changed.";

export const snapshotOperations = {
  "snapshots.list": {
    method: "get",
    path: "/snapshots",
    summary: "List the states that were saved.",
    answer: z.array(Snapshot),
    answered: "Snapshots, by their names.",
    command: { name: "snapshot list", examples: ["--json"] },
  },
  "snapshots.save": {
    method: "post",
    path: "/snapshots",
    summary: "Save the state of instance, portal, clock and faults under a name.",
    description:
      "Saves the state as it is at this moment, while requests run: instance, portal, hosted product, clock, users, faults, policies, tokens (as digests) and mails. Ports, passwords and keys of the emulator are no part of it. It is kept in the data directory, and in memory as long as an emulator without one runs.",
    body: z
      .strictObject({
        name: SnapshotName,
        replace: z
          .boolean()
          .default(false)
          .describe("Whether it takes the place of another one of that name."),
        withoutSecrets: z
          .boolean()
          .default(false)
          .describe(
            "Codes and tokens become others of the same shape, license keys are written anew when it is restored, and passwords and links are gone.",
          ),
      })
      .meta({ id: "SnapshotWanted" }),
    bodyRequired: true,
    answer: Snapshot,
    status: 201,
    answered: "The snapshot.",
    refusals: {
      400: bodyUnfit,
      409: "`snapshot-exists`: another one has that name. `too-many-snapshots`: remove one. `not-stored`: the disk has no room.",
    },
    args: ["name"],
    command: { name: "snapshot save", examples: ["before-the-renewal"] },
  },
  "snapshots.restore": {
    method: "post",
    path: "/snapshots/{name}/restore",
    summary: "Go back to a state that was saved.",
    description:
      "Replaces the state of instance, portal and hosted product, all of them or none. What is under way stores nothing any more, and open sessions end. Ports, passwords and keys stay, and the ready line's tokens are good beside those of the snapshot. Traffic is forgotten.",
    params: z.object({ name: SnapshotName }),
    body: Nothing,
    answer: null,
    answered: "Done.",
    refusals: { 400: bodyUnfit, 404: notFound, 409: cannotBeUsed },
    args: ["name"],
    command: { name: "snapshot restore", examples: ["before-the-renewal"] },
  },
  "snapshots.export": {
    method: "get",
    path: "/snapshots/{name}/file",
    summary: "Hand out a state as a file, for another emulator or machine.",
    params: z.object({ name: SnapshotName }),
    query: z.strictObject({
      secrets: z
        .enum(["true", "false"])
        .optional()
        .describe(
          "`false` leaves them out: codes and tokens become others of the same shape, license keys are written anew when it is restored, and passwords and links are gone.",
        ),
    }),
    answer: Bytes,
    media: archive,
    answered: "The file.",
    refusals: { 400: queryUnfit, 404: notFound, 409: cannotBeUsed },
    args: ["name"],
    command: null,
  },
  "snapshots.import": {
    method: "put",
    path: "/snapshots/{name}/file",
    summary: "Keep a state that another emulator has handed out as a file.",
    description:
      "Keeps a file under a name, in the place of what had that name. It is checked first: one bit that has changed is noticed.",
    params: z.object({ name: SnapshotName }),
    body: Streamed,
    bodyAs: "file",
    stream: { media: archive, most: 256 * 1024 * 1024 },
    answer: Snapshot,
    answered: "The snapshot.",
    refusals: {
      400: "The name is none.",
      409: `${cannotBeUsed} \`too-many-snapshots\`, \`not-stored\`.`,
    },
    args: ["name", "file"],
    command: null,
  },
  "snapshots.remove": {
    method: "delete",
    path: "/snapshots/{name}",
    summary: "Remove a state that was saved.",
    params: z.object({ name: SnapshotName }),
    answer: null,
    answered: "The snapshot is gone.",
    refusals: { 400: "The name is none.", 404: notFound },
    args: ["name"],
    command: { name: "snapshot remove", examples: ["before-the-renewal"] },
  },
} as const satisfies Record<`${string}.${string}`, OperationShape>;
