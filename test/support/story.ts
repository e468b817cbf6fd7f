import { testWith } from "../../src/package/vitest.ts";
import { controlClient } from "./control-client.ts";
import { graphqlClient } from "./graphql-client.ts";

/** Vitest's `test` with an emulator whose clock stands on `now`, and with what clients say to it over HTTP. */
export const testOn = (now: string, settings: Parameters<typeof testWith>[0] = {}) =>
  testWith({ ...settings, now, frozen: true })
    /** The instance's GraphQL, as the administrator. */
    .extend("graphql", ({ emulator: { instance, tokens } }) =>
      graphqlClient(`${instance.url}/api/graphql`, tokens.admin),
    )
    .extend("control", ({ emulator }) => controlClient(emulator.control.url));
