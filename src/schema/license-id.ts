import { GraphQLError, Kind, print, type ValueNode } from "graphql";
import { builder } from "./builder.ts";

/** A text that is no id of the type asked for, in the product's words. Source: instance behaviour, global ids. */
export class CoercionError extends GraphQLError {}

builder.scalarType("LicenseID", {
  description: "Global ID of a license, `gid://gitlab/License/<number>`.",
  serialize: (id) => id,
  parseValue: parseLicenseId,
  parseLiteral: (node: ValueNode) =>
    parseLicenseId(node.kind === Kind.STRING ? node.value : print(node)),
});

/** The number in a global id. Source: instance behaviour, global ids, error wordings. */
function parseLicenseId(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const [, app, model, id] = /^gid:\/\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(text) ?? [];
  if (id === undefined) throw new CoercionError(`${JSON.stringify(text)} is not a valid Global ID`);
  if (app !== "gitlab") {
    throw new CoercionError(`${JSON.stringify(text)} is not a Gitlab Global ID`);
  }
  if (model === "License") return id;
  throw new CoercionError(`${JSON.stringify(text)} does not represent an instance of License`);
}
