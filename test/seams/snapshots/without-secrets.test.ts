import { describe, expect, test } from "vitest";
import { emulatorWithSnapshots, shown, used } from "./a-state.ts";

const given = { now: "2025-06-01T12:00:00Z", frozen: "true" };

describe("a snapshot without secrets", () => {
  test("holds no code, no key, no token and no digest of one", async () => {
    await using emulator = await emulatorWithSnapshots({
      ...given,
      activationCode: "MARKERcodeMARKERcode0001",
    });
    const { control } = emulator;
    const sold = await used(emulator);
    const { body: mails } = await control.get("/mailbox");
    const key: string = mails.flatMap(
      (mail: { attachments: { text: string }[] }) => mail.attachments,
    )[0].text;

    const file = emulator.snapshots.toFile(
      emulator.snapshots.withoutSecrets(emulator.snapshots.save()),
    );

    const text = file.toString("latin1");
    const keyOnOneLine = key.replaceAll("\n", "");
    for (const secret of [
      "MARKERcode",
      sold.activationCode,
      keyOnOneLine.slice(0, 60),
      key.slice(0, 60),
      keyOnOneLine.slice(-40),
      "eyJkYXRhIjoi",
      emulator.ready.root.password,
    ]) {
      expect(text).not.toContain(secret);
    }
    const digests = await Promise.all(
      Object.values(emulator.ready.tokens).map(async (token) =>
        Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(token))).toString("hex"),
      ),
    );
    for (const digest of digests) expect(text).not.toContain(digest);
    // The full one has them.
    const full = emulator.snapshots.toFile(emulator.snapshots.save()).toString("latin1");
    expect(full).toContain("MARKERcodeMARKERcode0001");
    expect(full).toContain(digests[0]);
  });

  test("is the same state otherwise, whose licenses are read, and whose codes activate", async () => {
    await using emulator = await emulatorWithSnapshots({ ...given, seed: "3" });
    await used(emulator);
    const before = await shown(emulator);
    const file = emulator.snapshots.toFile(
      emulator.snapshots.withoutSecrets(emulator.snapshots.save()),
    );
    await using other = await emulatorWithSnapshots({ ...given, now: "2030-01-01" });

    const snapshot = await other.snapshots.fromFile(file);
    if (!snapshot.ok) throw new Error(snapshot.error);
    expect(await other.snapshots.restore(snapshot.value)).toEqual({ ok: true, value: undefined });

    const after = await shown(other);
    expect(after["graphql"]).toEqual(before["graphql"]);
    for (const part of ["/clock", "/users", "/timeline", "/portal/policies", "/jobs"]) {
      expect(after[part], part).toEqual(before[part]);
    }
    const { body: subscriptions } = await other.control.get("/portal/subscriptions");
    const unused = subscriptions.find(
      ({ activationCode, state }: { activationCode: string | null; state: string }) =>
        activationCode !== null && state !== "expired",
    );
    await other.control.delete("/faults");
    const { body } = await other.graphql.activate(unused.activationCode);
    expect(body.errors).toEqual([]);
    expect(await other.control.post("/jobs/seat-link/run")).toMatchObject({
      body: { outcome: "done" },
    });
  });

  test("that names a license so often that it would grow without end is refused, and changes nothing", async () => {
    await using emulator = await emulatorWithSnapshots(given);
    await used(emulator);
    const before = await shown(emulator);
    const bare = emulator.snapshots.withoutSecrets(emulator.snapshots.save());
    const licenses = bare.licenses.map((payload) => ({ ...payload, note: "x".repeat(2 ** 23) }));

    const restored = await emulator.snapshots.restore({ ...bare, licenses });

    expect(restored).toEqual({
      ok: false,
      error: "The snapshot is too large once its licenses are written anew. Nothing was changed.",
    });
    expect(await shown(emulator)).toEqual(before);
  });

  test("with more licenses than are written anew is refused", async () => {
    await using emulator = await emulatorWithSnapshots(given);
    const bare = emulator.snapshots.withoutSecrets(emulator.snapshots.save());
    const licenses = new Array(20_001).fill({});

    const file = emulator.snapshots.toFile({ ...bare, licenses });

    expect(await emulator.snapshots.fromFile(file)).toEqual({
      ok: false,
      error:
        "The snapshot has more licenses than are written anew: 20000 is the most. Nothing was changed.",
    });
  });
});
