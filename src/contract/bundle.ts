import { z } from "zod";
import { mostBundleBytes } from "../bundle/bundle.ts";
import type { OperationShape } from "./operation.ts";
import { Bytes, Streamed } from "./shapes.ts";

const Difference = z.object({
  setting: z
    .string()
    .meta({ description: "Name of the setting or the variable.", example: "timeZone" }),
  there: z
    .string()
    .nullable()
    .describe("What it was where the bundle was saved; null if it was not given."),
  here: z.string().nullable().describe("What it is here."),
});

const LoadedBundle = z
  .object({
    understudy: z.string().meta({ description: "Version that has saved it.", example: "0.1.0" }),
    node: z.string().meta({ example: "v24.1.0" }),
    system: z.string().meta({ description: "What it ran on.", example: "Linux 6.1.0 x86_64" }),
    savedAt: z.string().describe("What its clock showed then, which is what this one's shows now."),
    differences: z
      .array(Difference)
      .describe(
        "Settings of the start that no bundle changes, and that let something look otherwise.",
      ),
  })
  .meta({ id: "LoadedBundle", description: "A bundle whose state this emulator has now." });

export const bundleOperations = {
  "bundle.save": {
    method: "get",
    path: "/bundle",
    summary: "Save what somebody else needs to see the same, as one file without secrets.",
    description:
      "A ZIP archive with a checksum: the state without secrets (a snapshot), traffic.har, timeline.json, configuration.json, doctor.json, and bundle.json, which says with which versions it was saved. While something in the network does not answer, the doctor takes as long as the instance would wait for it.",
    answer: Bytes,
    media: "application/zip",
    answered: "The bundle.",
    command: null,
  },
  "bundle.load": {
    method: "put",
    path: "/bundle",
    summary: "Put the emulator into the state that a bundle was saved in.",
    description:
      "Replaces the state of instance, portal and hosted product, all of them or none, as a snapshot does when it is restored. Codes and tokens are others than they were where it was saved: GET /state shows them. Ports, passwords and tokens of the ready line stay.",
    body: Streamed,
    bodyAs: "bundle",
    bodyRequired: true,
    stream: { media: "application/zip", most: mostBundleBytes },
    answer: LoadedBundle,
    answered: "With what it was saved, and in what this emulator differs.",
    refusals: {
      409: "`bundle-refused`: it is damaged, of a newer version or of another edition. Nothing was changed.",
    },
    args: ["bundle"],
    command: null,
  },
} as const satisfies Record<`${string}.${string}`, OperationShape>;
