import { mkdirSync, mkdtempDisposableSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, validate } from "graphql";
import { describe, expect, test } from "vitest";
import { explorerIn } from "../../../src/pages/explorer.ts";
import { schema } from "../../../src/schema/schema.ts";
import { keepCodeFresh, tabs, tabsWith } from "../../../web/explorer/tabs.ts";
import { emulatorOn } from "../../support/emulator-on.ts";
import { administratorOf, shownAt } from "./administrator.ts";

const nobody = {
  username: null,
  csrfToken: null,
  lacksAdminMode: false,
  activationCode: null,
  edition: "ee",
} as const;

/** A folder as Vite leaves it, with a file beside it that is nobody's business. */
function aBuild() {
  const folder = mkdtempDisposableSync(join(tmpdir(), "explorer-"));
  const entry = { file: "assets/main-abc.js", css: ["assets/main-def.css"] };
  mkdirSync(join(folder.path, "assets"));
  writeFileSync(join(folder.path, "manifest.json"), JSON.stringify({ "main.tsx": entry }));
  writeFileSync(join(folder.path, entry.file), "run()");
  writeFileSync(join(folder.path, "assets/main-def.css"), "body {}");
  return folder;
}

const get = (url: string) => ({
  requestId: "a-request",
  scheme: "http" as const,
  method: "GET",
  url,
  headers: {},
  closed: () => new AbortController().signal,
  body: Buffer.from(""),
});

describe("the explorer's page", () => {
  test("loads what was built and hands over the CSRF token, escaped", () => {
    using folder = aBuild();
    const visitor = { ...nobody, username: "<b>root</b>", csrfToken: '"><script>' };

    const reply = explorerIn(folder.path).page(visitor);

    expect(reply).toMatchObject({ status: 200 });
    const body = "body" in reply ? reply.body.toString() : "";
    expect(body).toContain('src="/-/graphql-explorer/assets/main-abc.js"');
    expect(body).toContain('href="/-/graphql-explorer/assets/main-def.css"');
    expect(body).toContain("Signed in as <strong>&lt;b&gt;root&lt;/b&gt;</strong>");
    expect(body).toContain('<meta name="csrf-token" content="&quot;&gt;&lt;script&gt;">');
  });

  test("offers to sign in if nobody is", () => {
    using folder = aBuild();

    const reply = explorerIn(folder.path).page(nobody);

    const body = "body" in reply ? reply.body : "";
    expect(body).toContain('Nobody is signed in. <a href="/users/sign_in">Sign in</a>');
    expect(body).not.toContain("csrf-token");
  });

  test("leads back to the subscription and to the start page", () => {
    using folder = aBuild();

    const reply = explorerIn(folder.path).page(nobody);

    const body = "body" in reply ? reply.body : "";
    expect(body).toContain('<a href="/admin/subscription">Subscription</a>');
    expect(body).toContain('<a href="/">the start page</a>');
  });

  test("allows no inline script, no other host and no frame", () => {
    using folder = aBuild();

    const reply = explorerIn(folder.path).page(nobody);

    const policy = "headers" in reply ? reply.headers["content-security-policy"] : "";
    expect(String(policy).split("; ")).toEqual([
      "default-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self' data:",
      "worker-src 'self' blob:",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ]);
  });

  test("says how to build it if it has not been built", () => {
    using folder = mkdtempDisposableSync(join(tmpdir(), "explorer-"));
    const explorer = explorerIn(join(folder.path, "nothing"));

    const reply = explorer.page(nobody);

    expect(reply).toMatchObject({
      status: 503,
      body: expect.stringContaining("Run `npm run prepare`"),
    });
  });
});

describe("a code that was sold and not used yet", () => {
  const path = "/-/graphql-explorer";

  test("is known to the explorer of an administrator, and to no visitor's", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const code = emulator.ready.activationCode;
    const administrator = await administratorOf(emulator);

    const known = (await administrator.show(path)).html.includes(`"${code}"`);
    const visitors = (await shownAt(emulator, path)).html.includes(`${code}`);

    expect({ known, visitors }).toEqual({ known: true, visitors: false });
  });

  test("is none once it is used", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const administrator = await administratorOf(emulator);
    await emulator.graphql.activate(`${emulator.ready.activationCode}`);

    const { html } = await administrator.show(path);

    expect(html).not.toContain("data-activation-code");
  });

  test("is masked in the traffic", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await (await administratorOf(emulator)).show(path);

    const { body } = await emulator.control.get("/traffic");

    expect(JSON.stringify(body)).not.toContain(emulator.ready.activationCode);
  });

  test("takes the place of the one that was filled in at the visit before", () => {
    const storage = new Map([
      ["graphiql:tabState", '{"query":"… \\"oldoldoldoldoldoldoldold\\""}'],
    ]);
    const kept = {
      getItem: (name: string) => storage.get(name) ?? null,
      setItem: (name: string, value: string) => void storage.set(name, value),
    };

    keepCodeFresh(kept, "oldoldoldoldoldoldoldold");
    keepCodeFresh(kept, "newnewnewnewnewnewnewnew");
    keepCodeFresh(kept, null);

    expect(storage.get("graphiql:tabState")).toBe('{"query":"… \\"newnewnewnewnewnewnewnew\\""}');
  });
});

describe("the explorer's files", () => {
  test("are kept by browsers for good, because their names change with their content", () => {
    using folder = aBuild();

    const reply = explorerIn(folder.path).asset(get("/-/graphql-explorer/assets/main-abc.js"));

    expect(reply).toEqual({
      status: 200,
      headers: {
        "cache-control": "public, max-age=31536000, immutable",
        "content-type": "text/javascript; charset=utf-8",
        "x-content-type-options": "nosniff",
      },
      body: Buffer.from("run()"),
    });
  });

  test.each([
    "/-/graphql-explorer/assets/../manifest.json",
    "/-/graphql-explorer/assets/..%2fmanifest.json",
    "/-/graphql-explorer/assets/%2e%2e/manifest.json",
    "/-/graphql-explorer/assets//etc/passwd",
    "/-/graphql-explorer/assets/",
    "/-/graphql-explorer/assets/main.js",
  ])("are all there is: not %s", (url) => {
    using folder = aBuild();

    const reply = explorerIn(folder.path).asset(get(url));

    expect(reply).toMatchObject({ status: 404 });
  });
});

describe("the explorer's tabs", () => {
  test("have the mutation of the handbook with the code that is known", () => {
    const [activate] = tabsWith("aaaaaaaaaaaaaaaaaaaaaaaa");

    expect(activate?.query).toMatch(/^mutation activate {\n {2}gitlabSubscriptionActivate\(/);
    expect(activate?.query).toContain('activationCode: "aaaaaaaaaaaaaaaaaaaaaaaa"');
  });

  test.each(tabs)("are valid against the schema: $query", ({ query }) => {
    expect(validate(schema, parse(query))).toEqual([]);
  });
});
