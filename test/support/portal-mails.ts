import type { TestEmulator } from "./emulator-on.ts";
import { portalVisitor } from "./portal-visitor.ts";

/** Lets the portal write to somebody, who registers there. */
export async function registered(emulator: Pick<TestEmulator, "ready">, email: string) {
  const visitor = portalVisitor(emulator);
  await visitor.show("/customers/sign_up");
  await visitor.submit("/customers/sign_up", {
    "customer[name]": "Ada Lovelace",
    "customer[email]": email,
    "customer[company]": "Example Company",
    "customer[password]": "correct horse battery",
    "customer[password_confirmation]": "correct horse battery",
  });
}
