import type { TestEmulator } from "./emulator-on.ts";
import { csrfTokenIn, type PortalVisitor, portalStaff, portalVisitor } from "./portal-visitor.ts";

/** The path of the link in the mail that was sent last to an address. */
export async function lastLinkTo(
  { control, ready }: Pick<TestEmulator, "control" | "ready">,
  to: string,
): Promise<string> {
  const { body: mails } = await control.get(`/mailbox?to=${encodeURIComponent(to)}`);
  const { text = "" } = mails.at(-1) ?? {};
  const [url] = /http:\S+token=\w+/.exec(text) ?? [];
  if (url === undefined) throw new Error(`No link was mailed to ${to}.`);
  return url.slice(ready.portal?.url.length);
}

/** A customer who has signed in by a link of a mail. Whoever something was sold to is one. */
export async function portalCustomer(
  emulator: Pick<TestEmulator, "control" | "ready">,
  email: string,
): Promise<PortalVisitor> {
  const visitor = portalVisitor(emulator);
  await visitor.show("/customers/sign_in");
  await visitor.submit("/customers/sign_in/link", { "customer[email]": email });
  await visitor.show(await lastLinkTo(emulator, email));
  await visitor.submit("/customers/sign_in/link/use");
  return visitor;
}

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
