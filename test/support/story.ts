import type { EmulatorOptions } from "../../src/package/start-emulator.ts";
import { test as testWithEmulator } from "../../src/package/vitest.ts";
import { controlClient } from "./control-client.ts";
import { graphqlClient } from "./graphql-client.ts";

const emulatorOptions: EmulatorOptions = { now: "2025-06-01", frozen: true };

/** Vitest's `test` with an emulator whose clock stands on 1 June 2025, and with what clients say to it over HTTP. */
export const test = testWithEmulator
  .extend("emulatorOptions", emulatorOptions)
  /** The instance's GraphQL, as the administrator. */
  .extend("graphql", ({ emulator: { instance, tokens } }) =>
    graphqlClient(`${instance.url}/api/graphql`, tokens.admin),
  )
  .extend("control", ({ emulator }) => controlClient(emulator.control.url));
