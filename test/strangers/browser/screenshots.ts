import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, openBrowser } from "../../support/browser.ts";
import { newEmulatorOn } from "../../support/emulator-on.ts";
import {
  dashboardStateNames,
  openDashboardState,
  settingsOfDashboard,
} from "./dashboard/states.ts";
import { mailboxIn, mailboxStateNames, settingsOf } from "./mailbox/states.ts";
import { adminStateNames, openAdminState } from "./portal/admin-states.ts";
import { customerStateNames, openCustomerState } from "./portal/customer-states.ts";
import { hostedSettings, hostedStateNames, openHostedState } from "./portal/hosted-states.ts";
import { subscriptionPage } from "./subscription/driver.ts";
import { type PageState, pageStateNames, pageStates } from "./subscription/states.ts";

/** `npm run screenshots [state…]`: every state of the pages, on a phone and a desk, light and dark. */
const root = join(import.meta.dirname, "../../../dist/screenshots");
const named = process.argv.slice(2);
const widths = [390, 1280];
const now = "2025-06-01T12:00:00Z";

const view = { viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" } as const;

/** A folder of pictures: the names of its states, and how a browser comes to one, until the time is over. */
interface Pages {
  readonly folder: string;
  readonly names: readonly string[];
  readonly open: (name: string, until: AsyncDisposableStack) => Promise<Browser["page"]>;
}

const all: readonly Pages[] = [
  {
    folder: "dashboard",
    names: dashboardStateNames,
    async open(name, until) {
      const known = dashboardStateNames.find((one) => one === name);
      const emulator = until.use(await newEmulatorOn(now, known && settingsOfDashboard(known)));
      const { page } = until.use(await openBrowser(view));
      if (known) await openDashboardState(page, emulator, known);
      return page;
    },
  },
  {
    folder: "subscription",
    names: pageStateNames,
    async open(name, until) {
      const state: PageState | undefined = new Map(Object.entries(pageStates)).get(name);
      const emulator = until.use(await newEmulatorOn(now, state?.settings));
      await state?.prepare?.(emulator);
      const { page } = until.use(await subscriptionPage(emulator, view));
      await state?.act?.(page, emulator);
      await page
        .getByTestId(state?.shows ?? "")
        .first()
        .waitFor();
      return page;
    },
  },
  {
    folder: "portal-customer",
    names: customerStateNames,
    async open(name, until) {
      const emulator = until.use(await newEmulatorOn(now));
      const { page } = until.use(await openBrowser(view));
      const known = customerStateNames.find((one) => one === name);
      if (known) await openCustomerState(page, emulator, known);
      return page;
    },
  },
  {
    folder: "portal-admin",
    names: adminStateNames,
    async open(name, until) {
      const emulator = until.use(await newEmulatorOn(now));
      const { page } = until.use(await openBrowser(view));
      const known = adminStateNames.find((one) => one === name);
      if (known) await openAdminState(page, emulator, known);
      return page;
    },
  },
  {
    folder: "hosted",
    names: hostedStateNames,
    async open(name, until) {
      const emulator = until.use(await newEmulatorOn(now, hostedSettings));
      const { page } = until.use(await openBrowser(view));
      const known = hostedStateNames.find((one) => one === name);
      if (known) await openHostedState(page, emulator, known);
      return page;
    },
  },
  {
    folder: "doctor",
    names: ["inspected", "healthy"],
    async open(name, until) {
      const emulator = until.use(await newEmulatorOn(now));
      const kind = name === "inspected" ? "tls-inspected" : "dns-only-a";
      await emulator.control.post("/faults", { kind });
      const { page } = until.use(await openBrowser(view));
      await page.goto(`${emulator.ready.control.url}/doctor/findings`);
      await page.locator("#verdict").waitFor();
      return page;
    },
  },
  {
    folder: "mailbox",
    names: mailboxStateNames,
    async open(name, until) {
      const known = mailboxStateNames.find((one) => one === name);
      const emulator = until.use(await newEmulatorOn(now, known && settingsOf(known)));
      const { page } = until.use(await openBrowser(view));
      if (known) await page.goto(await mailboxIn(emulator, known));
      await page.getByText("Live", { exact: true }).waitFor();
      return page;
    },
  },
];

for (const { folder, names, open } of all) {
  mkdirSync(join(root, folder), { recursive: true });
  for (const name of names.filter((one) => named.length === 0 || named.includes(one))) {
    await using until = new AsyncDisposableStack();
    const page = await open(name, until);
    await page.mouse.move(0, 0);
    for (const width of widths) {
      await page.setViewportSize({ width, height: width < 600 ? 844 : 900 });
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        const path = join(root, folder, `${name}-${width}-${colorScheme}.png`);
        await page.screenshot({ path, fullPage: true });
      }
    }
    process.stdout.write(`${folder}/${name}\n`);
  }
}
process.exit(0);
