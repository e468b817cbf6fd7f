import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { licenseKeyOf } from "./license-key-of.ts";

const seeded = (seed: string) => emulatorOn("2025-06-01", { seed });

/** Everything random that an emulator shows. */
async function play({ ready, graphql, control }: TestEmulator) {
  const { tokens, root, activationCode } = ready;
  await graphql.activate(activationCode ?? "");
  const sold = await control.post("/portal/subscriptions", { company: "ACME" });
  const issued = await control.post("/portal/licenses", { licensee: { Name: "Zoë" } });
  const { body: traffic } = await control.get("/traffic?hop=portal");
  const { instanceIdentifier, uniqueInstanceId } = JSON.parse(traffic[0].request.body).variables;
  const { body: state } = await control.get("/state");
  const key = await licenseKeyOf(ready, activationCode);
  const later = await licenseKeyOf(ready, sold.body.activationCode);
  const ids = { instanceIdentifier, uniqueInstanceId };
  return { tokens, root, activationCode, ids, state, sold, issued, key, later };
}

describe("with a seed and a clock that stands still", () => {
  test("the same calls give the same tokens, codes, ids and license keys", async () => {
    await using one = await seeded("7");
    await using other = await seeded("7");

    expect(await play(one)).toEqual(await play(other));
  });

  test("starting over gives the same once more", async () => {
    await using emulator = await seeded("7");
    const first = await play(emulator);

    await emulator.control.post("/reset");

    expect(await play(emulator)).toEqual(first);
  });

  test("another seed gives others", async () => {
    await using one = await seeded("7");
    await using other = await seeded("8");

    const [first, second] = [await play(one), await play(other)];

    for (const name of ["tokens", "root", "activationCode", "ids", "key", "later"] as const) {
      expect(first[name]).not.toEqual(second[name]);
    }
  });

  test("a control token is the same as well", async () => {
    const exposed = { seed: "7", host: "0.0.0.0", notForProduction: "true" };
    await using one = await emulatorOn("2025-06-01", exposed);
    await using other = await emulatorOn("2025-06-01", exposed);

    expect(one.ready.control.token).toBe(other.ready.control.token);
  });
});

test("all tokens, passwords and codes of one emulator differ", async () => {
  await using emulator = await seeded("7");
  const { tokens, root, activationCode } = emulator.ready;

  const secrets = [...Object.values(tokens), root.password, activationCode];
  expect(new Set(secrets).size).toBe(5);
});
