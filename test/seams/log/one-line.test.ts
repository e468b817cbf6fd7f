import { Writable } from "node:stream";
import { describe, expect, test } from "vitest";
import { startEmulator } from "../../../src/app/emulator.ts";
import { startLog } from "../../../src/base/log.ts";
import { readConfig } from "../../../src/config/config.ts";
import { controlClient } from "../../support/control-client.ts";
import { graphqlClient } from "../../support/graphql-client.ts";
import { rawRequest } from "../../support/raw-request.ts";
import { answerJson, scriptedPortal } from "../../support/scripted-portal.ts";

/** Line breaks of every kind, what a terminal obeys, and what reorders or hides text. */
const hostile = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(
  (character) => /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u.test(character),
);
const forged = `${hostile.join("")}[07:00:00] INFO: forged {"forged":true}`;

/** A log that keeps its output. */
async function aLog(json: boolean) {
  const lines: string[] = [];
  const out = new Writable({
    write(line, _encoding, done) {
      lines.push(String(line));
      done();
    },
  });
  const log = await startLog({ level: "trace", json }, out);
  return { log, output: () => lines.join("") };
}

/** Characters that must not stand in a log. */
const unprintable = (output: string) =>
  hostile.filter((one) => one !== "\n" && output.includes(one));

/** Lines of people's log that begin an entry. */
const entriesIn = (output: string) => output.split("\n").filter((line) => /^\S/.test(line));

const entries = [
  { what: "a message", write: (log) => log.info(forged) },
  { what: "a value", write: (log) => log.info({ detail: forged }, "message") },
  { what: "a value within others", write: (log) => log.info({ in: [{ it: forged }] }, "message") },
  { what: "a name", write: (log) => log.info({ in: { [forged]: 1 } }, "message") },
  { what: "every entry of a request", write: (log) => log.child({ forged }).info("message") },
  { what: "an exception", write: (log) => log.error({ err: new Error(forged) }, "message") },
  {
    what: "the cause of an exception",
    write: (log) => log.error({ err: new Error("one", { cause: new Error(forged) }) }, "message"),
  },
] satisfies { what: string; write: (log: Awaited<ReturnType<typeof startLog>>) => void }[];

describe("what somebody else says begins no line and hides none", () => {
  test.each(entries)("in JSON, as $what, and can be read again", async ({ write }) => {
    const { log, output } = await aLog(true);

    write(log);

    expect(unprintable(output())).toEqual([]);
    expect(output().trimEnd().split("\n")).toHaveLength(1);
    expect(JSON.stringify(JSON.parse(output()))).toContain(JSON.stringify(forged).slice(1, -1));
  });

  test.each(entries)("in words, as $what", async ({ write }) => {
    const { log, output } = await aLog(false);

    write(log);

    expect(unprintable(output())).toEqual([]);
    expect(entriesIn(output())).toEqual([expect.stringMatching(/^\[\d\d:\d\d:\d\d\] \w+: /)]);
    expect(output()).toContain("[07:00:00] INFO: forged");
  });

  test.each([{ json: true }, { json: false }])(
    "in the log of an emulator (JSON: $json), said by a portal or by a client",
    async ({ json }) => {
      const { log, output } = await aLog(json);
      await using portal = await scriptedPortal(
        answerJson({ data: { cloudActivationActivate: { errors: [forged] } }, errors: [forged] }),
      );
      const ports = { port: "0", portalPort: "0", controlPort: "0" };
      const flags = { ...ports, memory: "true", now: "2025-06-01", portalUrl: portal.url };
      const config = readConfig({ flags, environment: { GITLAB_ACTIVATION_CODE: "0".repeat(24) } });
      if (!config.ok) throw new Error(config.error.join("\n"));
      await using emulator = await startEmulator(config.value, { log });
      const { ready } = emulator;
      const graphql = graphqlClient(`${ready.instance.url}/api/graphql`, ready.tokens.admin);

      await graphql.activate("00112233aaaassssddddffff");
      await graphql.activate(forged);
      await controlClient(ready.control.url).post("/jobs/seat-link/run", {});
      for (const { url } of [ready.instance, ready.control]) {
        const headers = {
          "user-agent": "\u0085\u009bforged",
          "x-request-id": "\u0085\u009bforged",
        };
        await rawRequest(`${url}/${encodeURIComponent(forged)}`, { headers });
        await rawRequest(url, {
          headers: { "x-forged": "\u0085\u009bforged" },
          method: "POST",
          body: forged,
        });
      }

      expect(unprintable(output())).toEqual([]);
      const begun = json ? output().trimEnd().split("\n") : entriesIn(output());
      expect(begun.length).toBeGreaterThan(3);
      for (const line of begun)
        expect(line).toMatch(json ? /^\{.*\}$/ : /^\[\d\d:\d\d:\d\d\] \w+: /);
      expect(begun.filter((line) => line.startsWith("[07:00:00] INFO: forged"))).toEqual([]);
      expect(output()).toContain("forged");
    },
  );
});
