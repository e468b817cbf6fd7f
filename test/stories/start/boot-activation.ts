import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { emulatorOn, type TestSettings } from "../../support/emulator-on.ts";
import { emulatorWithLog } from "../../support/emulator-with-log.ts";

/** With this seed, every stand-in portal has sold the same code. */
export const seed = "7";

export async function codeOfSeed(): Promise<string> {
  await using emulator = await emulatorOn("2025-06-01", { seed });
  return emulator.ready.activationCode ?? "";
}

/** Starts an instance with a code in its environment, which does not wait long for a portal. */
export const startedWithCode = (
  code: string,
  settings: TestSettings = {},
  backOff: (failures: number) => number = () => 1,
) =>
  emulatorWithLog("2025-06-01", settings, {
    environment: { GITLAB_ACTIVATION_CODE: code },
    backOff,
  });

type Started = Awaited<ReturnType<typeof startedWithCode>>;

/** What the log says of the activation, without anything else. */
export const attemptsOf = ({ logged }: Pick<Started, "logged">) =>
  logged()
    .split("\n")
    .filter((line) => line.includes('"msg":"Activation '))
    .map((line) => JSON.parse(line));

/** The licenses that an instance has, by number. */
export async function numbersOf({ control }: Pick<Started, "control">): Promise<number[]> {
  const { body } = await control.get("/state");
  return body.licenses.map(({ number }: { number: number }) => number);
}

/** What a portal was asked by an instance. */
export async function askedBy({ control }: Pick<Started, "control">) {
  const { body } = await control.get("/traffic?hop=portal");
  return body;
}

/** The paths that an instance has asked its portal for, in this order. */
export async function pathsAsked(emulator: Pick<Started, "control">): Promise<string[]> {
  const asked = await askedBy(emulator);
  return asked.map(({ request }: { request: { url: string } }) => new URL(request.url).pathname);
}

/** A port on which nobody listens. */
export async function aClosedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}
