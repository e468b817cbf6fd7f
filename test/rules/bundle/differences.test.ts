import { expect, test } from "vitest";
import { differencesBetween } from "../../../src/bundle/differences.ts";

const settings = { port: "3000", timeZone: "UTC", hostname: "understudy.test", adminMode: "false" };

test("Emulators on other ports do not differ in what matters for the same state", () => {
  expect(differencesBetween(settings, { ...settings, port: "4000", logLevel: "debug" })).toEqual(
    [],
  );
});

test("Emulators differ in the zone of their days, in what they go out through, and in what a version does not know", () => {
  const there = { ...settings, timeZone: "Europe/Berlin", https_proxy: "http://proxy.test:3128" };
  const { adminMode: _unknown, ...here } = settings;

  expect(differencesBetween(there, here)).toEqual([
    { setting: "timeZone", there: "Europe/Berlin", here: "UTC" },
    { setting: "adminMode", there: "false", here: null },
    { setting: "https_proxy", there: "http://proxy.test:3128", here: null },
  ]);
});
