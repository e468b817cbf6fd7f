import { describe, expect, test } from "vitest";
import type { Exchange } from "../../../src/traffic/exchange.ts";
import { masked } from "../../../src/traffic/mask.ts";
import { exchangesShown } from "../../../src/traffic/shown.ts";
import { anExchange, encoded, form } from "./an-exchange.ts";

const withAnswer = (exchange: Exchange, headers: Record<string, string>, ms = 1): Exchange => ({
  ...exchange,
  ms,
  response: { status: 200, headers, body: '{"message":"session-of-somebody was opened"}' },
});

const asked: readonly { what: string; exchange: Exchange }[] = [
  { what: "a query", exchange: anExchange({ body: '{"query":"{ currentLicense { id } }"}' }) },
  {
    what: "an activation",
    exchange: anExchange({ body: '{"activationCode":"abcdefghijklmnopqrstuvwx"}' }),
  },
  {
    what: "a form",
    exchange: anExchange({ body: encoded({ password: "sesame-open" }), headers: form }),
  },
  {
    what: "a token",
    exchange: anExchange({ body: "", headers: { "private-token": "glpat-own-12345" } }),
  },
];

describe("what is asked again is shown as if it were asked for the first time:", () => {
  test.each(asked)("$what", ({ exchange }) => {
    const show = exchangesShown();
    const turns = [
      withAnswer(exchange, { "x-request-id": "first" }),
      withAnswer(exchange, { "x-request-id": "second", "x-runtime": "0.1" }, 2),
      // What the answer's header tells is a secret in its body too, this time and never before.
      withAnswer(exchange, { "set-cookie": "session-of-somebody" }, 3),
      withAnswer(exchange, { "x-request-id": "fourth", "x-echo": "glpat-another-12345" }, 4),
      withAnswer({ ...exchange, hop: "portal" }, { "x-request-id": "fifth" }, 5),
    ];

    const shown = turns.map((turn) => show(turn).exchange);

    expect(shown.slice(0, 3)).toEqual(turns.slice(0, 3).map((turn) => masked(turn)));
    expect(shown[2]?.response?.body).toBe('{"message":"[masked] was opened"}');
    expect(JSON.stringify(shown)).not.toMatch(/abcdefgh|sesame|glpat-own|glpat-another/);
    expect(
      shown.map(({ hop, ms, response }) => [hop, ms, response?.headers["x-request-id"]]),
    ).toEqual([
      [exchange.hop, 1, "first"],
      [exchange.hop, 2, "second"],
      [exchange.hop, 3, undefined],
      [exchange.hop, 4, "fourth"],
      ["portal", 5, "fifth"],
    ]);
  });
});
