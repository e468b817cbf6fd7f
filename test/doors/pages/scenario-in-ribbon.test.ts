import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { portalStaff } from "../../support/portal-visitor.ts";
import { rawRequest } from "../../support/raw-request.ts";
import { visitorOf } from "../graphql/visitor.ts";

/** A page of each party, for nobody and for whoever has signed in there. */
async function pagesOf(emulator: TestEmulator) {
  const { instance, portal, control, hosted } = emulator.ready;
  const visitor = visitorOf(emulator);
  await visitor.signIn();
  const staff = (await portalStaff(emulator)).cookie();
  const html = { accept: "text/html" };
  const page = async (url: string, headers = {}) =>
    (await rawRequest(url, { headers: { ...html, ...headers } })).body;
  return {
    nobody: [
      await page(`${instance.url}/users/sign_in`),
      await page(`${portal?.url}/customers/sign_in`),
      await page(`${portal?.url}/admins/sign_in`),
      await page(`${hosted?.url}/users/sign_in`),
    ],
    known: [
      await page(`${instance.url}/admin/subscription`, { cookie: visitor.cookie }),
      await page(`${portal?.url}/admin`, { cookie: staff }),
      await page(`${control.url}/mailbox`),
    ],
  };
}

const started = () => emulatorOn("2025-06-01", { hostedPort: "0" });

describe("the ribbon of every party's pages", () => {
  test("names the scenario that they are in, and what it is about", async () => {
    await using emulator = await started();
    const { body: ran } = await emulator.control.post("/scenarios/C7/run");

    const { nobody, known } = await pagesOf(emulator);

    for (const page of [...nobody, ...known]) {
      expect(page).toContain('<summary><span class="ribbon-label">Scenario: </span>C7</summary>');
      expect(page).toContain(ran.summary);
    }
  });

  test("tells what a person will see, with codes, to those alone who have signed in", async () => {
    await using emulator = await started();
    const scenario = {
      name: "own",
      summary: "One of a test.",
      youWillSee: "The code is {sold.activationCode} & <more>.",
      steps: [{ do: "subscriptions.sell", as: "sold" }],
    };
    const { body: ran } = await emulator.control.post("/scenarios/run", scenario);
    const code = ran.values.sold.activationCode;

    const { nobody, known } = await pagesOf(emulator);

    for (const page of known) expect(page).toContain(`The code is ${code} &amp; &lt;more&gt;.`);
    for (const page of nobody) expect(page).not.toContain(code);
  });

  test("names none before the first, nor after a reset", async () => {
    await using emulator = await started();
    const before = await pagesOf(emulator);
    await emulator.control.post("/scenarios/C7/run");

    await emulator.control.post("/reset");

    const after = await pagesOf(emulator);
    for (const page of [before, after].flatMap(({ nobody, known }) => [...nobody, ...known])) {
      expect(page).toContain('class="ribbon"');
      expect(page).not.toContain("ribbon-scenario");
    }
  });

  test("names the scenario of a snapshot that was restored", async () => {
    await using emulator = await started();
    await emulator.control.post("/scenarios/C7/run");
    await emulator.control.post("/snapshots", { name: "in-c7" });
    await emulator.control.post("/scenarios/C21/run");

    await emulator.control.post("/snapshots/in-c7/restore");

    const { known } = await pagesOf(emulator);
    for (const page of known) expect(page).toContain("</span>C7</summary>");
    await emulator.control.delete("/snapshots/in-c7");
  });
});
