import { Pool } from "undici";
import { z } from "zod";
import { authoritiesBeside } from "../base/authorities.ts";

/** What of a license is looked at: enough that no two licenses of a proof are alike, and a mixture of two is like none. */
const fields = "id type plan name email company startsAt expiresAt usersInLicenseCount";

export interface LicenseApiOptions {
  /** The instance, without `/api/graphql`. */
  readonly url: string;
  /** Access token of an administrator. */
  readonly token: string;
  /** The certificate (PEM) of an authority that is trusted besides the usual ones. */
  readonly authority?: string | undefined;
  readonly connections: number;
}

/** What came of a read: the license as text, to be compared as a whole. */
export type Read =
  | { readonly license: string | null }
  /** Anything but an answer with a license or null. */
  | { readonly failure: string };

/** The two operations of a license API that a proof is made of. */
export function licenseApiAt({ url, token, authority, connections }: LicenseApiOptions) {
  const { origin, pathname } = new URL(url);
  const path = `${pathname.replace(/\/$/, "")}/api/graphql`;
  const headers = { "private-token": token, "content-type": "application/json" };
  const trusting = authority === undefined ? {} : { connect: { ca: authoritiesBeside(authority) } };
  const pool = new Pool(origin, { connections, ...trusting });
  const ask = async (asked: string) => {
    const { statusCode, body } = await pool.request({
      method: "POST",
      path,
      headers,
      body: asked,
    });
    return { statusCode, text: await body.text() };
  };
  let latest: { readonly text: string; readonly license: string | null } | null = null;
  return {
    async read(): Promise<Read> {
      try {
        const answer = await ask(reading);
        // Between two replacements every answer is the same text.
        if (answer.statusCode === 200 && latest?.text === answer.text) return latest;
        const license = inText(dataIn(answer, Current).currentLicense);
        latest = { text: answer.text, license };
        return latest;
      } catch (error) {
        return { failure: reason(error) };
      }
    },
    /** The license that a code brought, or what there is against it. */
    async activate(code: string): Promise<Read> {
      try {
        const answer = await ask(JSON.stringify({ query: activation, variables: { code } }));
        const { errors, license } = dataIn(answer, Activated).gitlabSubscriptionActivate;
        const [first] = errors;
        if (first !== undefined) return { failure: first };
        return { license: inText(license) };
      } catch (error) {
        return { failure: reason(error) };
      }
    },
    [Symbol.asyncDispose]: () => pool.destroy(),
  };
}

export type LicenseApi = ReturnType<typeof licenseApiAt>;

const reading = JSON.stringify({ query: `{ currentLicense { ${fields} } }`, variables: {} });

const activation = `mutation($code: String!) {
  gitlabSubscriptionActivate(input: {activationCode: $code}) { errors license { ${fields} } }
}`;

/** What is compared as a whole is kept as it came. */
const License = z.record(z.string(), z.unknown());

/** An answer with errors at its top is none. */
const answerWith = <Data>(data: z.ZodType<Data>) =>
  z.object({ data, errors: z.undefined().optional() });

const Current = answerWith(z.object({ currentLicense: License.nullable() }));
const Activated = answerWith(
  z.object({
    gitlabSubscriptionActivate: z.object({
      errors: z.array(z.string()),
      license: License.nullable(),
    }),
  }),
);

interface Answer {
  readonly statusCode: number;
  readonly text: string;
}

function dataIn<Data>({ statusCode, text }: Answer, shape: z.ZodType<{ readonly data: Data }>) {
  const answer = statusCode === 200 ? shape.safeParse(JSON.parse(text)) : null;
  if (!answer?.success) throw new Error(`status ${statusCode}: ${text.slice(0, 300)}`);
  return answer.data.data;
}

const inText = (license: z.output<typeof License> | null) =>
  license === null ? null : JSON.stringify(license);

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));
