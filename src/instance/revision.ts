import { createHash } from "node:crypto";

/** Eleven hexadecimal digits, as revisions are shown; the same for the same version. */
export const revisionOf = (gitlabVersion: string) =>
  createHash("sha256").update(gitlabVersion).digest("hex").slice(0, 11);
