import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { ask } from "../graphql/ask.ts";

const remove = (emulator: TestEmulator, id: string | number, sent = {}) =>
  ask(emulator, { method: "DELETE", path: `/api/v4/license/${id}`, ...sent });

const licenses = async ({ control }: TestEmulator) => (await control.get("/state")).body.licenses;

async function activateFirst({ ready, graphql }: TestEmulator) {
  await graphql.activate(ready.activationCode ?? "");
}

describe("DELETE /license/:id", () => {
  test.each([{ sent: {} }, { sent: { body: '{"reason":"moved"}' } }])(
    "removes the row of that database id ($sent)",
    async ({ sent }) => {
      await using emulator = await emulatorOn("2025-06-01");
      await activateFirst(emulator);
      const [{ row }] = await licenses(emulator);

      const { status, body } = await remove(emulator, row, sent);

      expect({ status, body }).toEqual({ status: 204, body: "" });
      expect(await licenses(emulator)).toEqual([]);
    },
  );

  test("does not take the portal's license number for a database id", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await activateFirst(emulator);
    const [{ number }] = await licenses(emulator);

    const { status, body } = await remove(emulator, number);

    expect({ status, body }).toEqual({ status: 404, body: { message: "404 Not found" } });
    expect(await licenses(emulator)).toHaveLength(1);
  });

  test("clears the future subscriptions with the license in force", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control, graphql } = emulator;
    const { body } = await control.post("/portal/subscriptions", {
      futureTerms: [
        { plan: "ultimate", seats: 5, startsOn: "2026-06-01", expiresOn: "2027-06-01" },
      ],
    });
    await graphql.activate(body.activationCode);
    const future = "{ subscriptionFutureEntries { nodes { plan } } }";
    const before = await graphql(future);
    const [{ row }] = await licenses(emulator);

    await remove(emulator, row);

    expect(before.body.data.subscriptionFutureEntries.nodes).toEqual([{ plan: "ultimate" }]);
    expect((await graphql(future)).body.data.subscriptionFutureEntries.nodes).toEqual([]);
  });

  test.each([
    { id: "0", status: 404, body: { message: "404 Not found" } },
    { id: "abc", status: 400, body: { error: "id is invalid" } },
    { id: "-1", status: 400, body: { error: "id is invalid" } },
    { id: "%E0%A4", status: 400, body: { error: "id is invalid" } },
    { id: "99999999999999999999", status: 400, body: { error: "id is invalid" } },
  ])("answers $status to the id $id", async ({ id, status, body }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const answer = await remove(emulator, id);

    expect({ status: answer.status, body: answer.body }).toEqual({ status, body });
  });
});
