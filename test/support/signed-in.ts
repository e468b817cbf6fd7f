import type { Browser } from "./browser.ts";
import type { TestEmulator } from "./emulator-on.ts";

type Page = Browser["page"];

/** Fills in the form as suites of the product do: by the names of the elements alone. */
export async function signIn(page: Page, { ready }: Pick<TestEmulator, "ready">) {
  await page.getByTestId("login-page").waitFor();
  await page.getByTestId("username-field").fill(ready.root.username);
  await page.getByTestId("password-field").fill(ready.root.password);
  await page.getByTestId("sign-in-button").click();
  await page.getByTestId("user-avatar-content").waitFor();
}

/** Goes to a page of the instance, and signs in on the way to it. */
export async function signedInAt(page: Page, emulator: Pick<TestEmulator, "ready">, path: string) {
  await page.goto(emulator.ready.instance.url + path);
  await signIn(page, emulator);
}
