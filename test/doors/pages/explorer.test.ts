import { mkdirSync, mkdtempDisposableSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, validate } from "graphql";
import { describe, expect, test } from "vitest";
import { explorerIn } from "../../../src/pages/explorer.ts";
import { schema } from "../../../src/schema/schema.ts";
import { tabs } from "../../../web/explorer/tabs.ts";

const nobody = { username: null, csrfToken: null, lacksAdminMode: false };

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
  method: "GET",
  url,
  headers: {},
  body: Buffer.from(""),
});

describe("the explorer's page", () => {
  test("loads what was built and hands over the CSRF token, escaped", () => {
    using folder = aBuild();
    const visitor = { username: "<b>root</b>", csrfToken: '"><script>', lacksAdminMode: false };

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
  test.each(tabs)("are valid against the schema: $query", ({ query }) => {
    expect(validate(schema, parse(query))).toEqual([]);
  });
});
