import { describe, expect, test } from "vitest";
import { knownSecrets } from "../../../src/traffic/known-secrets.ts";
import { masked } from "../../../src/traffic/mask.ts";
import { foundSecrets } from "../../../src/traffic/secrets.ts";
import { anExchange } from "./an-exchange.ts";

const secret = `my "own" <t%ken>&more`;

const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("a secret that the emulator knows", () => {
  test.each([
    ["as it is", `It is ${secret}.`],
    ["in JSON", JSON.stringify({ said: secret })],
    ["in JSON within JSON", JSON.stringify({ said: JSON.stringify({ again: secret }) })],
    ["in JSON that was cut off", JSON.stringify({ said: `${secret}, and more` }).slice(0, -5)],
    ["in HTML", "<b>my &quot;own&quot; &lt;t%ken&gt;&amp;more</b>"],
    ["in an address", `/a/${encodeURIComponent(secret)}/b`],
    ["in a form", `a=${new URLSearchParams({ secret }).toString().slice("secret=".length)}`],
    [
      "with every character encoded",
      [...Buffer.from(secret)].map((byte) => `%${byte.toString(16)}`).join(""),
    ],
    ["in base64", base64(secret)],
    ["in base64, one byte later", base64(`a${secret} and more`)],
    ["in base64, two bytes later", base64(`ab${secret} and more`)],
  ])("is masked %s", (_how, text) => {
    const secrets = knownSecrets();
    secrets.add(secret);

    const clean = secrets.clean(text);

    expect(clean).toContain("[masked]");
    expect(clean).not.toMatch(/own|t%ken|t%25ken|%6f%77%6e|b3du|93biI|vd24/);
  });

  test("is masked in an exchange that says nowhere that it is one", () => {
    const secrets = knownSecrets();
    secrets.add("hunter2-hunter2");
    const exchange = anExchange(
      { url: "/search?q=hunter2-hunter2", headers: { "x-note": "hunter2-hunter2" } },
      { response: { status: 404, headers: {}, body: "No hunter2-hunter2 here" } },
    );

    expect(
      JSON.stringify(masked(exchange, undefined, foundSecrets({ known: secrets }))),
    ).not.toContain("hunter2");
    expect(JSON.stringify(masked(exchange))).toContain("hunter2");
  });

  test("is not looked for if it is as short as an ordinary word", () => {
    const secrets = knownSecrets();
    secrets.add("license");

    expect(secrets.clean("The license is valid.")).toBe("The license is valid.");
  });

  test("makes room for later ones if it has come up in passing", () => {
    const secrets = knownSecrets();
    secrets.add("kept from the start");
    for (let number = 1_000; number <= 1_100; number += 1) secrets.addPassing(`passing-${number}`);

    expect(secrets.clean("kept from the start, passing-1000, passing-1001, passing-1100")).toBe(
      "[masked], passing-1000, [masked], [masked]",
    );
  });
});

describe("the name and the password in an address", () => {
  test.each([
    ["https://ada:hunter2@portal.test/x", "https://[masked]@portal.test/x"],
    ["<smtp://ada:hun@ter2@mail.test>", "<smtp://[masked]@mail.test>"],
    ["to https:\\/\\/ada@portal.test\\/", "to https:\\/\\/[masked]@portal.test\\/"],
    ["https%3A%2F%2Fada%3Ahunter2%40portal.test", "https%3A%2F%2F[masked]%40portal.test"],
    ["http://portal.test/ada@example.com", "http://portal.test/ada@example.com"],
    ["http://portal.test and ada@example.com", "http://portal.test and ada@example.com"],
  ])("are masked: %s", (text, shown) => {
    const location = { response: { status: 302, headers: { location: text }, body: text } };

    const { response } = masked(anExchange({}, location));

    expect([response?.headers["location"], response?.body]).toEqual([shown, shown]);
  });
});
