import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { emulatorOn, emulatorWith } from "../../support/emulator-on.ts";
import { refusalOf } from "./refusal-of.ts";

const garbage = "neither JSON nor a database ".repeat(200);

const damages = [
  {
    file: "credentials.json",
    content: garbage,
    says: "is damaged: it holds no JSON. Move it away, or name another directory with --data.",
  },
  {
    file: "credentials.json",
    content: "{}",
    says: "holds no credentials of Understudy. Move it away: new ones are made then, and the old ones open nothing any more.",
  },
  {
    file: "instance.sqlite",
    content: garbage,
    says: "is damaged or no database of Understudy. Nothing was changed. Move it away, or name another directory with --data.",
  },
  {
    file: "portal.sqlite",
    content: garbage,
    says: "is damaged or no database of Understudy. Nothing was changed. Move it away, or name another directory with --data.",
  },
  {
    file: "lock",
    content: garbage,
    says: "is something else than Understudy put there (SQLITE_NOTADB). Move it away, or name another directory with --data.",
  },
];

/** The facts on one page, of an emulator that was used and stopped. */
async function useAndStop(data: string) {
  await using emulator = await emulatorWith({ data, now: "2025-06-01", frozen: "true" });
  await emulator.graphql.activate(emulator.ready.activationCode ?? "");
  await emulator.control.post("/portal/subscriptions", { company: "ACME" });
  return await emulator.control.get("/state");
}

describe.each(damages)("$file that $says", ({ file, content, says }) => {
  test("is refused and stays as it is, and costs nothing once the right one is back", async () => {
    await using folder = await aFolder();
    const path = join(folder.path, file);
    const before = await useAndStop(folder.path);
    await rename(path, `${path}.right`);
    await writeFile(path, content);

    expect(await refusalOf({ data: folder.path })).toEqual({
      wrongUse: false,
      message: `${path} ${says}`,
    });
    expect(await readFile(path, "utf8")).toBe(content);

    await rename(`${path}.right`, path);
    await using emulator = await emulatorWith({ data: folder.path });
    expect(await emulator.control.get("/state")).toEqual(before);
  });
});

describe("a database that a newer version wrote", () => {
  test.each(["instance.sqlite", "portal.sqlite"])(
    "is refused and stays as it is: %s",
    async (file) => {
      await using folder = await aFolder();
      const path = join(folder.path, file);
      await useAndStop(folder.path);
      applyLaterMigration(path);
      const before = await readFile(path);

      expect(await refusalOf({ data: folder.path })).toEqual({
        wrongUse: false,
        message: `${path} was written by a newer version of Understudy. Run that version, or name another directory with --data.`,
      });
      expect(before.equals(await readFile(path))).toBe(true);
    },
  );
});

describe("what an emulator that was killed has left in running.json", () => {
  test("does not matter to the next one, even if it is damaged", async () => {
    await using folder = await aFolder();
    await useAndStop(folder.path);
    const path = join(folder.path, "running.json");
    await writeFile(path, garbage);

    await using emulator = await emulatorWith({ data: folder.path });

    expect(JSON.parse(await readFile(path, "utf8"))).toEqual(emulator.ready);
  });

  test("misleads nobody when the next one cannot start", async () => {
    await using folder = await aFolder();
    await useAndStop(folder.path);
    await writeFile(join(folder.path, "running.json"), '{ "pid": 4711 }');
    await using other = await emulatorOn("2025-06-01");

    await refusalOf({ data: folder.path, port: new URL(other.ready.instance.url).port });

    expect(await readdir(folder.path)).not.toContain("running.json");
  });
});

function applyLaterMigration(path: string) {
  const database = new BetterSqlite(path);
  database.exec(
    "INSERT INTO __drizzle_migrations (hash, created_at, name) VALUES ('later', 1, 'later')",
  );
  database.close();
}
