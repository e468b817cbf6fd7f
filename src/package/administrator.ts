import { askerAt } from "../app/ask-instance.ts";
import { CurrentLicense } from "../contract/current-license.ts";
import { EmulatorError } from "./emulator-error.ts";
import type { Activation } from "./license.ts";
import type { License } from "./verbs.ts";

/** What an administrator does over the instance's GraphQL. */
export interface Administrator extends AsyncDisposable {
  activate(code: string): Promise<Activation>;
  currentLicense(): Promise<License | null>;
}

const licenseFields = Object.keys(CurrentLicense.shape).join(" ");

const activation = `mutation ($code: String!) {
  gitlabSubscriptionActivate(input: { activationCode: $code }) {
    errors
    license { ${licenseFields} }
    futureSubscriptions { type plan name email company startsAt expiresAt usersInLicenseCount }
  }
}`;

const inForce = `{ currentLicense { ${licenseFields} } }`;

/** The administrator of an instance that shows a certificate of an authority, or none. */
export function administratorOf(
  url: string,
  token: string,
  authority: string | null,
): Administrator {
  const asker = askerAt(url, token, authority);
  const ask = async <Data>(query: string, variables?: { readonly code: string }): Promise<Data> => {
    const { outcome } = await asker.ask<Data>(query, variables);
    if (outcome.ok) return outcome.value;
    const { code, message, cause } = outcome.error;
    throw new EmulatorError(code, message, { cause });
  };
  return {
    async activate(code) {
      const { gitlabSubscriptionActivate } = await ask<{ gitlabSubscriptionActivate: Activation }>(
        activation,
        { code },
      );
      return gitlabSubscriptionActivate;
    },
    async currentLicense() {
      return (await ask<{ currentLicense: License | null }>(inForce)).currentLicense;
    },
    [Symbol.asyncDispose]: () => asker[Symbol.asyncDispose](),
  };
}
