import type { TestEmulator } from "./emulator-on.ts";

/** Activates the code of the ready line, and again after the portal has edited its license to carry add-ons. */
export async function withAddOns(
  { control, graphql, ready }: Pick<TestEmulator, "control" | "graphql" | "ready">,
  products: Readonly<Record<string, unknown>>,
): Promise<void> {
  const code = ready.activationCode ?? "";
  await graphql.activate(code);
  await control.patch("/portal/licenses/1001", {
    expectedVersion: 1,
    changes: { restrictions: { add_on_products: products } },
  });
  await graphql.activate(code);
}
