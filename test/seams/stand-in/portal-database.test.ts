import { mkdtempDisposableSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { DatabaseError } from "../../../src/base/database-file.ts";
import { ListenError } from "../../../src/listener/server.ts";
import { activate, firstCode, noonOf, portalOn } from "./portal-on.ts";

const aFolder = () => mkdtempDisposableSync(join(tmpdir(), "stand-in-"));

describe("a portal that was stopped and started again", () => {
  test("has its subscriptions, codes and keys byte for byte, whatever the zone is now", async () => {
    using folder = aFolder();
    const database = join(folder.path, "portal.sqlite");
    const before = await (async () => {
      await using portal = await portalOn(noonOf("2025-06-01"), { database });
      portal.sell({ kind: "offline", company: "ACME", plan: "ultimate", seats: null });
      const { licenseKey } = await activate(portal, firstCode(portal));
      return { licenseKey, subscriptions: portal.subscriptions() };
    })();

    await using portal = await portalOn(noonOf("2025-08-01", "Asia/Tokyo"), { database });

    expect(portal.subscriptions()).toEqual(before.subscriptions);
    expect(await activate(portal, firstCode(portal))).toMatchObject({
      licenseKey: before.licenseKey,
      newSubscription: false,
    });
  });

  test("gives the next key the next number", async () => {
    using folder = aFolder();
    const database = join(folder.path, "portal.sqlite");
    {
      await using portal = await portalOn("2025-06-01", { database });
      await activate(portal, firstCode(portal));
    }

    await using portal = await portalOn("2025-06-01", { database });
    const second = portal.sell({});
    await activate(portal, (second.ok && second.value.activationCode) || "");

    expect(portal.subscription("A-S00000002")).toMatchObject({ licenseNumber: 1002 });
  });
});

describe("the portal's database", () => {
  test.runIf(process.platform !== "win32")("can be read by its owner alone", async () => {
    using folder = aFolder();
    const database = join(folder.path, "portal.sqlite");

    await using portal = await portalOn("2025-06-01", { database });
    await activate(portal, firstCode(portal));

    const modes = ["", "-wal", "-shm"].map((end) => statSync(database + end).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600, 0o600]);
  });

  test.each([
    {
      that: "is no database",
      prepare: (file: string) => writeFileSync(file, "not a database, but long enough ".repeat(99)),
      says: /portal\.sqlite is damaged or no database of Understudy\. Nothing was changed\. Move it away/,
    },
    {
      that: "is of another program",
      prepare: (file: string) => write(file, "CREATE TABLE recipes (title TEXT)"),
      says: /portal\.sqlite is a database of another program\. Move it away/,
    },
    {
      that: "is in a folder that does not exist",
      prepare: () => undefined,
      name: join("missing", "portal.sqlite"),
      says: /portal\.sqlite cannot be opened for writing \(ENOENT\)/,
    },
  ])("is refused when it $that", async ({ prepare, name = "portal.sqlite", says }) => {
    using folder = aFolder();
    const database = join(folder.path, name);
    prepare(database);

    const refusal = portalOn("2025-06-01", { database });

    await expect(refusal).rejects.toThrow(DatabaseError);
    await expect(refusal).rejects.toThrow(says);
  });

  test("is refused when a newer version wrote it", async () => {
    using folder = aFolder();
    const database = join(folder.path, "portal.sqlite");
    {
      await using _portal = await portalOn("2025-06-01", { database });
    }
    write(
      database,
      "INSERT INTO __drizzle_migrations (hash, created_at, name) VALUES ('later', 1, 'later')",
    );

    const refusal = portalOn("2025-06-01", { database });

    await expect(refusal).rejects.toThrow(DatabaseError);
    await expect(refusal).rejects.toThrow(/written by a newer version/);
  });

  test("is closed again when the port is taken", async () => {
    using folder = aFolder();
    const database = join(folder.path, "portal.sqlite");
    await using other = await portalOn("2025-06-01");
    const port = Number(new URL(other.url).port);

    await expect(portalOn("2025-06-01", { database, port })).rejects.toThrow(ListenError);

    expect(readdirSync(folder.path)).toEqual(["portal.sqlite"]);
  });

  test("is refused when a page of it is damaged", async () => {
    using folder = aFolder();
    const database = join(folder.path, "portal.sqlite");
    {
      await using portal = await portalOn("2025-06-01", { database });
      for (let sale = 0; sale < 50; sale += 1) portal.sell({ company: "x".repeat(255) });
    }
    const bytes = readFileSync(database);
    writeFileSync(database, bytes.fill(0xff, 4096 * 2, 4096 * 6));

    const refusal = portalOn("2025-06-01", { database });

    await expect(refusal).rejects.toThrow(/is damaged/);
  });
});

function write(file: string, sql: string) {
  const raw = new Database(file);
  raw.exec(sql);
  raw.close();
}
