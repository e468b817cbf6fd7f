import { describe, expect, test } from "vitest";
import { faultKinds } from "../../../src/contract/fault.ts";
import type { OperationShape } from "../../../src/contract/operation.ts";
import { operationIds, operations } from "../../../src/contract/operations.ts";

const shapes = operationIds.map((id): OperationShape & { id: string } => ({
  id,
  ...operations[id],
}));

/** The names of all inputs, each as often as it has a place. */
function inputsOf({ params, query, body, bodyAs }: OperationShape): string[] {
  const ofBody = body && "shape" in body ? Object.keys(Object(body.shape)) : [];
  return [
    ...Object.keys(params?.shape ?? {}),
    ...Object.keys(query?.shape ?? {}),
    ...(bodyAs === undefined ? ofBody : [bodyAs]),
  ];
}

describe("an operation of the contract", () => {
  test.each(shapes)("has one place for each input: $id", (shape) => {
    const inputs = inputsOf(shape);

    expect(new Set(inputs).size).toBe(inputs.length);
    expect(inputs).toEqual(expect.arrayContaining([...(shape.args ?? [])]));
  });

  test.each(shapes)("names in its path what it is given there: $id", ({ path, params }) => {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

    expect(named).toEqual(Object.keys(params?.shape ?? {}));
  });

  test("has a method and path, a command and a name of its own", () => {
    const seen = shapes.flatMap(({ method, path, command, alias }) => [
      `${method} ${path}`,
      ...(command ? [`understudy ${command.name}`] : []),
      ...(alias ? [alias] : []),
    ]);

    expect(seen).toEqual([...new Set(seen)]);
  });
});

test("the argument of a kind of fault is one of its fields", () => {
  const strangers = Object.values(faultKinds).filter(
    (kind) => "argument" in kind && !Object.hasOwn(kind.fields, kind.argument),
  );

  expect(strangers).toEqual([]);
});
