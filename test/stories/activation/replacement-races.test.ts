import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

const destroy = async ({ graphql }: TestEmulator, id: string) => {
  const { body } = await graphql(
    "mutation($id: LicenseID!) { licenseDestroy(input: {id: $id}) { license { id } } }",
    { id },
  );
  return body.data.licenseDestroy !== null;
};

async function history({ graphql }: TestEmulator): Promise<string[]> {
  const { body } = await graphql(
    "{ licenseHistoryEntries { nodes { id } } currentLicense { id } }",
  );
  const ids = body.data.licenseHistoryEntries.nodes.map(({ id }: { id: string }) => id);
  expect(body.data.currentLicense?.id ?? null).toBe(ids[0] ?? null);
  return ids;
}

describe("an activation and the removal of its license at once", () => {
  test("end in a legal history, each time", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const code = emulator.ready.activationCode ?? "";
    const { body } = await emulator.graphql.activate(code);
    const id: string = body.license.id;
    /** The later, the more questions are answered before. */
    const destroyLate = async (questions: number) => {
      for (let asked = 0; asked < questions; asked += 1) await emulator.graphql("{ __typename }");
      return destroy(emulator, id);
    };

    const outcomes = new Set<boolean>();
    for (let round = 0; round < 32; round += 1) {
      await destroy(emulator, id);
      const [activated, removed] = await Promise.all([
        emulator.graphql.activate(code),
        destroyLate(round % 16),
      ]);

      expect(activated.body).toMatchObject({ errors: [], license: { id } });
      expect(await history(emulator)).toEqual(removed ? [] : [id]);
      outcomes.add(removed);
    }
    expect(outcomes).toEqual(new Set([false, true]));
  });

  test("leave the other license alone, whichever comes first", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control, graphql } = emulator;
    for (let round = 0; round < 10; round += 1) {
      const first = (await control.post("/portal/subscriptions", {})).body.activationCode;
      const second = (await control.post("/portal/subscriptions", {})).body.activationCode;
      const before = (await graphql.activate(first)).body.license.id;

      const [activated, removed] = await Promise.all([
        graphql.activate(second),
        destroy(emulator, before),
      ]);

      expect(removed).toBe(true);
      expect((await history(emulator))[0]).toBe(activated.body.license.id);
      expect(await history(emulator)).not.toContain(before);
    }
  });
});
