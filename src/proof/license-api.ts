import { Pool } from "undici";
import { z } from "zod";

/** What of a license is looked at: enough that no two licenses of a proof are alike, and a mixture of two is like none. */
const fields = "id type plan name email company startsAt expiresAt usersInLicenseCount";

export interface LicenseApiOptions {
  /** The instance, without `/api/graphql`. */
  readonly url: string;
  /** Access token of an administrator. */
  readonly token: string;
  readonly connections: number;
}

/** What came of a read: the license as text, to be compared as a whole. */
export type Read =
  | { readonly license: string | null }
  /** Anything but an answer with a license or null. */
  | { readonly failure: string };

/** The two operations of a license API that a proof is made of. */
export function licenseApiAt({ url, token, connections }: LicenseApiOptions) {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections });
  const ask = async <Data>(shape: z.ZodType<Data>, query: string, variables = {}) => {
    const { statusCode, body } = await pool.request({
      method: "POST",
      path: `${pathname.replace(/\/$/, "")}/api/graphql`,
      headers: { "private-token": token, "content-type": "application/json" },
      body: JSON.stringify({ query, variables }),
    });
    const text = await body.text();
    const answer = statusCode === 200 ? answerWith(shape).safeParse(JSON.parse(text)) : null;
    if (!answer?.success) throw new Error(`status ${statusCode}: ${text.slice(0, 300)}`);
    return answer.data.data;
  };
  return {
    async read(): Promise<Read> {
      try {
        const { currentLicense } = await ask(Current, `{ currentLicense { ${fields} } }`);
        return { license: inText(currentLicense) };
      } catch (error) {
        return { failure: reason(error) };
      }
    },
    /** The license that a code brought, or what there is against it. */
    async activate(code: string): Promise<Read> {
      try {
        const { gitlabSubscriptionActivate } = await ask(Activated, activation, { code });
        const { errors, license } = gitlabSubscriptionActivate;
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

const activation = `mutation($code: String!) {
  gitlabSubscriptionActivate(input: {activationCode: $code}) { errors license { ${fields} } }
}`;

/** What is compared as a whole is kept as it came. */
const License = z.record(z.string(), z.unknown());
const Current = z.object({ currentLicense: License.nullable() });
const Activated = z.object({
  gitlabSubscriptionActivate: z.object({
    errors: z.array(z.string()),
    license: License.nullable(),
  }),
});

const inText = (license: z.output<typeof License> | null) =>
  license === null ? null : JSON.stringify(license);

/** An answer with errors at its top is none. */
const answerWith = <Data>(data: z.ZodType<Data>) =>
  z.object({ data, errors: z.undefined().optional() });

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));
