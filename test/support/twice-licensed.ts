import { emulatorOn } from "./emulator-on.ts";

/** An instance that has had a license of 10 seats, and has an unlimited one now. */
export async function twiceLicensed() {
  const emulator = await emulatorOn("2025-06-01");
  await emulator.graphql.activate(emulator.ready.activationCode ?? "");
  const order = { plan: "ultimate", seats: null, company: "Second AG" };
  const { body } = await emulator.control.post("/portal/subscriptions", order);
  await emulator.graphql.activate(body.activationCode);
  return emulator;
}
