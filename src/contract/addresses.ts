import { z } from "zod";

const Address = z.object({ url: z.string() });

export const Addresses = z
  .object({
    instance: Address,
    portal: Address.nullable().describe("Null if the portal is somebody else's."),
    hosted: Address.nullable().describe("The hosted product; null while none runs."),
    tokens: z
      .object({ admin: z.string(), user: z.string(), readApi: z.string() })
      .describe("Access tokens of the instance, as the ready line has them."),
  })
  .meta({
    id: "Addresses",
    description: "Where the emulator is, and with which tokens it is asked.",
  });
