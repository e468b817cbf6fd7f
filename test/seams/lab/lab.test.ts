import { execFile } from "node:child_process";
import { connect } from "node:net";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import type { LabView } from "../../../src/lab/lab.ts";
import { askThrough } from "./ask-through.ts";
import { aNetwork, anActivation, labOn } from "./lab-on.ts";

const portalAt = { address: "203.0.113.10", port: 80 };

/** Whether anything listens where a network leads to. */
function leadsSomewhere({ network }: LabView): Promise<boolean> {
  const at = network.route(portalAt);
  return new Promise((resolve) => {
    const socket = connect(at?.port ?? 0, at?.address);
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("close", () => socket.destroy());
  });
}

test("Networks leave nothing open, however they end, and let a program end by itself", async () => {
  const program = new URL("use-networks.ts", import.meta.url).pathname;

  const { stdout } = await promisify(execFile)(process.execPath, [program]);

  const seen: string[] = JSON.parse(stdout);
  expect(seen).toEqual(seen.map(() => seen[0]));
});

test("Networks for which no file or thread is left are refused, and nothing else ends", async () => {
  const program = new URL("use-last-files.ts", import.meta.url).pathname;
  const limited = ["-c", 'ulimit -n 100; exec "$@"', "sh", process.execPath, program];

  const { stdout } = await promisify(execFile)("sh", limited);

  const codes = /^(?:armed|[a-z-]+: (?:EMFILE|ERR_WORKER_INIT_FAILED))$/;
  expect(JSON.parse(stdout)).toEqual(
    expect.arrayContaining(["armed", "tcp-blackhole: EMFILE", "tcp-refused: EMFILE"]),
  );
  expect(JSON.parse(stdout).filter((one: string) => !codes.test(one))).toEqual([]);
});

describe("a network", () => {
  test("is there while a fault is armed, and only then", async () => {
    await using on = await labOn();
    expect(await on.lab.view()).toBeNull();
    expect(await on.lab.strike(anActivation)).toBeNull();

    const { id } = await on.lab.faults.add(aNetwork({ kind: "tcp-silent" }));
    const view = await on.lab.view();

    expect(view && (await leadsSomewhere(view))).toBe(true);
    await view?.[Symbol.asyncDispose]();
    expect(await on.lab.faults.remove(id)).toBe(true);
    expect(view && (await leadsSomewhere(view))).toBe(false);
    expect(await on.lab.view()).toBeNull();
  });

  test("that was meant for one request stays until that is done", async () => {
    await using on = await labOn();
    await on.lab.faults.add(aNetwork({ kind: "tcp-silent" }));

    const struck = await on.lab.strike(anActivation);

    expect([on.lab.faults.all(), await on.lab.view()]).toEqual([[], null]);
    expect(struck && (await leadsSomewhere(struck))).toBe(true);
    await struck?.[Symbol.asyncDispose]();
    expect(struck && (await leadsSomewhere(struck))).toBe(false);
  });

  test("counts down with each request, and stays with a standing fault", async () => {
    await using on = await labOn();
    await on.lab.faults.add(aNetwork({ kind: "tcp-reset", times: 2 }));
    await on.lab.faults.add(aNetwork({ kind: "dns-only-a", times: "standing" }));

    const met = [];
    for (let request = 0; request < 3; request += 1) {
      await using network = await on.lab.strike(anActivation);
      met.push(network && (await askThrough(network)));
    }

    const reset = { code: "ECONNRESET" };
    expect(met).toEqual([reset, reset, "GET customers.understudy.test/"]);
    expect(on.lab.faults.all()).toMatchObject([{ kind: "dns-only-a", times: "standing" }]);
    expect(on.changes).toEqual([
      "armed 1 tcp-reset 2",
      "armed 2 dns-only-a standing",
      "struck 2 dns-only-a standing POST /graphql",
      "struck 1 tcp-reset 1 POST /graphql",
      "struck 2 dns-only-a standing POST /graphql",
      "struck 1 tcp-reset 0 POST /graphql",
      "struck 2 dns-only-a standing POST /graphql",
    ]);
  });

  test("has one fault of each party in force, the first: the others wait", async () => {
    await using on = await labOn();
    for (const kind of ["tcp-refused", "tcp-reset", "dns-only-a"]) {
      await on.lab.faults.add(aNetwork({ kind }));
    }

    const met = [];
    for (let request = 0; request < 2; request += 1) {
      await using network = await on.lab.strike(anActivation);
      met.push(network && (await askThrough(network)));
    }

    expect(met).toEqual([{ code: "ECONNREFUSED" }, { code: "ECONNRESET" }]);
    expect(on.lab.faults.all()).toEqual([]);
  });

  test.each(["removed", "cleared"])(
    "stays whole for a request that is under way when its fault is %s, and ends with that",
    async (how) => {
      await using on = await labOn();
      const { id } = await on.lab.faults.add(aNetwork({ kind: "tcp-reset", times: "standing" }));
      const struck = await on.lab.strike(anActivation);

      await (how === "removed" ? on.lab.faults.remove(id) : on.lab.faults.clear());

      expect(await on.lab.strike(anActivation)).toBeNull();
      // The name is looked up only now.
      expect(struck && (await askThrough(struck))).toEqual({ code: "ECONNRESET" });
      await struck?.[Symbol.asyncDispose]();
      expect(struck && (await leadsSomewhere(struck))).toBe(false);
      expect(on.changes.at(-1)).toBe("removed 1 tcp-reset standing");
    },
  );

  test("ends without a word at a reset", async () => {
    await using on = await labOn();
    await on.lab.faults.add(aNetwork({ kind: "tcp-blackhole", times: "standing" }));
    const view = await on.lab.view();

    await on.lab.reset();

    expect([on.lab.faults.all(), await on.lab.view()]).toEqual([[], null]);
    expect(view && (await leadsSomewhere(view))).toBe(false);
    expect(on.changes).toEqual(["armed 1 tcp-blackhole standing"]);
  });
});
