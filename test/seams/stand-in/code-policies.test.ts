import { describe, expect, test } from "vitest";
import { activate, codeOf, moveToNoonOf, noonOf, portalOn, sendQuery } from "./portal-on.ts";

const name = "A-S00000002";

/** A portal with policies, and instances that use codes there. */
async function portalWith(
  policies: Parameters<Awaited<ReturnType<typeof portalOn>>["setPolicies"]>[0],
) {
  const clock = noonOf("2025-06-01");
  const portal = await portalOn(clock);
  portal.setPolicies(policies);
  return {
    portal,
    code: codeOf(portal, {}),
    moveTo: (on: string) => moveToNoonOf(clock, on),
    async errorsFor(code: string, instance = "first"): Promise<string[]> {
      const query = `mutation { cloudActivationActivate(input: {activationCode: "${code}", instanceIdentifier: "${instance}"}) { licenseKey errors } }`;
      const { data } = await (await sendQuery(portal, query)).json();
      const { licenseKey, errors } = data.cloudActivationActivate;
      if ((licenseKey === null) !== errors.length > 0) throw new Error("A key beside errors.");
      return errors;
    },
    [Symbol.asyncDispose]: () => portal[Symbol.asyncDispose](),
  };
}

const bound = "invalid activation code: it belongs to the instance that has used it first";

describe("a code that is bound to its first instance", () => {
  test("serves that one again, and is refused to others, who can use another code", async () => {
    await using sale = await portalWith({ codesBoundToFirstInstance: true });

    const first = await sale.errorsFor(sale.code, "first");
    const second = await sale.errorsFor(sale.code, "second");
    const again = await sale.errorsFor(sale.code, "first");
    const other = await sale.errorsFor(codeOf(sale.portal, {}), "second");

    expect([first, second, again, other]).toEqual([[], [bound], [], []]);
  });

  test("was bound before the policy was switched on, and is free without it", async () => {
    await using sale = await portalWith({});
    const used = [
      await sale.errorsFor(sale.code, "first"),
      await sale.errorsFor(sale.code, "second"),
    ];

    sale.portal.setPolicies({ codesBoundToFirstInstance: true });
    const bindings = [
      await sale.errorsFor(sale.code, "first"),
      await sale.errorsFor(sale.code, "second"),
    ];

    expect([...used, ...bindings]).toEqual([[], [], [], [bound]]);
  });

  test("is replaced by one that is free, when it is reissued", async () => {
    await using sale = await portalWith({ codesBoundToFirstInstance: true });
    await sale.errorsFor(sale.code, "first");
    sale.portal.reissueCode(name);
    const code = sale.portal.subscription(name)?.activationCode ?? "";

    const answers = [await sale.errorsFor(code, "second"), await sale.errorsFor(code, "first")];

    expect(answers).toEqual([[], [bound]]);
  });

  test("is not bound by an answer that a fault has spoiled", async () => {
    await using sale = await portalWith({ codesBoundToFirstInstance: true });
    sale.portal.addFault({ kind: "expired-license", endpoint: "activate", times: 1 });
    await sale.errorsFor(sale.code, "first");

    expect(await sale.errorsFor(sale.code, "second")).toEqual([]);
  });
});

describe("a code that expires unless it is used", () => {
  const expired = (on: string) =>
    `invalid activation code: it expired on ${on}, because nobody had used it by then`;

  test.each([
    { days: 30, on: "2025-06-30", errors: [] },
    { days: 30, on: "2025-07-01", errors: [expired("2025-07-01")] },
    { days: 1, on: "2025-06-01", errors: [] },
    { days: 1, on: "2025-06-02", errors: [expired("2025-06-02")] },
    { days: null, on: "2034-06-01", errors: [] },
  ])("after $days days is answered on $on with $errors", async ({ days, on, errors }) => {
    await using sale = await portalWith({ unusedCodesExpireAfterDays: days });
    sale.moveTo(on);

    expect(await sale.errorsFor(sale.code)).toEqual(errors);
    expect(sale.portal.subscription(name)?.cloudLicensing).toBe(errors.length === 0);
  });

  test("never does once it was used", async () => {
    await using sale = await portalWith({ unusedCodesExpireAfterDays: 30 });
    await activate(sale.portal, sale.code);
    sale.moveTo("2026-01-01");

    expect(await sale.errorsFor(sale.code, "another")).toEqual([]);
  });

  test("has its days anew when it is reissued", async () => {
    await using sale = await portalWith({ unusedCodesExpireAfterDays: 30 });
    await activate(sale.portal, sale.code);
    sale.moveTo("2025-12-01");
    sale.portal.reissueCode(name);
    const code = sale.portal.subscription(name)?.activationCode ?? "";

    sale.moveTo("2025-12-31");

    expect(await sale.errorsFor(code)).toEqual([expired("2025-12-31")]);
  });
});
