import { describe, expect, test } from "vitest";
import { namedUuid, randomUuid } from "../../src/base/uuid.ts";

// Source: RFC 9562, appendix A.3 and A.4.
describe("a UUID", () => {
  test("of random bytes says that it is of version 4", () => {
    const bytes = Buffer.from("919108f752d133205bacf847db4148a8", "hex");

    expect(randomUuid(bytes)).toBe("919108f7-52d1-4320-9bac-f847db4148a8");
  });

  test("of a name is the same wherever it is made, and of version 5", () => {
    const dns = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";

    expect(namedUuid("www.example.com", dns)).toBe("2ed6657d-e927-568b-95e1-2665a8aea6a2");
  });
});
