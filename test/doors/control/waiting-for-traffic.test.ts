import { describe, expect, test } from "vitest";
import type { AsItCame } from "../../support/as-it-came.ts";
import { emulatorOn, newEmulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

/** Answered at once, unless nobody else may wait: the instance was asked before. */
async function mayWait({ control }: TestEmulator): Promise<boolean> {
  const { status } = await control.get("/traffic/wait?hop=instance&seconds=300");
  return status === 200;
}

/** Lets as many wait as can, for what never comes. They are there when they are handed over. */
async function hundredWaiting(emulator: TestEmulator) {
  await emulator.graphql("{ currentLicense { id } }");
  const leaving = new AbortController();
  const { signal } = leaving;
  const address = `${emulator.ready.control.url}/traffic/wait?hop=hosted&seconds=300`;
  const answers = Array.from({ length: 100 }, async () => {
    const response = await fetch(address, { signal });
    return { status: response.status, body: (await response.json()) as AsItCame };
  });
  const ends = Promise.allSettled(answers);
  while (await mayWait(emulator));
  return { leave: () => leaving.abort(), ends };
}

describe("GET /traffic/wait", () => {
  test("answers once so many exchanges are there, those before among them", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control, graphql } = emulator;
    await graphql("{ currentLicense { id } }");

    const waiting = control.get("/traffic/wait?operation=currentLicense&count=2&seconds=300");
    await graphql("{ currentLicense { plan } }");

    const { body } = await waiting;
    expect(body).toHaveLength(2);
    expect(body[1].request.body).toContain("plan");
  });

  test("counts anew when all exchanges are forgotten meanwhile", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control, graphql } = emulator;
    await graphql("{ currentLicense { id } }");

    const waiting = control.get("/traffic/wait?operation=currentLicense&count=2&seconds=300");
    await control.delete("/traffic");
    await graphql("{ currentLicense { plan } }");
    await graphql("{ currentLicense { name } }");

    const { body } = await waiting;
    expect(body.map(({ request }: AsItCame) => request.body)).toEqual([
      expect.stringContaining("plan"),
      expect.stringContaining("name"),
    ]);
  });

  test("counts those that are meant, whatever is recorded between them", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control, graphql } = emulator;

    const waiting = control.get("/traffic/wait?operation=metadata&count=3&seconds=300");
    for (let time = 1; time <= 3; time += 1) {
      await graphql("{ currentLicense { id } }");
      await graphql("{ metadata { version } }");
    }

    expect((await waiting).body).toHaveLength(3);
  });

  test("says how many there were where they do not come", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.graphql("{ currentLicense { id } }");

    expect(
      await emulator.control.get("/traffic/wait?hop=instance&count=2&seconds=1"),
    ).toMatchObject({
      status: 409,
      body: {
        error: { code: "not-seen", message: "1 of 2 such exchanges were seen within 1 second." },
      },
    });
  });
});

describe("who waits for exchanges", () => {
  test("is refused while a hundred wait, and gets the place of whoever leaves", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const others = await hundredWaiting(emulator);

    expect(await emulator.control.get("/traffic/wait?hop=hosted")).toMatchObject({
      status: 409,
      body: { error: { code: "too-many-waiting" } },
    });

    others.leave();
    while (!(await mayWait(emulator)));
    const waiting = emulator.control.get("/traffic/wait?hop=instance&count=2&seconds=300");
    await emulator.graphql("{ currentLicense { plan } }");
    expect((await waiting).body).toHaveLength(2);
  });

  test("is told at once when the emulator stops", async () => {
    const emulator = await newEmulatorOn("2025-06-01");
    const { ends } = await hundredWaiting(emulator);

    await emulator[Symbol.asyncDispose]();

    for (const end of await ends) {
      expect(end).toMatchObject({
        value: { status: 409, body: { error: { code: "stopped" } } },
      });
    }
  });
});
