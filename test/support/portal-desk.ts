import { aFolder } from "./a-folder.ts";
import { understudyAt } from "./command-line.ts";
import { emulatorOn } from "./emulator-on.ts";

/** An emulator that has sold a legacy subscription, with its license 1001, and a folder to work in. */
export async function aDesk(order: object = {}) {
  await using starting = new AsyncDisposableStack();
  const emulator = starting.use(await emulatorOn("2025-06-01"));
  const { path: folder } = starting.use(await aFolder());
  const customer = { kind: "legacy", seats: 4, company: "Example AG", email: "ada@example.com" };
  await emulator.control.post("/portal/subscriptions", { ...customer, ...order });
  const resources = starting.move();
  return {
    folder,
    type: (...args: string[]) => understudyAt(emulator, ["portal", "license", ...args], { folder }),
    shown: async (number: number) =>
      (await emulator.control.get(`/portal/licenses/${number}`)).body,
    save: (number: number, edit: object) =>
      emulator.control.patch(`/portal/licenses/${number}`, edit),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** How a command ends that has done it. */
export const done = (stdout: unknown) => ({ end: 0, stdout, stderr: "" });
