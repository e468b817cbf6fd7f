import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { administratorOf } from "./administrator.ts";

const started = () => emulatorOn("2025-06-01");

async function pageAt(url: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(url, { redirect: "manual", headers });
  const html = await response.text();
  const links = [...html.matchAll(/<a href="([^"]+)"/g)].map(([, link = ""]) => link);
  return {
    status: response.status,
    html,
    links,
    policy: response.headers.get("content-security-policy"),
  };
}

const urlOf = ({ ready }: TestEmulator, party: "instance" | "portal" | "control") =>
  ready[party]?.url ?? "";

describe("the start page", () => {
  test("of the instance says where one is, and runs nothing", async () => {
    await using emulator = await started();

    const { status, html, policy } = await pageAt(`${urlOf(emulator, "instance")}/`);

    expect(status).toBe(200);
    expect(html).toContain("stand-in for a GitLab self-managed instance");
    expect(policy).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
    expect(html).not.toContain("<script");
  });

  test("of the control API runs nothing but its own script, and talks to nobody else", async () => {
    await using emulator = await started();

    const { status, html, policy } = await pageAt(`${urlOf(emulator, "control")}/`);

    expect(status).toBe(200);
    expect(html).toContain("control API");
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self'; .*connect-src 'self'/,
    );
    expect(policy).toContain("frame-ancestors 'none'");
    expect(
      html.replaceAll(/<script type="module" src="\/assets\/[^"]+"><\/script>/g, ""),
    ).not.toContain("<script");
  });

  test("of the instance leads to its pages, to the portal and to the control API", async () => {
    await using emulator = await started();

    const { links } = await pageAt(urlOf(emulator, "instance"));

    expect(links).toEqual([
      "/users/sign_in",
      "/admin/subscription",
      "/admin/application_settings/general#add-license",
      "/admin/users",
      "/-/graphql-explorer",
      "/-/readiness",
      urlOf(emulator, "portal"),
      urlOf(emulator, "control"),
    ]);
  });

  test("is what a person is led to from where there is nothing, and a program is told so in plain text", async () => {
    await using emulator = await started();
    const missing = `${urlOf(emulator, "instance")}/nope`;

    const person = await pageAt(missing, { accept: "text/html,*/*;q=0.8" });
    const program = await fetch(missing);

    expect([person.status, person.links]).toEqual([404, ["/"]]);
    expect([program.status, program.headers.get("content-type")]).toEqual([
      404,
      "text/plain; charset=utf-8",
    ]);
  });

  test("of the instance says who has signed in, and how to sign out", async () => {
    await using emulator = await started();
    const { cookie } = await administratorOf(emulator);

    const { html, links } = await pageAt(urlOf(emulator, "instance"), { cookie });

    expect(html).toContain("You are signed in as root.");
    expect(links).toContain("/users/sign_out");
  });

  test("of the control API leads to what can be read there, to instance and portal", async () => {
    await using emulator = await started();

    const { links } = await pageAt(urlOf(emulator, "control"), { "sec-fetch-site": "same-site" });

    expect(links).toEqual([
      "/state",
      "/clock",
      "/timeline",
      "/mailbox",
      "/doctor",
      "/traffic",
      "/faults",
      "/api",
      "/openapi.json",
      urlOf(emulator, "instance"),
      urlOf(emulator, "portal"),
    ]);
  });

  test("of the administrators leads to what they can do", async () => {
    await using emulator = await started();
    const { cookie } = await administratorOf(emulator);

    const { status, links } = await pageAt(`${urlOf(emulator, "instance")}/admin`, { cookie });

    expect(status).toBe(200);
    expect(links).toEqual([
      "/admin/subscription",
      "/admin/application_settings/general#add-license",
      "/admin/users",
      "/-/graphql-explorer",
      "/users/sign_out",
      "/",
    ]);
  });

  test("is where a browser is led to that asks for what is not there", async () => {
    await using emulator = await started();

    const { status, links } = await pageAt(`${urlOf(emulator, "instance")}/nothing`, {
      accept: "text/html",
    });

    expect([status, links]).toEqual([404, ["/"]]);
  });
});
