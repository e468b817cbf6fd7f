import { type Browser, openBrowser } from "../../../support/browser.ts";
import { understudyAt } from "../../../support/command-line.ts";
import type { TestEmulator } from "../../../support/emulator-on.ts";

export type Page = Browser["page"];

/** Whether the browser at the portal and the mailbox runs scripts. The instance's own page is an application. */
export const browsers = [
  { browser: "a browser", javaScriptEnabled: true },
  { browser: "a browser without JavaScript", javaScriptEnabled: false },
] as const;

// A browser takes its time to start.
export const timeout = 600_000;

/**
 * A support engineer with one browser at portal and mailbox, and a customer with another one at the instance. Both find
 * things by the names that the handbook gives them.
 */
export async function atWork(options: { javaScriptEnabled: boolean }) {
  await using opening = new AsyncDisposableStack();
  const support = opening.use(await openBrowser(options));
  const customer = opening.use(await openBrowser());
  const opened = opening.move();
  return {
    portal: support.page,
    instance: customer.page,
    /** What went wrong in either of them. */
    errors: () => [...support.errors, ...customer.errors],
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** Opens a page of the portal's admin area, and signs in on the way to it. */
export async function openAdmin(page: Page, { ready }: TestEmulator, path = "/admin") {
  await page.goto(ready.portal?.url + path);
  const signIn = page.getByRole("button", { name: "Sign in with Okta" });
  if ((await signIn.count()) === 0) return;
  await page.getByLabel("Email").fill(ready.staff?.email ?? "");
  await page.getByLabel("Password").fill(ready.staff?.password ?? "");
  await signIn.click();
}

/** Searches a list of the admin area, which is reached by the left navigation. */
export async function search(page: Page, list: string, text: string) {
  const navigation = page.getByRole("navigation", { name: "Admin area" });
  await navigation.getByRole("link", { name: list, exact: true }).click();
  await page.getByRole("searchbox").fill(text);
  await page.getByRole("searchbox").press("Enter");
}

/** The row of a table or a list that has this text. */
export const rowOf = (page: Page, text: string) =>
  page.getByRole("row").or(page.getByRole("listitem")).filter({ hasText: text }).first();

/** Signs in to the instance as its administrator, and opens one of its pages. */
export async function openInstance(page: Page, { ready }: TestEmulator, path: string) {
  await page.goto(ready.instance.url + path);
  const signIn = page.getByRole("button", { name: "Sign in" });
  if ((await signIn.count()) === 0) return;
  await page.getByLabel("Username").fill(ready.root.username);
  await page.getByLabel("Password").fill(ready.root.password);
  await signIn.click();
}

/** Enters an activation code at the instance, and waits until it is told what became of it. */
export async function activateAt(page: Page, emulator: TestEmulator, code: string) {
  await openInstance(page, emulator, "/admin/subscription");
  await page.getByRole("textbox", { name: "Activation code" }).fill(code);
  await page.getByRole("checkbox", { name: /^I agree/ }).check();
  await page.getByRole("button", { name: "Activate", exact: true }).click();
  await page.getByText("Your subscription was successfully activated.").waitFor();
}

/** Pastes a license key into the form of the instance; what the page says then. */
export async function uploadAt(page: Page, emulator: TestEmulator, key: string): Promise<string> {
  await openInstance(page, emulator, "/admin/license");
  await page.getByTestId("expand-add-license-button").click();
  await page.getByTestId("license-type-key-radio").check();
  await page.getByTestId("license-key-field").fill(key);
  await page.getByTestId("accept-eula-checkbox").check();
  await page.getByTestId("license-upload-button").click();
  const told = page.getByRole("status").or(page.getByRole("alert"));
  return told.first().innerText();
}

/** From a page of the portal goes to the mailbox, and reads the newest mail to somebody with this subject. */
export async function readMail(page: Page, to: string, subject: string): Promise<string> {
  await page.getByRole("link", { name: "Mailbox", exact: true }).click();
  await page.getByRole("link").filter({ hasText: to }).filter({ hasText: subject }).first().click();
  await page.getByRole("heading", { name: subject }).waitFor();
  const text = page.getByRole("link", { name: "Text", exact: true });
  await text.click();
  await page.getByText("Hello ").waitFor();
  return page.getByRole("region", { name: "Mail", exact: true }).innerText();
}

/** The 24 characters that stand alone in a text. */
export const codeIn = (text: string): string => /(?<!\S)\w{24}(?!\S)/.exec(text)?.[0] ?? "none";

/** Types the handbook's lines into the instance's Rails console. */
export async function removeLicense(emulator: TestEmulator, number: string) {
  const lines = [`license = License.find(${number})`, "license.destroy"];
  const { end, stderr } = await understudyAt(emulator, ["console", ...lines]);
  if (end !== 0) throw new Error(stderr);
}
