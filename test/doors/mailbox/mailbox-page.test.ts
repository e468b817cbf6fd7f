import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { registered } from "../../support/portal-mails.ts";
import { rawRequest } from "../../support/raw-request.ts";

/** What a browser without scripts is shown. */
async function pageAt({ ready }: Pick<TestEmulator, "ready">, path: string, headers = {}) {
  const {
    status,
    body,
    headers: told,
  } = await rawRequest(`${ready.control.url}${path}`, {
    headers: { accept: "text/html,application/xhtml+xml", ...headers },
  });
  const [, main = ""] = /<main[^>]*>([\s\S]*)<\/main>/.exec(body) ?? [];
  const words = main
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  return { status, html: body, words, headers: told };
}

const sell = ({ control }: TestEmulator, order = {}) =>
  control.post("/portal/subscriptions", order);

/** The id of the mail that was written last. */
const lastId = async ({ control }: TestEmulator): Promise<number> =>
  (await control.get("/mailbox?limit=1")).body[0].id;

const formTokenIn = (html: string) =>
  /name="authenticity_token" value="([^"]+)"/.exec(html)?.[1] ?? "";

describe("the mailbox in a browser", () => {
  test("lists the mails, newest first", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await sell(emulator, { email: "ada@example.com" });
    await sell(emulator, { email: "eve@example.com", kind: "legacy" });

    const { status, words, headers } = await pageAt(emulator, "/mailbox");

    expect([status, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    expect(words).toMatch(/eve@example\.com .*Your GitLab License File .*ada@example\.com .*Code/);
  });

  test("says that there is none, and how to get one", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.delete("/mailbox");

    expect((await pageAt(emulator, "/mailbox")).words).toContain("There is no mail yet");
  });

  test("shows programs JSON, as before", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    for (const accept of ["application/json", "*/*"]) {
      const { headers } = await pageAt(emulator, "/mailbox", { accept });

      expect(headers["content-type"]).toBe("application/json");
    }
  });

  test("finds mails by their address, their words and their subscription", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await sell(emulator, { email: "ada@example.com" });
    await sell(emulator, { email: "eve@example.com", kind: "legacy" });
    const found = async (text: string) =>
      (await pageAt(emulator, `/mailbox?q=${encodeURIComponent(text)}`)).words;

    expect(await found("EVE@")).not.toContain("ada@example.com");
    expect(await found("License File")).not.toContain("ada@example.com");
    expect(await found("a-s00000002")).toContain("ada@example.com");
    expect(await found("nobody")).toContain("No mail has “ nobody ”");
  });

  test("shows fifty on a page, and leads to the others", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.delete("/mailbox");
    for (let sold = 0; sold < 51; sold += 1)
      await sell(emulator, { email: `p${sold}@example.com` });

    const first = await pageAt(emulator, "/mailbox");
    const second = await pageAt(emulator, "/mailbox?page=2");

    expect(first.words).toContain("51 mails");
    expect(first.words).not.toContain(" p0@example.com");
    expect(first.html).toContain('href="/mailbox?page=2"');
    expect(second.words).toContain("p0@example.com");
    for (const page of ["0", "-1", "x", "99999999999"]) {
      expect((await pageAt(emulator, `/mailbox?page=${page}`)).words).toContain("p50@example.com");
    }
  });
});

describe("a mail in a browser", () => {
  test("says whom it is to, when it was written, and gives its code to be copied", async () => {
    await using emulator = await emulatorOn("2025-06-01T12:00:00Z");
    const { body } = await sell(emulator, { email: "ada@example.com" });

    const { words, html } = await pageAt(emulator, `/mailbox/${await lastId(emulator)}`);

    expect(words).toMatch(
      /Your GitLab Activation Code .*To ada@example\.com Written 2025-06-01 12:00/,
    );
    expect(html).toContain(`readonly value="${body.activationCode}"`);
    expect(html).toContain(`data-copy="${body.activationCode}" hidden`);
  });

  test("has its text, its source and its files behind links", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await sell(emulator, { email: "ada@example.com", kind: "legacy", company: "ACME" });
    const id = await lastId(emulator);

    expect((await pageAt(emulator, `/mailbox/${id}?view=text`)).html).toContain(
      "Hello Example Admin,",
    );
    expect((await pageAt(emulator, `/mailbox/${id}?view=source`)).html).toContain(
      "MIME-Version: 1.0",
    );
    expect((await pageAt(emulator, `/mailbox/${id}?view=files`)).html).toContain(
      "ACME.gitlab-license",
    );
    const file = await pageAt(emulator, `/mailbox/${id}/files/1`);
    const { body } = await emulator.control.get(`/mailbox/${id}`);
    expect([file.html, file.headers["content-disposition"]]).toEqual([
      body.attachments[0].text,
      expect.stringContaining('filename="ACME.gitlab-license"'),
    ]);
    const source = await pageAt(emulator, `/mailbox/${id}/source`);
    expect(source.html).toBe(body.source);
  });

  test("is shown as HTML in a page without any right", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await sell(emulator, { name: "<script>alert(1)</script>" });
    const id = await lastId(emulator);

    const { html } = await pageAt(emulator, `/mailbox/${id}`);
    const framed = await pageAt(emulator, `/mailbox/${id}/html`);

    expect(html).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(framed.headers["content-security-policy"]).toMatch(
      /^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; .*frame-ancestors 'self'$/,
    );
    expect(framed.html).not.toContain("<script>");
  });

  test.each(["/mailbox/999999", "/mailbox/first", "/mailbox/999999/html", "/mailbox/1/files/9"])(
    "that is not there is told of, with a way back: %s",
    async (path) => {
      await using emulator = await emulatorOn("2025-06-01");

      const { status, html } = await pageAt(emulator, path);

      expect(status).toBe(404);
      expect(html).toContain('<a href="/mailbox">All mails</a>');
    },
  );

  test("shows what customers are called as text, wherever it stands", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const name = '"><img src=x onerror=alert(1)>';
    await sell(emulator, { name, company: name, kind: "legacy", email: `"<b>"@example.com` });
    const id = await lastId(emulator);

    for (const view of ["html", "text", "source", "files"]) {
      const { html } = await pageAt(emulator, `/mailbox/${id}?view=${view}&q=<b>`);

      expect(html).not.toMatch(/<img|<b>/);
    }
  });
});

describe("all mails", () => {
  test("are deleted with the form of the page", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { html } = await pageAt(emulator, "/mailbox");
    const { url } = emulator.ready.control;

    const { status, headers } = await rawRequest(`${url}/mailbox/clear`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ authenticity_token: formTokenIn(html) }).toString(),
    });

    expect([status, headers.location]).toEqual([303, "/mailbox"]);
    expect((await emulator.control.get("/mailbox")).body).toEqual([]);
  });

  test("stay where the form is of no page, or comes from another site", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { html } = await pageAt(emulator, "/mailbox");
    const { url } = emulator.ready.control;
    const sent = async (token: string, headers = {}) => {
      const { status } = await rawRequest(`${url}/mailbox/clear`, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
        body: new URLSearchParams({ authenticity_token: token }).toString(),
      });
      return status;
    };

    expect(await sent("")).toBe(422);
    expect(await sent("guessed")).toBe(422);
    expect(await sent(formTokenIn(html), { origin: "https://evil.example" })).toBe(403);
    expect(await sent(formTokenIn(html), { "sec-fetch-site": "same-site" })).toBe(403);
    expect((await emulator.control.get("/mailbox")).body).not.toEqual([]);
  });
});

describe("a page of another site", () => {
  test.each([
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: "https://evil.example" },
  ])("cannot open the mailbox, though a person can go on from there: %j", async (headers) => {
    await using emulator = await emulatorOn("2025-06-01");
    await sell(emulator, { email: "ada@example.com" });

    const { status, html } = await pageAt(emulator, "/mailbox", headers);

    expect(status).toBe(403);
    expect(html).toContain('<a href="/mailbox">open it from here</a>');
    expect(html).not.toContain("ada@example.com");
  });
});

describe("a link of a page of the portal", () => {
  const opened = { "sec-fetch-site": "same-site", "sec-fetch-mode": "navigate" };

  test("opens the mailbox", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await sell(emulator, { email: "ada@example.com" });

    const headers = { ...opened, "sec-fetch-dest": "document" };
    const { status, words } = await pageAt(emulator, "/mailbox", headers);

    expect([status, words]).toEqual([200, expect.stringContaining("ada@example.com")]);
  });

  test.each([
    {
      how: "of another host",
      headers: { "sec-fetch-site": "cross-site", "sec-fetch-dest": "document" },
    },
    { how: "within a frame", headers: { "sec-fetch-dest": "iframe" } },
    { how: "with a form", headers: { origin: "http://127.0.0.1:1", "sec-fetch-dest": "document" } },
  ])("opens nothing $how", async ({ headers }) => {
    await using emulator = await emulatorOn("2025-06-01");

    expect((await pageAt(emulator, "/mailbox", { ...opened, ...headers })).status).toBe(403);
  });

  test("opens nothing that is no page", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const headers = { ...opened, "sec-fetch-dest": "document" };

    expect((await pageAt(emulator, "/state", headers)).status).toBe(403);
  });
});

describe("a browser where the control API wants its token", () => {
  const settings = { controlToken: "sixteen-or-more!" };

  async function typed(emulator: TestEmulator, token: string) {
    const { html } = await pageAt(emulator, "/mailbox");
    return rawRequest(`${emulator.ready.control.url}/sign-in`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "text/html" },
      body: new URLSearchParams({
        authenticity_token: formTokenIn(html),
        place: "/mailbox/1",
        token,
      }).toString(),
    });
  }

  test("is asked for it, and shown nothing before", async () => {
    await using emulator = await emulatorOn("2025-06-01", settings);

    for (const path of ["/mailbox", "/mailbox/1", "/mailbox/1/html", "/mailbox/1/source"]) {
      const { status, html } = await pageAt(emulator, path);

      expect(status).toBe(401);
      expect(html).toContain('<form method="post" action="/sign-in">');
      expect(html).not.toContain("Your GitLab");
    }
    expect((await pageAt(emulator, "/events", { accept: "text/event-stream" })).status).toBe(401);
  });

  test("comes to where it wanted to go, and may read mails and events", async () => {
    await using emulator = await emulatorOn("2025-06-01", settings);

    const { status, headers } = await typed(emulator, "sixteen-or-more!");

    expect([status, headers.location]).toEqual([303, "/mailbox/1"]);
    const [set = ""] = headers["set-cookie"] ?? [];
    expect(set).toMatch(/^_understudy_control=[A-Za-z0-9]{32}; Path=\/; HttpOnly; SameSite=Lax$/);
    const cookie = set.split(";")[0] ?? "";
    expect((await pageAt(emulator, "/mailbox/1", { cookie })).words).toContain("Your GitLab");
    const { status: ofState } = await pageAt(emulator, "/state", { cookie, accept: "*/*" });
    expect(ofState).toBe(401);
  });

  test("is told that another text is not it", async () => {
    await using emulator = await emulatorOn("2025-06-01", settings);

    const { status, body, headers } = await typed(emulator, "guessed");

    expect([status, headers["set-cookie"]]).toEqual([422, undefined]);
    expect(body).toContain("That is not the token.");
    expect(body).not.toContain("guessed");
  });

  test("goes to no other place", async () => {
    await using emulator = await emulatorOn("2025-06-01", settings);
    const { html } = await pageAt(emulator, "/mailbox");

    const { headers } = await rawRequest(`${emulator.ready.control.url}/sign-in`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        authenticity_token: formTokenIn(html),
        place: "//evil.example/mailbox",
        token: "sixteen-or-more!",
      }).toString(),
    });

    expect(headers.location).toBe("/mailbox");
  });
});

describe("the mailbox of an external portal", () => {
  test("is none, as the page says", async () => {
    await using emulator = await emulatorOn("2025-06-01", { portalUrl: "http://127.0.0.1:9" });

    const { status, words } = await pageAt(emulator, "/mailbox");

    expect([status, words]).toEqual([409, expect.stringContaining("There is no mailbox")]);
  });
});

test("a mail that a visitor of the portal has asked for has its link in the frame", async () => {
  await using emulator = await emulatorOn("2025-06-01");
  await registered(emulator, "ada@example.com");

  const { html } = await pageAt(emulator, `/mailbox/${await lastId(emulator)}/html`);

  expect(html).toContain('<base target="_blank">');
  expect(html).toMatch(/href="http:\/\/127\.0\.0\.1:\d+\/customers\/confirmation\?/);
});
