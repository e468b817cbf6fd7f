import { describe, expect, test } from "vitest";
import { understudyOn } from "../../support/command-line.ts";
import { customerOf } from "../../support/customer.ts";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

/** A customer who was put on cloud licensing by mistake: license 1001 is in force. */
async function aCustomerOnCloudLicensing() {
  const emulator = await emulatorOn("2025-06-01");
  await emulator.graphql.activate(emulator.ready.activationCode ?? "");
  return emulator;
}

const ways = [
  {
    how: "by mutation",
    async destroy({ graphql }: TestEmulator) {
      await graphql(
        'mutation { licenseDestroy(input: {id: "gid://gitlab/License/1001"}) { errors } }',
      );
    },
  },
  {
    how: "on the command line",
    destroy: (emulator: TestEmulator) => understudyOn(emulator, ["license", "destroy", "1001"]),
  },
];

async function inForce({ graphql }: TestEmulator) {
  const { body } = await graphql("{ currentLicense { id type company } }");
  return body.data.currentLicense;
}

describe.each(ways)("once its cloud license is removed $how", ({ destroy }) => {
  test("an instance whose new subscription is not on cloud licensing takes a standard license file", async () => {
    await using emulator = await aCustomerOnCloudLicensing();
    const customer = customerOf(emulator);
    await customer.sell({ company: "New Entity AG" });

    await destroy(emulator);

    expect(await inForce(emulator)).toBeNull();
    expect(await customer.upload(1002)).toBeNull();
    expect(await inForce(emulator)).toEqual({
      id: "gid://gitlab/License/1002",
      type: "legacy_license",
      company: "New Entity AG",
    });
  });

  test("an instance whose new subscription is on cloud licensing takes the code that came for it", async () => {
    await using emulator = await aCustomerOnCloudLicensing();
    const customer = customerOf(emulator);
    const { activationCode } = await customer.sell({ kind: "cloud", company: "New Entity AG" });

    await destroy(emulator);

    expect(await inForce(emulator)).toBeNull();
    expect(await emulator.graphql.activate(activationCode)).toMatchObject({ body: { errors: [] } });
    expect(await inForce(emulator)).toEqual({
      id: "gid://gitlab/License/1002",
      type: "online_cloud",
      company: "New Entity AG",
    });
  });
});

describe("without removing it", () => {
  test("the code of the new subscription takes over with no moment in between", async () => {
    await using emulator = await aCustomerOnCloudLicensing();
    const order = { kind: "cloud", company: "New Entity AG" };
    const { activationCode } = await customerOf(emulator).sell(order);

    await emulator.graphql.activate(activationCode);

    expect(await inForce(emulator)).toMatchObject({ company: "New Entity AG" });
  });
});
