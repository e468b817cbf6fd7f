import { describe, test } from "vitest";
import { understudy, understudyOn } from "../../support/command-line.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

const shown = `id                  1001
plan                premium
type                online_cloud
company             Example Company
name                Example Admin
email               admin@example.com
seats               10
starts              2025-06-01
expires             2026-06-01
blocks changes      2026-06-15
activated           2025-06-01
last sync           2025-06-01T00:00:00Z
billable users      8
maximum users       8
users over license  0
`;

describe.concurrent("understudy activate", () => {
  test("prints the license that the code brought", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const activated = await understudyOn(emulator, [
      "activate",
      emulator.ready.activationCode ?? "",
    ]);

    expect(activated).toEqual({ end: 0, stdout: shown, stderr: "" });
  });

  test.for([
    { timeZone: "UTC", now: "2025-06-01T12:00:00Z", expiredOn: "2025-06-01" },
    { timeZone: "Europe/Berlin", now: "2025-06-01T23:00:00Z", expiredOn: "2025-06-02" },
    { timeZone: "America/New_York", now: "2025-06-02T01:00:00Z", expiredOn: "2025-06-01" },
  ])(
    "says in $timeZone that the license has expired, if its subscription was cancelled",
    async ({ timeZone, now, expiredOn }, { expect }) => {
      await using emulator = await emulatorOn(now, { timeZone });
      const code = emulator.ready.activationCode ?? "";
      const before = await understudyOn(emulator, ["activate", code]);
      await emulator.control.post("/portal/subscriptions/A-S00000001/cancel", {});

      const { end, stdout } = await understudyOn(emulator, ["activate", code]);

      const sentence = `This license expired on ${expiredOn}: its subscription was cancelled.`;
      expect({ end, last: stdout.trimEnd().split("\n").at(-1) }).toEqual({
        end: 0,
        last: sentence,
      });
      expect(before.stdout).not.toContain("expired");
    },
  );

  test("prints the payload of the mutation for programs", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const code = emulator.ready.activationCode ?? "";

    const { end, stdout } = await understudyOn(emulator, ["activate", code, "--json"]);

    expect({ end, payload: JSON.parse(stdout) }).toMatchObject({
      end: 0,
      payload: {
        errors: [],
        license: { id: "gid://gitlab/License/1001", usersInLicenseCount: 10 },
        futureSubscriptions: [],
      },
    });
  });

  test("ends with 1 and says why on standard error if the activation is refused", async ({
    expect,
  }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.post("/faults", { kind: "errors", errors: ["Used before.", "Sorry."] });

    const code = emulator.ready.activationCode ?? "";
    const refused = await understudyOn(emulator, ["activate", code]);

    const cause = "The portal answered, and refused the code in the words above.";
    expect(refused).toEqual({ end: 1, stdout: "", stderr: `Used before.\nSorry.\n${cause}\n` });
  });

  test.for([
    [
      { kind: "tls-inspected" },
      "The certificate of customers.understudy.test (2001:db8::10) was not accepted: SELF_SIGNED_CERT_IN_CHAIN. Its chain ends with a root that the instance does not trust, such as an inspecting appliance's.",
    ],
    [{ kind: "status", status: 503 }, "The portal answered with the HTTP status 503."],
  ] as const)(
    "says behind the product's word what was the matter with the connection: %j",
    async ([fault, cause], { expect }) => {
      await using emulator = await emulatorOn("2025-06-01");
      await emulator.control.post("/faults", fault);

      const refused = await understudyOn(emulator, [
        "activate",
        emulator.ready.activationCode ?? "",
      ]);

      const stderr = `CONNECTIVITY_ERROR\n${cause}\n`;
      expect(refused).toEqual({ end: 1, stdout: "", stderr });
    },
  );

  test("still prints the payload for programs if the activation is refused", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { stdout, ...refused } = await understudyOn(emulator, ["activate", "short", "--json"]);

    const problem = "The activation code should be a 24-character alphanumeric string";
    const cause =
      "The instance refused the code itself: it is not 24 letters, digits or underscores. The portal was not asked.";
    expect(refused).toEqual({ end: 1, stderr: `${problem}\n${cause}\n` });
    expect(JSON.parse(stdout)).toMatchObject({ errors: [problem], license: null });
  });

  test("is refused to an ordinary user", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const { instance, tokens, activationCode } = emulator.ready;
    const asUser = ["--url", instance.url, "--token", tokens.user];

    expect(await understudy(["activate", activationCode ?? "", ...asUser])).toEqual({
      end: 1,
      stdout: "",
      stderr:
        "The resource that you are attempting to access does not exist or you don't have permission to perform this action\n",
    });
  });
});
