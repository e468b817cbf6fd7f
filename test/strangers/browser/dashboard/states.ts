import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Browser } from "../../../support/browser.ts";
import type { TestEmulator, TestSettings } from "../../../support/emulator-on.ts";

type Page = Browser["page"];

/** How the dashboard can stand. */
interface DashboardState {
  readonly settings?: TestSettings;
  readonly prepare?: (emulator: TestEmulator) => Promise<unknown>;
  /** Behind the `#`; the steering side unless said. */
  readonly place?: "traffic" | "timeline" | "seats" | "mailbox";
  /** The one part of the steering side that is open; *Subscriptions* unless said. */
  readonly panel?: string;
  readonly act?: (page: Page, emulator: TestEmulator) => Promise<unknown>;
}

/** A part of the steering side. */
export const panelOn = (page: Page, name: string) =>
  page.locator("details.panel").filter({ has: page.getByRole("heading", { name, exact: true }) });

export const harOfTicket = () =>
  gunzipSync(
    readFileSync(new URL("../../../fixtures/hars/address-refused.har.gz", import.meta.url)),
  );

async function activated({ graphql, ready }: TestEmulator) {
  await graphql.activate(ready.activationCode ?? "");
}

async function withErrors(emulator: TestEmulator) {
  const { control, graphql, ready } = emulator;
  await activated(emulator);
  await control.post("/faults", { kind: "status", status: 503, times: 1 });
  await graphql.activate(ready.activationCode ?? "");
  await control.post("/faults", { kind: "tcp-refused", times: 1 });
  await graphql.activate(ready.activationCode ?? "");
  await control.delete("/faults");
  await graphql.activate("short");
  for (const path of ["/users/sign_in", "/api/v4/license", "/api/v4/licenses/4711"]) {
    const headers = { "private-token": ready.tokens.admin };
    await (await fetch(`${ready.instance.url}${path}`, { headers })).text();
  }
}

/** 111 users of 100 seats, one day of which decides. */
async function exceeded({ control, graphql }: TestEmulator) {
  const { body: sold } = await control.post("/portal/subscriptions", { seats: 100 });
  await graphql.activate(sold.activationCode);
  await control.put("/users", { active: 98 });
  await control.post("/clock/advance", { days: 120 });
  await control.put("/user-counts", [{ on: "2025-08-20", count: 111 }]);
}

/** Every kind and state of a subscription. */
async function manyKinds(emulator: TestEmulator) {
  const { control } = emulator;
  const sell = (order: object) => control.post("/portal/subscriptions", order);
  await sell({ seats: 1, company: `Gesellschaft für ${"außerordentlich lange ".repeat(8)}Namen` });
  await sell({ seats: null, plan: "ultimate", kind: "legacy" });
  await sell({ seats: 20, kind: "offline", trial: true });
  await sell({ seats: 30, startsOn: "2025-09-01" });
  await sell({ seats: 5 });
  await activated(emulator);
  await control.post("/portal/subscriptions/A-S00000001/renew", { seats: 20 });
  await control.post("/portal/subscriptions/A-S00000001/add-seats", { seats: 5 });
  await control.post("/portal/subscriptions/A-S00000002/expire", {});
  await control.post("/portal/subscriptions/A-S00000006/cancel", {});
}

/** A license file of so many seats. */
async function fileOf({ control }: TestEmulator, seats: number): Promise<Buffer> {
  const { body } = await control.post("/portal/licenses", {
    licensee: { Name: "Ada", Company: "Example Company" },
    issued_at: "2025-06-01",
    expires_at: "2026-06-01",
    restrictions: { active_user_count: seats, plan: "premium" },
  });
  return Buffer.from(body.license);
}

const states = {
  "dashboard-empty": {},
  "dashboard-licensed": { prepare: activated },
  "dashboard-traffic": { prepare: withErrors, place: "traffic" },
  "dashboard-detail": {
    prepare: withErrors,
    place: "traffic",
    async act(page) {
      const list = page.getByRole("listbox", { name: "Exchanges, newest first" });
      await list.getByRole("option").filter({ hasText: "CONNECTIVITY_ERROR" }).first().click();
      await page.getByRole("article").waitFor();
    },
  },
  "dashboard-thousand": {
    place: "traffic",
    async prepare({ ready }) {
      const headers = { "private-token": ready.tokens.admin };
      for (let sent = 0; sent < 1_000; sent += 1) {
        await (await fetch(`${ready.instance.url}/api/v4/license`, { headers })).body?.cancel();
      }
    },
    act: (page) => page.locator("[aria-setsize='1000']").first().waitFor(),
  },
  "dashboard-timeline": { prepare: withErrors, place: "timeline" },
  "dashboard-seats": {
    prepare: exceeded,
    place: "seats",
    async act(page) {
      await page.getByRole("button", { name: "Ask", exact: true }).click();
      await page.locator(".seats-verdict").getByText("Refused").waitFor();
    },
  },
  "dashboard-mailbox": {
    prepare: manyKinds,
    place: "mailbox",
    act: (page) =>
      page
        .getByRole("button", { name: /Activation Code/ })
        .first()
        .click(),
  },
  "dashboard-subscriptions": { prepare: manyKinds },
  "dashboard-sell": {
    act: (page) => page.getByRole("button", { name: "Sell a subscription" }).click(),
  },
  "dashboard-renew": {
    async act(page) {
      await page.getByRole("button", { name: "Renew A-S00000001" }).click();
    },
  },
  "dashboard-change": {
    prepare: activated,
    async act(page) {
      await page.getByRole("button", { name: "Change A-S00000001" }).click();
      await page.getByLabel("Seats 10 now").fill("7");
      await page.getByRole("button", { name: "Add" }).click();
      await page.getByText("has 17 seats now").waitFor();
    },
  },
  "dashboard-cancel": {
    async act(page) {
      await page.getByRole("button", { name: "Change A-S00000001" }).click();
      await page.getByRole("button", { name: "Cancel A-S00000001" }).click();
    },
  },
  "dashboard-activation-refused": {
    async prepare({ control }) {
      await control.post("/faults", { kind: "tcp-refused" });
    },
    async act(page) {
      await page.getByRole("button", { name: "Activate now: A-S00000001" }).click();
      await page.getByText("Not activated").waitFor();
    },
  },
  "dashboard-seats-refused": {
    async prepare({ control }) {
      await control.post("/portal/subscriptions", { seats: 100, kind: "legacy" });
      await control.put("/users", { active: 111 });
      await control.put("/user-counts", [{ on: "2025-05-20", count: 111 }]);
    },
    async act(page) {
      await page.getByRole("button", { name: "Upload its file: A-S00000002" }).click();
      await page.getByRole("heading", { name: "What would pass" }).waitFor();
    },
  },
  "dashboard-external-portal": {
    // Nothing listens there.
    settings: { portalUrl: "http://127.0.0.1:9" },
    async act(page) {
      await page.getByLabel("Activation code").fill("0".repeat(24));
      await page.getByRole("button", { name: "Activate" }).click();
      await page.getByText("Not activated").waitFor();
    },
  },
  "dashboard-two-hundred": {
    async prepare({ control }) {
      for (let sold = 1; sold < 200; sold += 1) {
        await control.post("/portal/subscriptions", { company: `Company ${sold}` });
      }
    },
  },
  "dashboard-license-file": {
    panel: "License file",
    async prepare({ control }) {
      await control.put("/users", { active: 111 });
      await control.put("/user-counts", [{ on: "2025-05-20", count: 111 }]);
    },
    async act(page, emulator) {
      const panel = panelOn(page, "License file");
      await panel.getByLabel("Drop a license file").setInputFiles({
        name: "example.gitlab-license",
        mimeType: "text/plain",
        buffer: await fileOf(emulator, 100),
      });
      await panel.getByText("Would be").waitFor();
    },
  },
  "dashboard-no-license-file": {
    panel: "License file",
    async act(page) {
      const panel = panelOn(page, "License file");
      await panel.getByLabel("Drop a license file").setInputFiles({
        name: "picture.png",
        mimeType: "image/png",
        buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff]),
      });
      await panel.getByRole("alert").waitFor();
    },
  },
  "dashboard-faults": {
    panel: "Faults",
    async prepare({ control }) {
      await control.post("/faults", { kind: "status", status: 503, times: 2 });
      await control.post("/faults", { kind: "tls-inspected" });
    },
  },
  "dashboard-users": {
    panel: "Users",
    prepare: ({ control }) => control.put("/users", { billable: 120 }),
    act: (page) => panelOn(page, "Users").getByLabel("Active").fill("25"),
  },
  "dashboard-jobs": {
    panel: "Jobs",
    async prepare(emulator) {
      await activated(emulator);
      await emulator.control.post("/faults", {
        kind: "status",
        times: "standing",
        status: 503,
        endpoint: "any-portal",
      });
      await emulator.control.post("/clock/advance", { days: 1 });
    },
    async act(page) {
      const panel = panelOn(page, "Jobs");
      await panel.getByRole("button", { name: "Run now: Measurement" }).click();
      await panel.locator(".job-ran").waitFor();
    },
  },
  "dashboard-scenarios": {
    panel: "Scenarios",
    prepare: ({ control }) => control.post("/scenarios/C7/run", {}),
    async act(page) {
      const panel = panelOn(page, "Scenarios");
      await panel.getByText("Silent mode blocks").click();
      const own = { name: "mine", summary: "One of mine.", youWillSee: "It is there.", steps: [] };
      await panel.getByLabel("Drop a scenario").setInputFiles({
        name: "mine.json",
        mimeType: "application/json",
        buffer: Buffer.from(JSON.stringify(own)),
      });
      await panel.getByText("One of mine.").waitFor();
    },
  },
  "dashboard-snapshots": {
    panel: "Snapshots",
    async prepare({ control }) {
      await control.post("/snapshots", { name: "before-the-renewal" });
    },
    async act(page) {
      const panel = panelOn(page, "Snapshots");
      await panel.getByRole("button", { name: "Save", exact: true }).click();
      await panel.getByText("was saved").waitFor();
    },
  },
  "dashboard-ticket": {
    panel: "Ticket",
    async act(page) {
      const panel = panelOn(page, "Ticket");
      await panel.getByLabel("Drop the network log").setInputFiles({
        name: "ticket.har",
        mimeType: "application/json",
        buffer: harOfTicket(),
      });
      await panel.getByText("Ask the customer").waitFor();
    },
  },
  "dashboard-token": { settings: { host: "0.0.0.0", notForProduction: "true" } },
  "dashboard-lost": {
    prepare: activated,
    async act(page, emulator) {
      await emulator[Symbol.asyncDispose]();
      await page.getByRole("alert").getByText("does not answer").waitFor();
    },
  },
} as const satisfies Record<string, DashboardState>;

export const dashboardStateNames = Object.keys(states) as (keyof typeof states)[];

type DashboardStateName = (typeof dashboardStateNames)[number];

const stateNamed = (name: DashboardStateName): DashboardState => states[name];

export const settingsOfDashboard = (name: DashboardStateName): TestSettings =>
  stateNamed(name).settings ?? {};

/** Brings the dashboard into a state. */
export async function openDashboardState(
  page: Page,
  emulator: TestEmulator,
  name: DashboardStateName,
) {
  const { settings, prepare, place = "steer", panel = "Subscriptions", act } = stateNamed(name);
  await prepare?.(emulator);
  const { port } = new URL(emulator.ready.control.url);
  await page.goto(`http://127.0.0.1:${port}/#${place}`);
  if (settings?.["host"] !== undefined) return page.getByLabel("Token", { exact: true }).waitFor();
  await page.getByRole("region", { name: "How the instance stands" }).waitFor();
  await page.locator("details.panel").evaluateAll((panels, open) => {
    for (const details of panels) {
      details.toggleAttribute("open", details.querySelector("h2")?.textContent === open);
    }
  }, panel);
  await act?.(page, emulator);
}
