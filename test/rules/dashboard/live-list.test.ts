import { describe, expect, test } from "vitest";
import { liveList } from "../../../web/control/dashboard/live-list.ts";

const item = (id: number, text = "") => ({ id, text });
const aList = (most = 10) => liveList<ReturnType<typeof item>>(most, ({ id }) => id);

describe("a list that is read, and is kept up to date by events", () => {
  test("has what came while it was read, also if that was looked at, and is not in the answer", async () => {
    const list = aList();

    await list.read(async () => {
      list.add(item(2));
      list.now();
      list.add(item(3));
      return [item(1), item(2)];
    });

    expect(list.now()).toEqual([item(1), item(2), item(3)]);
  });

  test("is read again if it was forgotten while it was read", async () => {
    const list = aList();
    const answers = [[item(1)], []];

    await list.read(async () => {
      if (answers.length === 2) list.clear();
      return answers.shift() ?? [];
    });

    expect(list.now()).toEqual([]);
  });

  test("keeps what it has where it cannot be read", async () => {
    const list = aList();
    list.add(item(1));

    await expect(list.read(() => Promise.reject(new Error("gone")))).rejects.toThrow("gone");

    expect(list.now()).toEqual([item(1)]);
  });

  test("has of each the newest, in its place, and no more than the last of them", () => {
    const list = aList(3);
    for (const id of [1, 2, 3, 4]) list.add(item(id));
    list.now();
    list.add(item(3, "sent"));

    expect(list.now()).toEqual([item(2), item(3, "sent"), item(4)]);
  });
});
