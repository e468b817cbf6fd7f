import { describe, expect, test } from "vitest";
import { emulatorOn, newEmulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { portalStaff } from "../../support/portal-visitor.ts";

const sell = async ({ control }: TestEmulator, orders: readonly object[]) => {
  for (const order of orders) await control.post("/portal/subscriptions", order);
};

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    kind: "legacy",
    seats: index + 1,
    company: `Company ${index + 1}`,
    name: `Customer ${String(index + 1).padStart(2, "0")}`,
    email: `customer.${index + 1}@example.com`,
  }));

describe("a list of the admin area", () => {
  test("has the newest first, twenty on a page, and its page in the address", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await sell(emulator, numbered(24));
    const staff = await portalStaff(emulator);

    const first = await staff.show("/admin/license");
    const second = await staff.show("/admin/license?page=2");
    const beyond = await staff.show("/admin/license?page=999");

    expect(first.words).toContain("Page 1 of 2, 20 of 24 records");
    expect(first.words.indexOf("Customer 24")).toBeLessThan(first.words.indexOf("Customer 23"));
    expect(first.html).toContain('href="/admin/license?page=2"');
    expect(second.words).toContain("Page 2 of 2, 4 of 24 records");
    expect(beyond.words).toContain("Page 2 of 2, 4 of 24 records");
  });

  test("finds a text in one field at a time, whatever its case", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await sell(emulator, [
      { company: "Müller GmbH", name: "Ada Müller", email: "ada@example.com" },
      { company: "Other AG", name: "Ben Other", email: "ben@example.com" },
    ]);
    const staff = await portalStaff(emulator);
    const found = async (query: string) => {
      const { words } = await staff.show(`/admin/customer?query=${encodeURIComponent(query)}`);
      return /(\d+) records?/.exec(words)?.[1] ?? "0";
    };

    expect(await found("MÜLLER")).toBe("1");
    expect(await found("example.com")).toBe("3");
    expect(await found("Ada ada@example.com")).toBe("0");
    expect(await found("%")).toBe("0");
  });

  test("says so when nothing is found, and leads back to all", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const staff = await portalStaff(emulator);

    const { status, words, html } = await staff.show("/admin/customer?query=nobody");

    expect(status).toBe(200);
    expect(words).toContain("Nothing found");
    expect(html).toContain('<a href="/admin/customer">Show all</a>');
  });

  test("is sorted by a column, keeps what was searched for, and turns round", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await sell(emulator, numbered(3));
    const staff = await portalStaff(emulator);

    const up = await staff.show("/admin/customer?query=Customer&sort=name&sort_reverse=false");
    const down = await staff.show("/admin/customer?query=Customer&sort=name&sort_reverse=true");

    const order = (words: string) => [...words.matchAll(/Customer (0\d)/g)].map(([, one]) => one);
    expect(order(up.words)).toEqual(["01", "02", "03"]);
    expect(order(down.words)).toEqual(["03", "02", "01"]);
    expect(up.html).toContain(
      'href="/admin/customer?query=Customer&amp;sort=name&amp;sort_reverse=true"',
    );
  });

  test.each([
    ["like", "ompany 1", 1],
    ["is", "Company 1", 1],
    ["is", "Company", 0],
    ["starts_with", "Company", 2],
    ["ends_with", "2", 1],
    ["_blank", "", 0],
    ["_present", "", 3],
  ])("is filtered as RailsAdmin does: %s %j", async (operator, value, count) => {
    await using emulator = await emulatorOn("2025-06-01");
    await sell(emulator, numbered(2));
    const staff = await portalStaff(emulator);
    const filter = new URLSearchParams([
      ["f[company][0][o]", operator],
      ["f[company][0][v]", value],
    ]);

    const { words } = await staff.show(`/admin/customer?${filter}`);

    const [, found = "0"] = /(\d+) records?/.exec(words) ?? [];
    expect(Number(found)).toBe(count);
  });

  test.each([
    "sort=nothing",
    "sort=id;DROP TABLE customers&sort_reverse=true",
    "page=-3",
    "page=1e99",
    "page=abc",
    "f[nothing][0][v]=x",
    "f[name][0][o]=drop&f[name][0][v]=Example",
    "f[name]=x&f[][][]=y",
    `query=${"x".repeat(4_000)}`,
    "query=%00%F0%9F%98%80%27%22--",
  ])("shows a page whatever its address says: %s", async (address) => {
    await using emulator = await emulatorOn("2025-06-01");
    const staff = await portalStaff(emulator);

    const { status, html } = await staff.show(`/admin/customer?${address}`);

    expect(status).toBe(200);
    expect(html).not.toMatch(/SQLITE|SELECT|\bat \/|\.ts:/);
  });

  test("takes markup in names as text", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const company = '<script>alert("1")</script>';
    await sell(emulator, [
      { kind: "legacy", company, name: "<b>Ada</b>", email: "a<i>@example.com" },
    ]);
    const staff = await portalStaff(emulator);

    for (const path of [
      "/admin/customer",
      "/admin/customer/2",
      "/admin/license",
      "/admin/license/1001/edit",
      "/admin/billing_account_contact/2",
      "/admin/billing_account_membership",
      "/admin/customer/2/zuora_subscriptions",
    ]) {
      const { html, status } = await staff.show(path);
      expect([path, status]).toEqual([path, 200]);
      expect(html).not.toMatch(/<script>|<b>Ada|a<i>@/);
    }
  });
});

describe("a record that is not there", () => {
  test.each([
    "customer/99999",
    "customer/0",
    "customer/-1",
    "customer/abc",
    "customer/1.5",
    "customer/99999999999999999999999999",
    "customer/99999/edit",
    "customer/99999/zuora_subscriptions",
    "license/99999/duplicate",
    "cloud_activation/99999/forward_email",
    "order/99999/history",
    "cloud_activation/1/self_managed_instance_activations",
  ])("has a page that leads back to the list: %s", async (path) => {
    await using emulator = await emulatorOn("2025-06-01");
    const staff = await portalStaff(emulator);

    const { status, words, html } = await staff.show(`/admin/${path}`);

    expect(status).toBe(404);
    expect(words).toMatch(/is not there/);
    expect(html).toContain(`<a href="/admin/${path.split("/")[0]}">`);
  });
});

describe("the dashboard", () => {
  test("says how many records each list has", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");
    await sell(emulator, numbered(2));
    const staff = await portalStaff(emulator);

    const { words } = await staff.show("/admin");

    expect(words).toContain("Customers 3 records");
    expect(words).toContain("Licenses 2 records");
    expect(words).toContain("Cloud activations 1 record");
  });
});

describe("a person's history", () => {
  test("says who has changed what", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const staff = await portalStaff(emulator);
    await staff.show("/admin/customer/1/edit");
    await staff.submit("/admin/customer/1/edit", { "customer[company]": "Another AG" });

    const { words } = await staff.show("/admin/customer/1/history");

    expect(words).toContain(emulator.ready.staff?.email);
    expect(words).toContain("company : Example Company → Another AG");
  });

  test.each([
    "customer",
    "billing_account",
    "billing_account_contact",
    "billing_account_membership",
  ])("begins with the sale by which there is a %s", async (path) => {
    await using emulator = await emulatorOn("2025-06-01");
    const staff = await portalStaff(emulator);

    const { words } = await staff.show(`/admin/${path}/1/history`);

    expect(words).toContain("nobody create");
    expect(words).toContain("1 record");
  });
});
