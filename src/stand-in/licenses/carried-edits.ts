import type { LicenseAttributes } from "./write-license.ts";

/** A license as its subscription had it, and as somebody has edited it. */
export interface Edited {
  readonly asIssued: LicenseAttributes;
  readonly asEdited: LicenseAttributes;
}

/**
 * What a new license says of a subscription whose last one was edited: the edits go on, until somebody edits again, or the
 * subscription itself says something else in that place.
 */
export const withEdits = (
  said: LicenseAttributes,
  { asIssued, asEdited }: Edited,
): LicenseAttributes => ({
  ...merged(said, asIssued, asEdited),
  licensee: merged(said.licensee, asIssued.licensee, asEdited.licensee),
  restrictions: {
    ...merged(said.restrictions ?? {}, asIssued.restrictions ?? {}, asEdited.restrictions ?? {}),
    id: said.restrictions?.["id"],
  },
});

/** Member by member: what was edited, unless what was issued differs by now. */
function merged<Members extends object>(
  said: Members,
  asIssued: Members,
  asEdited: Members,
): Members {
  const [now, before, after] = [said, asIssued, asEdited].map(
    (members) => new Map<string, unknown>(Object.entries(members)),
  ) as [Map<string, unknown>, Map<string, unknown>, Map<string, unknown>];
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const isEdited = !isSame(before.get(name), after.get(name));
    if (isEdited && isSame(now.get(name), before.get(name))) now.set(name, after.get(name));
  }
  return Object.fromEntries(now) as Members;
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
