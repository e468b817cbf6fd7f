import { describe, expect, test } from "vitest";
import { type Fault, faultKinds } from "../../../src/contract/fault.ts";
import { emulatorOn, newEmulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

const ofNetwork = Object.entries(faultKinds)
  .filter(([, { where }]) => where === "network")
  .map(([kind]) => kind as Fault["kind"]);

const arm = (emulator: TestEmulator, fault: Record<string, unknown>) =>
  emulator.control.post("/faults", fault);

const armed = async (emulator: TestEmulator) => (await emulator.control.get("/faults")).body;

describe("arming a network", () => {
  test.each(ofNetwork)("of the kind %s answers with the fault, and lists it", async (kind) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await arm(emulator, { kind });

    const usual = { id: expect.any(String), kind, endpoint: "network", times: 1 };
    const given: Partial<Record<string, object>> = {
      "tcp-refused": { addresses: "all" },
      "tcp-reset": { addresses: "all" },
      "tcp-blackhole": { addresses: "all" },
      "proxy-required": { variable: "http_proxy" },
      "proxy-407": { user: "understudy", password: "understudy" },
    };
    expect({ status, body }).toEqual({ status: 201, body: { ...usual, ...given[kind] } });
    expect(await armed(emulator)).toEqual([body]);
  });

  test.each([
    { kind: "tcp-refused", endpoint: "activate" },
    { kind: "html", endpoint: "network" },
    { kind: "tcp-refused", addresses: "last" },
    { kind: "tcp-silent", addresses: "first" },
    { kind: "proxy-required", variable: "all_proxy" },
    { kind: "proxy-407", user: "a:b" },
    { kind: "proxy-407", password: "" },
    { kind: "dns-none" },
  ])("is refused where it does not fit: %j", async (fault) => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await arm(emulator, fault)).toMatchObject({ status: 400 });
    expect(await armed(emulator)).toEqual([]);
  });

  test("is refused where the portal is somebody else's", async () => {
    await using emulator = await emulatorOn("2025-06-01", { portalUrl: "http://127.0.0.1:9" });

    expect(await arm(emulator, { kind: "dns-silent" })).toMatchObject({
      status: 409,
      body: { error: { code: "no-stand-in-portal" } },
    });
  });
});

describe("networks that are armed", () => {
  test("share their numbers with other faults, and stand among them in the order of arming", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");
    await arm(emulator, { kind: "html" });
    await arm(emulator, { kind: "tcp-refused" });
    await arm(emulator, { kind: "html", endpoint: "graphql" });
    await arm(emulator, { kind: "dns-nxdomain", times: "standing" });

    expect(await armed(emulator)).toMatchObject([
      { id: "1", kind: "html" },
      { id: "2", kind: "tcp-refused" },
      { id: "3", kind: "html" },
      { id: "4", kind: "dns-nxdomain" },
    ]);
  });

  test("are removed one by one", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { body: first } = await arm(emulator, { kind: "tcp-refused" });
    const { body: second } = await arm(emulator, { kind: "tcp-reset" });

    expect(await emulator.control.delete(`/faults/${first.id}`)).toMatchObject({ status: 204 });

    expect(await armed(emulator)).toEqual([second]);
    expect(await emulator.control.delete(`/faults/${first.id}`)).toMatchObject({ status: 404 });
  });

  test("are gone after DELETE, and after a reset", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await arm(emulator, { kind: "tcp-silent", times: "standing" });
    await emulator.control.delete("/faults");
    expect(await armed(emulator)).toEqual([]);
    await arm(emulator, { kind: "tcp-silent", times: "standing" });

    await emulator.control.post("/reset");

    expect(await armed(emulator)).toEqual([]);
  });

  test("are told of by the timeline, from arming to removal", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");
    await arm(emulator, { kind: "tls-inspected", times: 2 });
    await emulator.control.delete("/faults");

    const { body } = await emulator.control.get("/timeline?kind=fault");

    expect(body).toMatchObject([
      { action: "armed", fault: "tls-inspected", endpoint: "network", times: 2 },
      { action: "removed", fault: "tls-inspected", endpoint: "network" },
    ]);
  });
});
