import type { Ready } from "../../../src/app/emulator.ts";
import { graphqlClient } from "../../support/graphql-client.ts";

const mutation = `mutation($code: String!) {
  cloudActivationActivate(input: {activationCode: $code, instanceIdentifier: "i", uniqueInstanceId: "u", automated: false, gitlabVersion: "18.5.0-ee", hostname: "a.test"}) {
    licenseKey
  }
}`;

/** The key that the stand-in portal gives for a code. */
export async function licenseKeyOf({ portal }: Ready, code: string | null): Promise<string> {
  const { body } = await graphqlClient(`${portal?.url}/graphql`, null)(mutation, { code });
  return body.data.cloudActivationActivate.licenseKey;
}
