import { expect, test } from "vitest";
import {
  Fault,
  faultKinds,
  faultyLayerOf,
  type NetworkFault,
} from "../../../src/contract/fault.ts";

const layers = Object.entries(faultKinds).flatMap(([kind, { where }]) => {
  if (where !== "network") return [];
  return [{ kind, layer: faultyLayerOf(Fault.parse({ kind }) as NetworkFault) }];
});

test("networks are at fault in the layer that their kind is named after, but those that work", () => {
  const working = ["dns-only-a", "dns-only-aaaa"];
  const named = layers.map(({ kind }) => {
    const [party = ""] = kind.split("-");
    return { kind, layer: working.includes(kind) ? null : party.replace("ipv6", "tcp") };
  });

  expect(layers).toEqual(named);
});

test.each([
  ["http_proxy", "proxy"],
  ["https_proxy", null],
  ["both", null],
])("a network that %s leads out of is at fault in the layer %s", (variable, layer) => {
  expect(faultyLayerOf(Fault.parse({ kind: "proxy-required", variable }) as NetworkFault)).toBe(
    layer,
  );
});
