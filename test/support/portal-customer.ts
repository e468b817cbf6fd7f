import type { TestEmulator } from "./emulator-on.ts";
import { csrfTokenIn, type PortalVisitor, portalStaff } from "./portal-visitor.ts";

/** A member of staff who looks at the portal in the place of a customer. */
export async function impersonator(
  emulator: Pick<TestEmulator, "control" | "ready">,
  customerId: number,
): Promise<PortalVisitor> {
  const staff = await portalStaff(emulator);
  const { html } = await staff.show("/admin");
  const authenticity_token = csrfTokenIn(html);
  await staff.send(`/admin/customer/${customerId}/impersonate`, { authenticity_token });
  return staff;
}
