import { rename } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { emulatorWith, type TestEmulator } from "../../support/emulator-on.ts";
import { graphqlClient } from "../../support/graphql-client.ts";

/** Whose name each token opens, or null. */
async function openedBy({ ready }: TestEmulator, tokens: readonly string[]) {
  const names = tokens.map(async (token) => {
    const ask = graphqlClient(`${ready.instance.url}/api/graphql`, token);
    const { body } = await ask("{ currentUser { username } }");
    return body.data?.currentUser?.username ?? null;
  });
  return Promise.all(names);
}

test("Tokens of credentials.json that was moved away open nothing any more, until it is back", async () => {
  await using folder = await aFolder();
  const file = join(folder.path, "credentials.json");
  const start = () => emulatorWith({ data: folder.path });
  const tokensOf = ({ ready }: TestEmulator) => Object.values(ready.tokens);
  let issued = "";
  let old: string[];
  {
    await using emulator = await start();
    old = tokensOf(emulator);
    const created = await emulator.control.post("/tokens", { user: "root", scopes: ["api"] });
    issued = created.body.token;
  }
  await rename(file, `${file}.old`);
  let made: string[];
  {
    await using emulator = await start();
    made = tokensOf(emulator);

    expect(await openedBy(emulator, old)).toEqual([null, null, null]);
    expect(await openedBy(emulator, made)).toEqual(["root", "user", "root"]);
    expect(await openedBy(emulator, [issued])).toEqual(["root"]);
  }
  await rename(`${file}.old`, file);

  await using emulator = await start();

  expect(await openedBy(emulator, old)).toEqual(["root", "user", "root"]);
  expect(await openedBy(emulator, made)).toEqual([null, null, null]);
});

test("A token of the ready line that was revoked stays so at the next start", async () => {
  await using folder = await aFolder();
  const start = () => emulatorWith({ data: folder.path });
  {
    await using emulator = await start();
    expect((await emulator.control.delete("/tokens/2")).status).toBe(204);
  }

  await using emulator = await start();

  expect(await openedBy(emulator, [emulator.ready.tokens.user])).toEqual([null]);
});
