import { describe, expect, test } from "vitest";
import { isSubscriptionCancelled, kindOf } from "../../../src/license/license.ts";
import { aLicense } from "./a-license.ts";

describe("a license", () => {
  test.each([
    { cloud: false, offlineCloud: false, kind: "legacy_license" },
    { cloud: true, offlineCloud: false, kind: "online_cloud" },
    { cloud: true, offlineCloud: true, kind: "offline_cloud" },
  ])("with cloud $cloud and offline $offlineCloud is of the kind $kind", ({ kind, ...flags }) => {
    expect(kindOf(aLicense(flags))).toEqual(kind);
  });

  test.each([
    { cloud: true, offlineCloud: false, generatedFromCancellation: true, cancelled: true },
    { cloud: true, offlineCloud: false, generatedFromCancellation: false, cancelled: false },
    { cloud: true, offlineCloud: true, generatedFromCancellation: true, cancelled: false },
    { cloud: false, offlineCloud: false, generatedFromCancellation: true, cancelled: false },
  ])("with %j tells of a cancelled subscription or not", ({ cancelled, ...flags }) => {
    expect(isSubscriptionCancelled(aLicense(flags))).toEqual(cancelled);
  });
});
