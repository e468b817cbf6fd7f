import { expect } from "vitest";
import { type Emulator, startEmulator } from "../../src/package/start-emulator.ts";
import { graphqlClient } from "./graphql-client.ts";

/** Loses replies of the portal after it has done its work, and tries again: a new code each time. */
export async function loseReplies(times: number) {
  await using emulator = await startEmulator({ now: "2025-06-01", frozen: true });
  for (let round = 1; round <= times; round += 1) await loseOne(emulator, round);
  expect((await numbersIn(emulator)).toSorted((one, other) => one - other)).toEqual(
    Array.from({ length: times }, (_, index) => 1001 + index),
  );
}

async function loseOne(emulator: Emulator, round: number) {
  const { name, activationCode } = await emulator.sell();
  const code = activationCode ?? "";
  const before = await emulator.currentLicense();
  const losses = 1 + (round % 3);
  await emulator.fault({ kind: "drop-connection", when: "after", times: losses });

  for (let loss = 0; loss < losses; loss += 1) {
    expect(await emulator.activate(code)).toEqual({
      errors: ["CONNECTIVITY_ERROR"],
      license: null,
      futureSubscriptions: [],
    });
  }
  const atPortal = { cloudLicensing: true, licenseNumber: 1000 + round };
  expect(await sold(emulator, name)).toMatchObject(atPortal);
  expect(await emulator.currentLicense()).toEqual(before);

  expect((await emulator.activate(code)).errors).toEqual([]);
  // And once more, as whoever has lost the instance's own answer does.
  expect((await emulator.activate(code)).errors).toEqual([]);
  expect(await sold(emulator, name)).toMatchObject(atPortal);
  expect((await emulator.currentLicense())?.id).toBe(`gid://gitlab/License/${1000 + round}`);
}

async function sold({ control }: Emulator, name: string) {
  const response = await fetch(`${control.url}/portal/subscriptions/${name}`);
  return response.json();
}

const page = `query ($after: String) {
  licenseHistoryEntries(after: $after) { nodes { id } pageInfo { endCursor hasNextPage } }
}`;

/** The numbers of all rows that there are. */
async function numbersIn({ instance, tokens }: Emulator): Promise<number[]> {
  const graphql = graphqlClient(`${instance.url}/api/graphql`, tokens.admin);
  const numbers: number[] = [];
  for (let after: string | null = null; ; ) {
    const { body } = await graphql(page, { after });
    const { nodes, pageInfo } = body.data.licenseHistoryEntries;
    for (const { id } of nodes) numbers.push(Number(id.split("/").at(-1)));
    if (!pageInfo.hasNextPage) return numbers;
    after = pageInfo.endCursor;
  }
}
