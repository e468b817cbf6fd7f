import { z } from "zod";
import { codeChecks } from "../activation/activation-code.ts";
import { instanceKinds } from "../activation/portal-access.ts";
import { productVersion } from "../base/product-version.ts";
import { ruleYears } from "../license/seat-rules.ts";
import { bodyUnfit, type OperationShape } from "./operation.ts";

const gitlabVersion = z
  .string()
  .regex(productVersion.pattern, { error: `must be ${productVersion.words}` })
  .meta({
    description: "Version that the instance says it has, and whose rules of the network apply.",
    example: productVersion.standard,
  });

const fields = {
  gitlabVersion,
  silentMode: z
    .boolean()
    .describe(
      "Nothing leaves the instance that could change something elsewhere: the portal is not asked.",
    ),
  instanceKind: z
    .enum(instanceKinds)
    .describe("`saas` is an instance of the hosted product, which no code activates."),
  rules: z
    .enum(ruleYears)
    .describe("Year of the rules by which a license is refused for its seats."),
  activationCodeCheck: z
    .enum(codeChecks)
    .describe(
      "`strict` refuses what is not 24 letters, digits or underscores; `portal` leaves it to the portal.",
    ),
  leakTransportTexts: z
    .boolean()
    .describe("Administrators are shown the texts of exceptions where the product does."),
};

export const Settings = z.object({ ...fields, gitlabVersion: z.string() }).meta({ id: "Settings" });

export const SettingsChange = z.strictObject(fields).partial().meta({ id: "SettingsChange" });

/** Settings of the instance that can change while it runs. */
export const settingsOperations = {
  "settings.show": {
    method: "get",
    path: "/settings",
    summary: "Show the settings of the instance that can change while it runs.",
    answer: Settings,
    answered: "The settings as they are now.",
    command: { name: "settings show", examples: ["--json"] },
  },
  "settings.set": {
    method: "put",
    path: "/settings",
    summary: "Change settings of the instance while it runs.",
    description:
      "Changes the settings that are named. They last over restarts, whatever those say, until a reset.",
    body: SettingsChange,
    answer: Settings,
    answered: "The settings as they are now.",
    refusals: {
      400: bodyUnfit,
      409: "`edition-differs`: the instance is of an edition that has no such version or kind.",
    },
    command: { name: "settings set", examples: ["--silent-mode", "--gitlab-version 17.11.0-ee"] },
  },
} as const satisfies Record<`${string}.${string}`, OperationShape>;
