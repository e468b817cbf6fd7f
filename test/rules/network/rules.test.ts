import { describe, expect, test } from "vitest";
import { networkRulesOf } from "../../../src/network/rules.ts";

describe("an instance looks a name up before it hands a request to a proxy", () => {
  test.each([
    { version: "14.10.5-ee", lookup: "must-resolve" },
    { version: "15.10.0", lookup: "must-resolve" },
    { version: "15.10.99-ee", lookup: "must-resolve" },
    { version: "15.11.0-ee", lookup: "no" },
    { version: "16.0.0", lookup: "no" },
    { version: "18.2.8-ee", lookup: "no" },
    { version: "18.3.0-ee", lookup: "must-end" },
    { version: "18.5.0-ee", lookup: "must-end" },
    { version: "19.10.0-ee", lookup: "must-end" },
  ])("$version: $lookup", ({ version, lookup }) => {
    expect(networkRulesOf(version).lookupBeforeProxy).toBe(lookup);
  });
});

describe("an instance tries", () => {
  test.each([
    { version: "9.5.10", tries: "first" },
    { version: "18.5.0-ee", tries: "first" },
    { version: "19.1.4-ee", tries: "first" },
    { version: "19.2", tries: "one-per-family" },
    { version: "19.2.1", tries: "one-per-family" },
    { version: "19.3.0-ee", tries: "one-per-family" },
    { version: "20.0.0-pre", tries: "one-per-family" },
  ])("$version: $tries", ({ version, tries }) => {
    expect(networkRulesOf(version).tries).toBe(tries);
  });
});

describe("an administrator sees what OpenSSL says", () => {
  test.each([
    { version: "15.6.8-ee", sees: true },
    { version: "15.7.0-ee", sees: false },
    { version: "15.10.0", sees: false },
    { version: "18.5.0-ee", sees: false },
  ])("$version: $sees", ({ version, sees }) => {
    expect(networkRulesOf(version).leaksTlsTexts).toBe(sees);
  });
});

test("a version that is none is taken for the newest", () => {
  expect(networkRulesOf("newest")).toEqual({
    lookupBeforeProxy: "must-end",
    tries: "one-per-family",
    leaksTlsTexts: false,
  });
});
