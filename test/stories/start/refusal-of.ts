import { StartError } from "../../../src/app/start-error.ts";
import { emulatorWith, type TestSettings } from "../../support/emulator-on.ts";

/** Why an emulator does not start, and whether a setting is to blame. */
export async function refusalOf(settings: TestSettings) {
  try {
    await using _emulator = await emulatorWith(settings);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return { wrongUse: error.wrongUse, message: error.message };
  }
  throw new Error("It has started.");
}
