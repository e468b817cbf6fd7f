import { Pool } from "undici";

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
  const ask = async (query: string, variables = {}): Promise<unknown> => {
    const { statusCode, body } = await pool.request({
      method: "POST",
      path: `${pathname.replace(/\/$/, "")}/api/graphql`,
      headers: { "private-token": token, "content-type": "application/json" },
      body: JSON.stringify({ query, variables }),
    });
    const text = await body.text();
    const answer: unknown = statusCode === 200 ? JSON.parse(text) : undefined;
    const data = memberOf(answer, "data");
    if (memberOf(answer, "errors") !== undefined || data === undefined) {
      throw new Error(`status ${statusCode}: ${text.slice(0, 300)}`);
    }
    return data;
  };
  return {
    async read(): Promise<Read> {
      try {
        const license = memberOf(await ask(`{ currentLicense { ${fields} } }`), "currentLicense");
        return { license: license === null ? null : JSON.stringify(license) };
      } catch (error) {
        return { failure: reason(error) };
      }
    },
    /** The license that a code brought, or what there is against it. */
    async activate(code: string): Promise<Read> {
      try {
        const payload = memberOf(await ask(activation, { code }), "gitlabSubscriptionActivate");
        const [first] = listOf(memberOf(payload, "errors"));
        if (first !== undefined) return { failure: String(first) };
        return { license: JSON.stringify(memberOf(payload, "license")) };
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

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));
