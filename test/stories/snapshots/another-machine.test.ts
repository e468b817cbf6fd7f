import { readdir, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { emulatorWith, type TestEmulator } from "../../support/emulator-on.ts";
import { graphqlClient } from "../../support/graphql-client.ts";

const current = "{ currentLicense { id plan } licenseHistoryEntries { nodes { id } } }";

/** Hands a snapshot of one emulator to another. */
async function carry(from: TestEmulator, to: TestEmulator, name: string, query = "") {
  const path = `/snapshots/${name}/file`;
  const file = await fetch(`${from.ready.control.url}${path}${query}`);
  expect(file.status).toBe(200);
  const kept = await fetch(`${to.ready.control.url}${path}`, {
    method: "PUT",
    headers: { "content-type": "application/zip" },
    body: await file.arrayBuffer(),
  });
  expect(kept.status).toBe(200);
}

/** An emulator in use, whose clock has come to 11 July, with a subscription that nobody has activated yet. */
async function inUse(settings: Readonly<Record<string, string>> = {}) {
  const emulator = await emulatorWith({
    memory: "true",
    now: "2025-06-01",
    frozen: "true",
    ...settings,
  });
  const { control, graphql, ready } = emulator;
  await graphql.activate(ready.activationCode ?? "");
  await control.put("/users", { active: 42 });
  await control.post("/clock/advance", { days: 40 });
  const { body: sold } = await control.post("/portal/subscriptions", { plan: "ultimate" });
  const { body: token } = await control.post("/tokens", { user: "root", scopes: ["api"] });
  await control.post("/snapshots", { name: "july" });
  return { emulator, sold, token };
}

describe("a snapshot on another machine", () => {
  test("is gone with a reset: the code of the ready line is sold and unused again", async () => {
    await using from = (await inUse()).emulator;
    await using to = await emulatorWith({ memory: "true", now: "2025-06-01", frozen: "true" });
    await carry(from, to, "july");
    await to.control.post("/snapshots/july/restore");

    await to.control.post("/reset", {});

    const { body: subscriptions } = await to.control.get("/portal/subscriptions");
    expect(subscriptions).toMatchObject([
      { activationCode: to.ready.activationCode, licenseNumber: null },
    ]);
    expect((await to.graphql.activate(to.ready.activationCode ?? "")).body).toMatchObject({
      errors: [],
    });
  });

  test("is a state that goes on there: it activates, syncs, sells, shows its pages, and is there after a restart", async () => {
    await using folder = await aFolder();
    const { emulator: from, sold, token } = await inUse();
    await using _from = from;
    const data = { data: folder.path, seed: "5" };
    {
      await using to = await emulatorWith({ ...data, now: "2031-01-01", frozen: "true" });
      const { control, graphql, ready } = to;
      // It has a history of its own, which is gone then.
      await graphql.activate(ready.activationCode ?? "");
      await control.post("/clock/advance", { days: 3 });
      await control.get("/timeline");
      await graphql(current);
      await carry(from, to, "july");

      expect((await control.post("/snapshots/july/restore")).status).toBe(204);

      // Nothing is owed any more, and no second copy is left.
      expect(await readdir(folder.path)).not.toContain("restoring.understudy-snapshot");
      for (const path of ["/state", "/timeline", "/jobs", "/portal/subscriptions", "/mailbox"]) {
        expect((await control.get(path)).body, path).toEqual((await from.control.get(path)).body);
      }
      // The tokens of both are good.
      const url = `${ready.instance.url}/api/graphql`;
      const theirs = await graphqlClient(url, from.ready.tokens.admin)(current);
      expect(await graphql(current)).toEqual(theirs);
      expect(await graphqlClient(url, token.token)(current)).toEqual(theirs);
      expect(theirs.body.data.currentLicense).toEqual({
        id: "gid://gitlab/License/1001",
        plan: "premium",
      });

      expect((await graphql.activate(sold.activationCode)).body).toMatchObject({
        errors: [],
        license: { plan: "ultimate" },
      });
      expect(await control.post("/jobs/seat-link/run")).toMatchObject({
        body: { outcome: "done" },
      });
      expect((await control.post("/portal/subscriptions")).body.name).toBe("A-S00000003");
      const page = await fetch(`${ready.instance.url}/users/sign_in`);
      expect(page.status).toBe(200);
      expect((await control.post("/clock/advance", { days: 1 })).body.now).toBe(
        "2025-07-12T00:00:00Z",
      );
    }
    await using again = await emulatorWith(data);
    expect((await again.control.get("/clock")).body).toMatchObject({ now: "2025-07-12T00:00:00Z" });
    expect((await again.graphql(current)).body.data.currentLicense.plan).toBe("ultimate");
    expect((await again.control.get("/portal/subscriptions")).body).toHaveLength(3);
    expect((await again.control.get("/snapshots")).body).toMatchObject([{ name: "july" }]);
  });

  test("takes what the instance calls itself with it: the portal knows it as the one that used the code", async () => {
    const { emulator: from } = await inUse();
    await using _from = from;
    await using to = await emulatorWith({ memory: "true", now: "2025-06-01", frozen: "true" });
    await carry(from, to, "july");
    await to.control.post("/snapshots/july/restore");

    const uses = async () =>
      (await to.control.get("/portal/subscriptions/A-S00000001/activations")).body;
    const before = await uses();
    await to.control.post("/jobs/seat-link/run");
    await to.graphql.activate(from.ready.activationCode ?? "");

    expect(await uses()).toEqual(before);
    expect(before).toHaveLength(1);
  });

  test("ends the sessions of browsers", async () => {
    const { emulator } = await inUse();
    await using _emulator = emulator;
    const { ready, control } = emulator;
    const signIn = await fetch(`${ready.instance.url}/users/sign_in`);
    const cookie = signIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const csrf = /name="authenticity_token" value="([^"]+)"/.exec(await signIn.text())?.[1] ?? "";
    const signedIn = await fetch(`${ready.instance.url}/users/sign_in`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie, origin: ready.instance.url },
      body: new URLSearchParams({
        authenticity_token: csrf,
        "user[login]": ready.root.username,
        "user[password]": ready.root.password,
      }),
    });
    const session = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const page = () =>
      fetch(`${ready.instance.url}/admin/subscription`, {
        headers: { cookie: session },
        redirect: "manual",
      });
    expect((await page()).status).toBe(200);

    await control.post("/snapshots/july/restore");

    expect((await page()).status).toBe(302);
  });
});

describe("a snapshot as a start", () => {
  test("is the state that an emulator begins in, in memory or in a new data directory, and in no other", async () => {
    await using folder = await aFolder();
    const { emulator: from } = await inUse();
    await using _from = from;
    const file = `${folder.path}/july.understudy-snapshot`;
    const bytes = await fetch(`${from.ready.control.url}/snapshots/july/file`);
    await writeFile(file, Buffer.from(await bytes.arrayBuffer()));
    const data = `${folder.path}/data`;

    {
      await using to = await emulatorWith({ data, snapshot: file });
      expect((await to.control.get("/state")).body).toEqual(
        (await from.control.get("/state")).body,
      );
      expect(to.ready.activationCode).toBe(
        (await from.control.get("/portal/subscriptions/A-S00000002")).body.activationCode,
      );
    }
    await expect(emulatorWith({ data, snapshot: file })).rejects.toThrow(
      "--snapshot starts in memory or in a new data directory",
    );
    await writeFile(file, "no snapshot");
    await expect(emulatorWith({ memory: "true", snapshot: file })).rejects.toThrow(
      "The file is no snapshot of Understudy.",
    );
    await expect(emulatorWith({ memory: "true", snapshot: `${file}.gone` })).rejects.toThrow(
      "It cannot be read (ENOENT).",
    );
    await expect(
      emulatorWith({ memory: "true", snapshot: file, now: "2025-06-01" }),
    ).rejects.toThrow("--now and --snapshot exclude each other");
  });
});
