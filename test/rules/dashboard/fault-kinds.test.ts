import { describe, expect, test } from "vitest";
import { z } from "zod";
import { audiences, kindsOf } from "../../../config/fault-kinds-module.ts";
import { Fault, faultAudiences, faultKinds } from "../../../src/contract/fault.ts";
import { faultEndpoints } from "../../../src/contract/fault-endpoints.ts";
import {
  valuesShown,
  waitsBehind,
  whomShown,
} from "../../../web/control/dashboard/faults/armed.ts";
import {
  audiencesAt,
  emptyForm,
  endpointsWith,
  type Form,
  faultIn,
  groupsOf,
} from "../../../web/control/dashboard/faults/form.ts";

const kinds = kindsOf(faultKinds);
const known = { kinds, endpoints: faultEndpoints, audiences: audiences() };

function kindOf(name: keyof typeof faultKinds) {
  const found = kinds.find(({ kind }) => kind === name);
  if (!found) throw new Error(`There is no ${name}.`);
  return found;
}

const formOf = (name: keyof typeof faultKinds, typed: Partial<Form> = {}): Form => ({
  ...emptyForm(kindOf(name)),
  ...typed,
});

const shapes = Fault.options.map(({ shape }) => {
  const [kind = "status"] = [...shape.kind.values];
  return { kind, shape };
});

const inOrder = (names: readonly string[]) =>
  names.toSorted((one, other) => one.localeCompare(other));

describe("the faults that the dashboard offers", () => {
  test("are those of the contract, each in one group", () => {
    const rows = groupsOf(kinds, "").flatMap((group) => group.kinds.map(({ kind }) => kind));

    expect(inOrder(rows)).toEqual(inOrder(Object.keys(faultKinds)));
  });

  test("stand in the order in which a person looks for them", () => {
    expect(groupsOf(kinds, "").map(({ name }) => name)).toEqual([
      "answer",
      "server",
      "dns",
      "ipv6",
      "tcp",
      "tls",
      "proxy",
    ]);
  });

  test.each(shapes)("ask for every field of $kind, and for no other", ({ kind, shape }) => {
    const { fields, endpoints } = kindOf(kind);
    const [usual = ""] = endpoints;
    const offered = [
      ...["kind", "endpoint", "times"],
      ...fields.map(({ name }) => name),
      ...audiencesAt(known.endpoints[usual as keyof typeof faultEndpoints], known.audiences).map(
        ({ name }) => name,
      ),
    ];

    expect(inOrder(offered)).toEqual(inOrder(Object.keys(shape)));
  });

  test.each(shapes)("can be armed as they stand: $kind", ({ kind, shape }) => {
    const armed = Fault.safeParse(faultIn(kindOf(kind), formOf(kind), 1, kindOf(kind).endpoints));

    expect(armed.error).toBeUndefined();
    expect(armed.data).toMatchObject({ kind, endpoint: shape.endpoint.parse(undefined) });
  });

  test("can be armed for one of each audience, which are those of the contract", () => {
    const shown = known.audiences.map(({ name, example }) =>
      faultIn(
        kindOf("status"),
        formOf("status", { only: { audience: name, value: example ?? "a-1" } }),
        1,
        kindOf("status").endpoints,
      ),
    );

    expect(known.audiences.map(({ name }) => name)).toEqual(Object.keys(faultAudiences));
    expect(shown.map((one) => Fault.parse(one))).toMatchObject([
      { activationCode: "0123456789abcdefghijklmn" },
      { subscription: "A-S00000002" },
      { instance: "a-1" },
    ]);
  });

  test("have a new kind of the contract without a change of the page", () => {
    const fields = {
      bytes: z.int().min(1).max(9).default(4).describe("How many."),
      way: z.enum(["fast", "slow"]).default("slow"),
      names: z.array(z.string()).optional(),
    };
    const summary = "Answer in pieces.";
    const [added] = kindsOf({ pieces: { summary, where: "anywhere", fields } });

    expect(added).toEqual({
      kind: "pieces",
      summary,
      keywords: "",
      group: "server",
      endpoints: ["activate", "seat-links", "any-portal", "graphql", "admin-page", "hosted"],
      fields: [
        {
          name: "bytes",
          type: "number",
          least: 1,
          most: 9,
          initial: "4",
          required: false,
          description: "How many.",
        },
        {
          name: "way",
          type: "choice",
          choices: ["fast", "slow"],
          initial: "slow",
          required: false,
          description: null,
        },
        { name: "names", type: "list", initial: "", required: false, description: null },
      ],
    });
  });

  test("are not built with a field that nobody could type, or a network of nobody", () => {
    const odd = (where: "anywhere" | "network", fields: z.ZodRawShape) =>
      kindsOf({ odd: { summary: "", where, fields } });

    expect(() => odd("anywhere", { facts: z.record(z.string(), z.string()) })).toThrow(
      "No page can ask for facts of odd.",
    );
    expect(() => odd("network", {})).toThrow("odd begins with no party of a network.");
  });

  test.each([
    ["any fault", { portal: true, hosted: true }, Object.keys(faultEndpoints)],
    [
      "none of a hosted product that does not run",
      { portal: true, hosted: false },
      ["activate", "seat-links", "any-portal", "graphql", "admin-page", "network"],
    ],
    [
      "those of the instance alone, with an external portal",
      { portal: false, hosted: false },
      ["graphql", "admin-page"],
    ],
  ])("hit what runs: %s", (_what, running, endpoints) => {
    const hit = new Set(kinds.flatMap((kind) => endpointsWith(kind, faultEndpoints, running)));

    expect([...hit].toSorted()).toEqual(endpoints.toSorted());
  });

  test("are found by words of their name, summary and group, all of which must be there", () => {
    const found = (wanted: string) =>
      groupsOf(kinds, wanted).flatMap((group) => group.kinds.map(({ kind }) => kind));

    expect(found("CERTIFICATE expired")).toEqual(["tls-expired"]);
    expect(found("dns nx")).toEqual(["dns-nxdomain"]);
    expect(found("unheard of")).toEqual([]);
  });

  test("are found by the words that people have for them", () => {
    const first = (wanted: string) => groupsOf(kinds, wanted)[0]?.kinds.map(({ kind }) => kind);

    expect(first("503")).toEqual(["status"]);
    expect(first("outage")).toEqual(["status", "drop-connection", "silence"]);
    expect(first("down")).toEqual(["status", "drop-connection", "silence"]);
    expect(first("timeout")).toEqual(["delay", "silence"]);
  });
});

describe("where a fault hits for which nothing was chosen", () => {
  const endpointOf = (name: keyof typeof faultKinds, times: number | "standing", to?: string) => {
    const form = formOf(name, to === undefined ? {} : { endpoint: to });
    return faultIn(kindOf(name), form, times, kindOf(name).endpoints)["endpoint"];
  };

  test("is whatever is sent to the portal while it stays, and the contract's else", () => {
    expect(endpointOf("status", "standing")).toBe("any-portal");
    expect(endpointOf("status", 1)).toBe("activate");
    expect(endpointOf("tls-expired", "standing")).toBe("network");
  });

  test("is left alone where one was chosen", () => {
    expect(endpointOf("status", "standing", "seat-links")).toBe("seat-links");
  });
});

describe("what is typed for a fault", () => {
  const sent = (name: keyof typeof faultKinds, values: Record<string, string>) =>
    faultIn(kindOf(name), formOf(name, { values }), 3, kindOf(name).endpoints);

  test("is sent as the contract wants it, and what is left empty is left out", () => {
    expect(sent("status", { status: "429", retryAfter: "60", body: "" })).toEqual({
      kind: "status",
      endpoint: "activate",
      times: 3,
      status: 429,
      retryAfter: 60,
    });
    expect(sent("errors", { errors: "One.\n\nTwo." })).toMatchObject({ errors: ["One.", "Two."] });
  });

  test("is a message of GraphQL on each line, or JSON that says more", () => {
    const errors = 'One.\n{"message":"Two.","extensions":{"code":"gone"}}';

    expect(sent("graphql-errors", { errors })).toMatchObject({
      errors: [{ message: "One." }, { message: "Two.", extensions: { code: "gone" } }],
    });
  });

  test("goes to the emulator as it was typed where it does not fit", () => {
    expect(sent("status", { status: "many" })).toMatchObject({ status: "many" });
    expect(sent("status", { status: "" })).toMatchObject({ status: "" });
  });
});

describe("a fault that is to come", () => {
  const armed = (fault: object) => Fault.parse(fault);
  const down = { kind: "status", status: 503, endpoint: "any-portal" };

  test("shows its own fields, and for whom it is", () => {
    const fault = armed({ ...down, retryAfter: 60, subscription: "A-S00000002" });

    expect(valuesShown(fault, known)).toBe("503; Retry after: 60");
    expect(whomShown(fault, known)).toBe("subscription A-S00000002");
    expect(whomShown(armed(down), known)).toBeNull();
  });

  test.each([
    ["a report", { kind: "no-license", endpoint: "seat-links" }, down, true],
    ["a report", { kind: "no-license", endpoint: "seat-links" }, { kind: "html" }, false],
    ["what a false answer leaves", down, { kind: "no-license", endpoint: "any-portal" }, false],
    ["a layer", { kind: "tcp-reset" }, { kind: "tcp-refused" }, true],
    ["another layer", { kind: "dns-silent" }, { kind: "tcp-refused" }, false],
    ["all", down, { ...down, subscription: "A-S00000002" }, false],
    ["the same one", { ...down, subscription: "A-S00000002" }, down, true],
  ])("of %s waits where a standing one hits all of it", (_what, fault, standing, waits) => {
    const first = armed({ ...standing, times: "standing" });
    const second = armed(fault);

    expect(waitsBehind(second, [first, second], known)).toBe(waits ? first : null);
    expect(waitsBehind(second, [second, first], known)).toBeNull();
  });

  test("does not wait behind one that is used up", () => {
    const [first, second] = [armed(down), armed(down)];

    expect(waitsBehind(second, [first, second], known)).toBeNull();
  });
});
