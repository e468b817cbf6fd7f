import { emulatorOn } from "../../support/emulator-on.ts";

/** An emulator of the free edition. */
export const aFreeEdition = () => emulatorOn("2025-06-01", { edition: "ce" });
