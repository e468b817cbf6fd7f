import { describe, expect, test } from "vitest";
import {
  type FutureSubscription,
  kindOfFutureSubscription,
} from "../../../src/activation/future-subscription.ts";

const aSubscription = (flags: Partial<FutureSubscription>): FutureSubscription => ({
  cloudLicenseEnabled: null,
  offlineCloudLicenseEnabled: null,
  offlineCloudLicensing: null,
  plan: "ultimate",
  company: null,
  email: null,
  name: null,
  startsAt: "2021-12-08",
  expiresAt: "2022-12-08",
  seats: 25,
  ...flags,
});

describe("a future subscription", () => {
  test.each([
    { cloudLicenseEnabled: true, offlineCloudLicensing: true, kind: "offline_cloud" },
    { cloudLicenseEnabled: true, offlineCloudLicensing: false, kind: "online_cloud" },
    { cloudLicenseEnabled: true, offlineCloudLicensing: null, kind: "online_cloud" },
    { cloudLicenseEnabled: true, offlineCloudLicenseEnabled: true, kind: "online_cloud" },
    { cloudLicenseEnabled: false, offlineCloudLicensing: true, kind: "legacy_license" },
    { cloudLicenseEnabled: null, offlineCloudLicensing: null, kind: "legacy_license" },
  ] as const)("is of kind $kind: %o", ({ kind, ...flags }) => {
    expect(kindOfFutureSubscription(aSubscription(flags))).toBe(kind);
  });
});
