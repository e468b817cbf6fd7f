import type { Ready } from "../../../src/app/emulator.ts";

/** What must not be found anywhere: codes, tokens, passwords, and each whole line of the license that was issued. */
export async function secretsOf(ready: Ready): Promise<string[]> {
  const code = ready.activationCode ?? "";
  return [
    code,
    ...Object.values(ready.tokens),
    ready.root.password,
    ...(await keyLines(ready, code)),
  ];
}

/** Asks the portal itself, which hands the key out again, as text that is wrapped and encoded once more. */
async function keyLines({ portal }: Ready, code: string): Promise<string[]> {
  const query = `mutation { cloudActivationActivate(input: {activationCode: "${code}", instanceIdentifier: "1"}) { licenseKey } }`;
  const response = await fetch(`${portal?.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  const answer = JSON.parse(await response.text());
  const key: string = answer.data.cloudActivationActivate.licenseKey;
  return key.split("\n").filter((line) => line.length === 60);
}
