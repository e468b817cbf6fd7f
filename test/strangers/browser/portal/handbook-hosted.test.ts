import { describe, expect, test } from "vitest";
import { chromiumPath } from "../../../support/browser.ts";
import { emulatorOn, type TestEmulator } from "../../../support/emulator-on.ts";
import { atWork, browsers, type Page, readMail, timeout } from "./handbook.ts";

const email = "ada@example.com";
const password = "a long enough password";
const order = { deployment: "hosted", plan: "ultimate", seats: 5, company: "Example AG", email };

/** A hosted subscription of 5 seats is sold, A-S00000002, and Ada has an account of the hosted product. */
async function soldTo({ control }: TestEmulator) {
  await control.post("/portal/subscriptions", order);
  const account = await control.post("/hosted/users", { username: "ada", email, password });
  const { body: addresses } = await control.get("/addresses");
  return { token: account.body.token as string, hosted: addresses.hosted.url as string };
}

const subscription = "A-S00000002";

const cardOf = (page: Page) => page.getByRole("region").filter({ hasText: subscription });

/** Resets the password at the portal, by the link of the mail, and signs in with the new one. */
async function signIn(page: Page, emulator: TestEmulator) {
  const portal = emulator.ready.portal?.url ?? "";
  await page.goto(`${portal}/customers/password/new`);
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: /reset/i }).click();
  await page.getByRole("status").waitFor();
  const mail = await readMail(page, email, "Reset password instructions");
  const [link = ""] = /http\S+reset_password_token=\S+/.exec(mail) ?? [];
  await page.goto(link);
  await page.getByLabel("New password", { exact: true }).fill(password);
  await page.getByLabel("Password confirmation").fill(password);
  await page.getByRole("button", { name: /password/i }).click();
  await page.goto(`${portal}/customers/sign_in?legacy=true`);
  if (!page.url().includes("sign_in")) return;
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Menu Subscriptions, Edit. */
async function edit(page: Page) {
  await page
    .getByRole("navigation")
    .getByRole("link", { name: /^Subscriptions/ })
    .click();
  await cardOf(page).getByRole("link", { name: "Edit" }).click();
}

/** Signs in at the hosted product, which asks whether the portal may use the account. */
async function signInAtHosted(page: Page) {
  await page.getByRole("button", { name: "Sign in to GitLab.com" }).click();
  await page.getByLabel(/^Username/).fill("ada");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Authorize" }).click();
}

/** Chooses the group, Update. */
async function chooseGroup(page: Page) {
  await page.getByRole("radio", { name: /^Example Group/ }).check();
  await page.getByRole("button", { name: "Update" }).click();
  await page.getByRole("status").waitFor();
}

describe.skipIf(chromiumPath === null).each(browsers)(
  "a hosted subscription, linked by the handbook in $browser",
  { timeout },
  ({ javaScriptEnabled }) => {
    test("password reset, Subscriptions, Edit, sign-in at the hosted product, group, Update: the group has its plan", async () => {
      await using emulator = await emulatorOn("2025-06-01T12:00:00Z");
      await using work = await atWork({ javaScriptEnabled });
      const { portal: page } = work;
      const { token, hosted } = await soldTo(emulator);
      const { body: group } = await emulator.control.post("/hosted/groups", {
        name: "Example Group",
        owner: "ada",
      });

      await signIn(page, emulator);
      await edit(page);
      await signInAtHosted(page);
      await chooseGroup(page);

      expect(await cardOf(page).innerText()).toContain("Example Group");
      const answer = await fetch(`${hosted}/api/v4/namespaces/${group.id}/gitlab_subscription`, {
        headers: { "private-token": token },
      });
      expect(await answer.json()).toMatchObject({
        plan: { code: "ultimate" },
        usage: { seats_in_subscription: 5 },
      });
      expect(work.errors()).toEqual([]);
    });

    test("who has no group is shown the user name alone, makes a group, and finds it then", async () => {
      await using emulator = await emulatorOn("2025-06-01T12:00:00Z");
      await using work = await atWork({ javaScriptEnabled });
      const { portal: page } = work;
      await soldTo(emulator);

      await signIn(page, emulator);
      await edit(page);
      await signInAtHosted(page);
      await page.getByRole("alert").waitFor();
      expect(await page.getByRole("alert").innerText()).toContain("only your user name");
      expect(await page.getByRole("radio").count()).toBe(1);
      await page.getByRole("link", { name: "Create a group" }).click();
      await page.getByLabel(/name/i).first().fill("Example Group");
      await page.getByRole("button", { name: /create group/i }).click();
      await page.goto(`${emulator.ready.portal?.url}/subscriptions`);
      await edit(page);
      await chooseGroup(page);

      expect(await cardOf(page).innerText()).toContain("Example Group");
    });
  },
);
