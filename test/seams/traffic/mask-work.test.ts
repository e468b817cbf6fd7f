import fc from "fast-check";
import { expect, test } from "vitest";
import { masked } from "../../../src/traffic/mask.ts";
import { portalWords } from "../../../src/traffic/portal-words.ts";
import { anExchange, form } from "./an-exchange.ts";

/** What masking looks for, and what stands around it. */
const pieces = [
  ...[
    "a",
    " ",
    "\n",
    "\\n",
    "\\",
    '"',
    '\\"',
    "'",
    '"""',
    "=",
    "&",
    "%41",
    "+",
    "[",
    "]",
    "{",
    "}",
  ],
  ...[":", ",", "$", "_", "1", "é", "😀", "\r\n", "--b", "token", "password", "activationCode"],
  ...["://", "%3A%2F%2F", "@", "%40"],
  ...["licenseKey", "glpat-", "eyJkYXRhIjo", "eyJ", "ICAg", "License Key,", '{"a":', '{"query":"'],
  ...[
    'name="',
    'name=""\r\n',
    "\r\n\r\n",
    'name="csrf-token" content="',
    "aBcDeFgHiJkLmNoPqRsTuVw1",
  ],
];

const wraps: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => JSON.stringify({ query: text }),
  (text) => JSON.stringify([text, { password: text.slice(0, 1_000) }]),
  (text) => JSON.stringify(text.match(/.{1,16}/gsu)),
  (text) => `[${text}]`,
];

const headersOf = [{}, { "content-type": "application/json" }, form];

/** What this thread has computed for, in microseconds: others may take theirs meanwhile. */
function workOf(act: () => unknown): number {
  const before = process.threadCpuUsage();
  act();
  const { user, system } = process.threadCpuUsage(before);
  return user + system;
}

/** How much more than ordinary text any other may take. A search that begins anew again and again takes thousands of times as much. */
const most = 60;

test.each([64 * 1024, 1024 * 1024])(
  "masking %i characters of anything takes about as long as masking as much ordinary text",
  (length) => {
    const ordinary = "Nothing in here is secret, and nobody has to look twice. ".repeat(
      length / 50,
    );
    const exchangeOf = (body: string, headers = {}) =>
      anExchange({ body, headers }, { response: { status: 200, headers: {}, body } });
    const usual = Math.max(
      ...[1, 2, 3].map(() => workOf(() => masked(exchangeOf(ordinary)))),
      // What a pause of the machine's own may take.
      2_000,
    );

    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...wraps),
        fc.constantFrom(...headersOf),
        (fragment, wrap, headers) => {
          const text = fragment.join("");
          const body = wrap(text.repeat(Math.ceil(length / text.length)));
          const work = workOf(() => {
            masked(exchangeOf(body, headers));
            portalWords(body);
          });
          expect(work / usual).toBeLessThan(most);
        },
      ),
      { numRuns: 70, examples: pieces.map((piece) => [[piece], wraps[0] ?? String, {}]) },
    );
  },
);
