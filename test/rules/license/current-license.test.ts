import { describe, expect, test } from "vitest";
import { currentLicense } from "../../../src/license/current-license.ts";
import type { License } from "../../../src/license/license.ts";
import { aLicense, day } from "./a-license.ts";

const today = day("2025-06-15");
const usable = aLicense({ startsOn: day("2025-01-01"), expiresOn: day("2026-01-01") });
const expired = aLicense({ startsOn: day("2024-06-15"), expiresOn: today });
const future = aLicense({ startsOn: day("2025-06-16"), expiresOn: day("2026-06-16") });
const online = { ...usable, cloud: true };
const cancellation = { ...online, generatedFromCancellation: true };

/** The place of the current license among the given ones, newest first. */
const current = (licenses: readonly License[]) =>
  currentLicense(
    licenses.map((license, place) => ({ license, place })),
    today,
  )?.place ?? null;

describe("of several licenses, newest first,", () => {
  test.each([
    { name: "two usable", licenses: [usable, usable], place: 0 },
    {
      name: "a usable one and an earlier one that lasts longer",
      licenses: [usable, { ...usable, expiresOn: day("2030-01-01") }],
      place: 0,
    },
    { name: "an expired and a usable one", licenses: [expired, usable], place: 1 },
    { name: "all expired", licenses: [expired, expired], place: 0 },
    { name: "a future and a usable one", licenses: [future, usable], place: 1 },
    { name: "a future and an expired one", licenses: [future, expired], place: 1 },
    { name: "only future ones", licenses: [future, future], place: null },
    { name: "none at all", licenses: [], place: null },
    {
      name: "one that starts today and a usable one",
      licenses: [{ ...future, startsOn: today }, usable],
      place: 0,
    },
    {
      name: "one that expires tomorrow and a usable one",
      licenses: [{ ...expired, expiresOn: day("2025-06-16") }, usable],
      place: 0,
    },
    {
      name: "one that never ends and a usable one",
      licenses: [{ ...usable, expiresOn: null }, usable],
      place: 0,
    },
  ])("$name: the current one is $place", ({ licenses, place }) => {
    expect(current(licenses)).toEqual(place);
  });
});

describe("after a subscription was cancelled", () => {
  const named = { subscriptionName: "A-S1" };
  const other = { ...usable, subscriptionName: "A-S2" };

  test.each([
    { name: "its license gives way", licenses: [{ ...cancellation, ...named }, other], place: 1 },
    {
      name: "its earlier licenses give way too",
      licenses: [{ ...cancellation, ...named }, { ...online, ...named }, other],
      place: 2,
    },
    {
      name: "its later licenses give way too",
      licenses: [{ ...usable, ...named }, { ...cancellation, ...named }, other],
      place: 2,
    },
    {
      name: "its license stays where no other has started",
      licenses: [
        { ...cancellation, ...named },
        { ...future, subscriptionName: "A-S2" },
      ],
      place: 0,
    },
    {
      name: "it wins over an earlier expired license",
      licenses: [{ ...cancellation, ...named }, expired],
      place: 0,
    },
    {
      name: "even a cancellation that is yet to start counts",
      licenses: [
        { ...cancellation, ...named, startsOn: future.startsOn },
        { ...usable, ...named },
        other,
      ],
      place: 2,
    },
    {
      name: "a cancellation without a name leaves others without one alone",
      licenses: [{ ...cancellation, expiresOn: today }, usable],
      place: 1,
    },
    {
      name: "a cancellation without a name stays itself",
      licenses: [cancellation, usable],
      place: 0,
    },
    {
      name: "an offline cancellation does nothing",
      licenses: [{ ...cancellation, ...named, offlineCloud: true }, other],
      place: 0,
    },
  ])("$name", ({ licenses, place }) => {
    expect(current(licenses)).toEqual(place);
  });
});
