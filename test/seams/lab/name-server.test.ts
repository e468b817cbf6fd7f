import { decode, encode, type Question, RECURSION_DESIRED } from "dns-packet";
import { describe, expect, test } from "vitest";
import { answerTo } from "../../../src/lab/name-server.ts";

const question = (asked: Partial<Question> = {}): Question => ({
  type: "A",
  name: "customers.understudy.test",
  ...asked,
});

const query = (asked: Partial<Question> = {}, more: object = {}): Buffer =>
  encode({
    type: "query",
    id: 7,
    flags: RECURSION_DESIRED,
    questions: [question(asked)],
    ...more,
  });

function answered(message: Buffer) {
  const answer = answerTo(message, "works");
  if (answer === null) return null;
  const { id, answers = [], additionals = [], ...flags } = decode(answer);
  const data = answers.map((record) => ("data" in record ? record.data : null));
  return { id, code: Reflect.get(flags, "rcode"), data, additionals };
}

describe("the name server", () => {
  test("reads no message that is longer than any question", () => {
    const padded = (length: number) => Buffer.concat([query(), Buffer.alloc(length)]);

    expect(answered(padded(1_000))).toMatchObject({ code: "NOERROR" });
    expect(answered(padded(5_000))).toBeNull();
  });

  test.each([
    { type: "A", data: ["203.0.113.10", "203.0.113.11"] },
    { type: "AAAA", data: ["2001:db8::10", "2001:db8::11"] },
    { type: "TXT", data: [] },
  ] as const)("knows the portal's $type records", ({ type, data }) => {
    expect(answered(query({ type }))).toMatchObject({ id: 7, code: "NOERROR", data });
  });

  test.each([
    ["CUSTOMERS.Understudy.Test", "NOERROR", ["203.0.113.10", "203.0.113.11"]],
    ["proxy.understudy.test", "NOERROR", ["198.51.100.7"]],
    ["localhost", "NOERROR", ["127.0.0.1"]],
    ["customers.gitlab.com", "NXDOMAIN", []],
    ["understudy.test", "NXDOMAIN", []],
    [".", "NXDOMAIN", []],
  ])("answers %s with %s %j", (name, code, data) => {
    expect(answered(query({ name }))).toMatchObject({ code, data });
  });

  test("answers in the extended protocol who asks in it", () => {
    const extended = { type: "OPT", name: ".", udpPayloadSize: 4096, flags: 0, options: [] };

    expect(answered(query({}, { additionals: [extended] }))?.additionals).toMatchObject([
      { type: "OPT" },
    ]);
    expect(answered(query())?.additionals).toEqual([]);
  });

  test.each([
    ["nothing", Buffer.alloc(0)],
    ["half a header", query().subarray(0, 7)],
    ["a question that breaks off", query().subarray(0, 20)],
    ["a name that points at itself", Buffer.from("000701000001000000000000c00c00010001", "hex")],
    ["an answer", encode({ type: "response", id: 7, questions: [question()] })],
    ["no question", encode({ type: "query", id: 7, questions: [] })],
    ["two questions", encode({ type: "query", id: 7, questions: [question(), question()] })],
    ["noise", Buffer.alloc(4096, 0xff)],
  ])("says nothing to %s", (_what, message) => {
    expect(answerTo(message, "works")).toBeNull();
  });
});
