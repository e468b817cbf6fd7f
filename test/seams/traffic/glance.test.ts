import { describe, expect, test } from "vitest";
import { glanceAt } from "../../../src/traffic/glance.ts";
import { anExchange, answered } from "./an-exchange.ts";

const asking = (body: unknown) => glanceAt(anExchange({ body: JSON.stringify(body) })).variables;
const answeredWith = (body: unknown) =>
  glanceAt(anExchange({}, answered(JSON.stringify(body)))).errors;

describe("at a glance", () => {
  test.each([
    { sent: { query: "{ a }" }, variables: null },
    {
      sent: { query: "{ a }", variables: { code: "[masked]", n: 1 } },
      variables: { code: "[masked]", n: 1 },
    },
    { sent: [{ variables: { a: 1 } }, { query: "{ a }" }], variables: [{ a: 1 }, null] },
    { sent: { variables: { text: "x".repeat(201) } }, variables: { text: `${"x".repeat(199)}…` } },
    {
      sent: { variables: { list: Array.from({ length: 51 }, () => 1) } },
      variables: { list: [...Array.from({ length: 50 }, () => 1), "…"] },
    },
    {
      sent: { variables: { a: { b: { c: { d: { e: { f: { g: 1 } } } } } } } },
      variables: { a: { b: { c: { d: { e: { f: "…" } } } } } },
    },
  ])("variables of $sent are $variables", ({ sent, variables }) => {
    expect(asking(sent)).toEqual(variables);
  });

  test.each([
    { answer: { errors: [{ message: "a" }, { message: "b" }] }, errors: ["a", "b"] },
    { answer: { data: { activate: { errors: ["a"] } } }, errors: ["a"] },
    { answer: { success: false, errors: "a" }, errors: ["a"] },
    { answer: { error: "insufficient_scope" }, errors: ["insufficient_scope"] },
    { answer: { message: "401 Unauthorized" }, errors: ["401 Unauthorized"] },
    { answer: { errors: ["a", "b", "c", "d"] }, errors: ["a", "b", "c"] },
    { answer: { errors: ["x".repeat(201)] }, errors: [`${"x".repeat(199)}…`] },
  ])("errors of $answer are $errors", ({ answer, errors }) => {
    expect(answeredWith(answer)).toEqual(errors);
  });
});
