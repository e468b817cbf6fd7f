import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { LicenseExplained, WordedAccount } from "../activation/explain-license.ts";
import { explanationText } from "../activation/explanation-text.ts";
import { maxLicenseBytes } from "../activation/upload.ts";
import type { License } from "../license/license.ts";
import type { Controlled } from "./controlled.ts";
import { ExplanationShape } from "./license-shapes.ts";
import { json, refused } from "./shapes.ts";

const explainLicense = createRoute({
  method: "post",
  path: "/licenses/explain",
  description:
    "Says whether a license file would be admitted now, by which rule, and what would let it pass. Installs nothing.",
  request: {
    body: {
      content: {
        "application/json": {
          schema: z.strictObject({
            license: z
              .string()
              .max(maxLicenseBytes, { error: `must have at most ${maxLicenseBytes} characters` }),
          }),
        },
      },
      required: true,
    },
  },
  responses: {
    200: json(ExplanationShape, "The explanation, also of a refusal."),
    400: refused("The body does not fit."),
  },
});

export function licenseRoutes(app: OpenAPIHono, { explain }: Controlled) {
  app.openapi(explainLicense, async (c) =>
    c.json(explanationShown(await explain(c.req.valid("json").license)), 200),
  );
}

function explanationShown(explained: LicenseExplained): z.infer<typeof ExplanationShape> {
  const text = explanationText(explained);
  if (explained.license === null) {
    const { license, today, messages, problems } = explained;
    return {
      license,
      today,
      ...nothingCounted,
      messages: [...messages],
      problems: [...problems],
      text,
    };
  }
  const { license, today, account, otherYears } = explained;
  return {
    license: licenseShown(license),
    today,
    ...accountShown(account),
    problems: [],
    otherYears: otherYears.map(accountShown),
    text,
  };
}

const nothingCounted = {
  rules: "today",
  verdict: "refused",
  rule: "license-key",
  tellsOthers: false,
  window: null,
  historicalMax: null,
  peakDays: [],
  usersNow: null,
  steps: [],
  remedies: [],
  otherYears: [],
} as const satisfies Partial<z.infer<typeof ExplanationShape>>;

const licenseShown = (license: License) => ({
  number: license.number,
  plan: license.plan,
  cloud: license.cloud,
  seats: license.seats,
  previousSeats: license.previousSeats,
  trueUpSeats: license.trueUpSeats,
  startsOn: license.startsOn,
  expiresOn: license.expiresOn,
});

const accountShown = ({ admitted, ...account }: WordedAccount) => ({
  ...account,
  verdict: admitted ? ("admitted" as const) : ("refused" as const),
  messages: [...account.messages],
  peakDays: [...account.peakDays],
  steps: [...account.steps],
  remedies: [...account.remedies],
});
