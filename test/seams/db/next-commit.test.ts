import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Tx } from "../../../src/base/tx.ts";
import {
  closeDatabase,
  databaseOf,
  inNextCommit,
  inTransaction,
  openDatabase,
} from "../../../src/db/database.ts";
import { aFolder } from "../../support/a-folder.ts";

/** A database in a file with a list of words, which counts its commits. */
function wordsIn(folder: string) {
  const database = openDatabase(join(folder, "instance.sqlite"));
  database.raw.exec("CREATE TABLE words (word TEXT)");
  let commits = 0;
  const counting = {
    ...database,
    atomically<Value>(work: () => Value) {
      if (!database.raw.inTransaction) commits += 1;
      return database.atomically(work);
    },
  };
  return {
    database: counting,
    add: (word: string) => (tx: Tx) =>
      void databaseOf(tx).raw.prepare("INSERT INTO words VALUES (?)").run(word),
    words: () => database.raw.prepare("SELECT word FROM words ORDER BY rowid").pluck().all(),
    commits: () => commits,
    [Symbol.dispose]: () => closeDatabase(counting),
  };
}

const large = "x".repeat(100_000);

describe("Writes of a file that may share a commit", () => {
  test("do so if they are asked for at once, in that order", async () => {
    await using folder = await aFolder();
    using stored = wordsIn(folder.path);
    const asked = ["one", "two", "three"].map((word) =>
      inNextCommit(stored.database, stored.add(word)),
    );

    expect(stored.words()).toEqual([]);
    await Promise.all(asked);

    expect(stored.words()).toEqual(["one", "two", "three"]);
    expect(stored.commits()).toBe(1);
  });

  test("come before whatever is written otherwise", async () => {
    await using folder = await aFolder();
    using stored = wordsIn(folder.path);
    const asked = inNextCommit(stored.database, stored.add("first"));

    inTransaction(stored.database, stored.add("second"));

    expect(stored.words()).toEqual(["first", "second"]);
    await asked;
  });

  test("are there when the database is closed", async () => {
    await using folder = await aFolder();
    let asked: Promise<void> | undefined;
    {
      using stored = wordsIn(folder.path);
      asked = inNextCommit(stored.database, stored.add("last"));
    }
    await asked;

    const { raw } = openDatabase(join(folder.path, "instance.sqlite"));
    expect(raw.prepare("SELECT word FROM words").pluck().all()).toEqual(["last"]);
    raw.close();
  });

  test("leave out the one that throws, with all that it has written", async () => {
    await using folder = await aFolder();
    using stored = wordsIn(folder.path);
    const asked = await Promise.allSettled([
      inNextCommit(stored.database, stored.add("one")),
      inNextCommit(stored.database, (tx) => {
        stored.add("two")(tx);
        throw new Error("refused");
      }),
      inNextCommit(stored.database, stored.add("three")),
    ]);

    expect(asked.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(stored.words()).toEqual(["one", "three"]);
  });

  test("are all there or none where the disk is full, as each is told", async () => {
    await using folder = await aFolder();
    using stored = wordsIn(folder.path);
    const pages = stored.database.raw.pragma("page_count", { simple: true });
    stored.database.raw.pragma(`max_page_count = ${pages}`);

    const asked = await Promise.allSettled(
      ["one", large, "three"].map((word) => inNextCommit(stored.database, stored.add(word))),
    );

    const kept = asked.flatMap(({ status }, at) =>
      status === "fulfilled" ? [["one", large, "three"][at]] : [],
    );
    expect(stored.words()).toEqual(kept);
    expect(kept).not.toContain(large);
  });
});
