import { EventEmitter, once } from "node:events";
import { Writable } from "node:stream";
import pino from "pino";
import { type Surroundings, startEmulator } from "../../src/app/emulator.ts";
import { readConfig } from "../../src/config/config.ts";
import { type ControlClient, controlClient } from "./control-client.ts";
import type { TestSettings } from "./emulator-on.ts";
import { type GraphqlClient, graphqlClient } from "./graphql-client.ts";

interface Around extends Omit<Surroundings, "log"> {
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts an emulator in memory that logs everything it can, and keeps what it logged. */
export async function emulatorWithLog(
  now: string,
  settings: TestSettings = {},
  { environment = {}, ...waits }: Around = {},
) {
  const lines: string[] = [];
  const grown = new EventEmitter();
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      grown.emit("line");
      done();
    },
  });
  const flags = { memory: "true", now, frozen: "true", port: "0", portalPort: "0" };
  const config = readConfig({
    flags: { ...flags, controlPort: "0", ...settings },
    environment,
  });
  if (!config.ok) throw new Error(config.error.join("\n"));
  const log = pino({ level: "trace", base: null }, stream);
  const emulator = await startEmulator(config.value, { log, ...waits });
  const { ready } = emulator;
  const graphql: GraphqlClient = graphqlClient(
    `${ready.instance.url}/api/graphql`,
    ready.tokens.admin,
  );
  const control: ControlClient = controlClient(ready.control.url);
  return {
    ready,
    graphql,
    control,
    /** JSON, a line for each entry. */
    logged: () => lines.join(""),
    /** Settles once the log has said so. */
    async said(text: string) {
      while (!lines.some((line) => line.includes(text))) await once(grown, "line");
    },
    [Symbol.asyncDispose]: () => emulator[Symbol.asyncDispose](),
  };
}
