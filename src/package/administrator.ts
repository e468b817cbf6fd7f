import type { Agent } from "undici";
import { EmulatorError } from "./emulator-error.ts";
import type { Activation, License } from "./license.ts";

/** What an administrator does over the instance's GraphQL. */
export interface Administrator extends AsyncDisposable {
  activate(code: string): Promise<Activation>;
  currentLicense(): Promise<License | null>;
}

const licenseFields = `id type plan name email company startsAt expiresAt blockChangesAt createdAt activatedAt lastSync
  usersInLicenseCount billableUsersCount maximumUserCount usersOverLicenseCount trial`;

const activation = `mutation ($code: String!) {
  gitlabSubscriptionActivate(input: { activationCode: $code }) {
    errors
    license { ${licenseFields} }
    futureSubscriptions { type plan name email company startsAt expiresAt usersInLicenseCount }
  }
}`;

const inForce = `{ currentLicense { ${licenseFields} } }`;

/** The administrator of an instance. Uses no global `fetch`, which tests like to replace. */
export function administratorOf(url: string, token: string): Administrator {
  let agent: Agent | undefined;
  // What our own schema answers has the type of the query.
  const ask = async <Data>(query: string, variables?: { readonly code: string }): Promise<Data> => {
    // Loaded by the first question, as by the instance when it first asks a portal.
    const undici = await import("undici");
    agent ??= new undici.Agent();
    const asked = {
      dispatcher: agent,
      method: "POST",
      headers: { "content-type": "application/json", "private-token": token },
      body: JSON.stringify({ query, variables }),
    } as const;
    const answered = undici
      .request(`${url}/api/graphql`, asked)
      .then(({ body }) => body.json() as Promise<Answer<Data>>);
    const { data, errors } = await answered.catch(noAnswer);
    if (data && !errors) return data;
    const messages = (errors ?? []).map(({ message }) => message).join("; ");
    throw new EmulatorError("graphql-errors", `The instance answered with errors: ${messages}`);
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
    [Symbol.asyncDispose]: async () => agent?.destroy(),
  };
}

/** As a fault of the instance has it, or because the emulator has stopped. */
function noAnswer(error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  const message = `The instance did not answer as it does (${reason}): has a fault befallen it, or was the emulator stopped?`;
  throw new EmulatorError("no-answer", message, { cause: error });
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string }[];
}
