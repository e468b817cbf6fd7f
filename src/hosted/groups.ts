import { err, ok, type Result } from "../base/result.ts";
import { lineFlaw, pathFlaw, type Refusal, refusal } from "./accounts.ts";

/** A place for projects: one of a user's name, or a group. */
export interface Namespace {
  readonly id: number;
  readonly kind: "user" | "group";
  readonly name: string;
  readonly path: string;
  readonly fullPath: string;
  /** Null for a user's, and for a group at the top. */
  readonly parentId: number | null;
  /** Of a user's: whose it is. */
  readonly ownerId: number | null;
  /** How many members it has besides those that have accounts here. */
  readonly otherMembers: number;
}

/** What a member may do. Source: the product's REST API, access levels. */
export const accessLevels = { guest: 10, reporter: 20, developer: 30, maintainer: 40, owner: 50 };
export type AccessName = keyof typeof accessLevels;

export const owner = accessLevels.owner;

/** A group that is to be made. */
export interface NewGroup {
  readonly name: string;
  /** Made of the name unless said. */
  readonly path?: string | undefined;
  readonly parent: Namespace | null;
  readonly otherMembers: number;
}

/** Source: the product's limit of groups within groups. */
const deepest = 20;

/** Checks a group that is to be made, and says where it will be. */
export function checkGroup({
  name: typed,
  path: ownPath,
  parent,
  otherMembers,
}: NewGroup): Result<Omit<Namespace, "id">, Refusal> {
  const name = typed.trim();
  const flaw = lineFlaw(name);
  if (flaw !== undefined) return err(refusal("invalid-name", `name ${flaw}.`, "name"));
  const path = ownPath === undefined || ownPath === "" ? pathOfName(name) : ownPath;
  const badPath = pathFlaw(path);
  if (badPath !== undefined) return err(refusal("invalid-path", `path ${badPath}.`, "path"));
  if (parent?.kind === "user") {
    return err(refusal("no-group", `${parent.fullPath} is no group.`, "parent"));
  }
  const fullPath = parent ? `${parent.fullPath}/${path}` : path;
  if (fullPath.split("/").length > deepest) {
    return err(refusal("too-deep", `Groups go ${deepest} deep at most.`, "parent"));
  }
  return ok({
    kind: "group",
    name,
    path,
    fullPath,
    parentId: parent?.id ?? null,
    ownerId: null,
    otherMembers,
  });
}

/** `Example Group` is at `example-group`. */
const pathOfName = (name: string) =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .split(/[^a-z0-9_.]/)
    .map((word) => word.split(".").filter(Boolean).join("."))
    .filter(Boolean)
    .join("-");
