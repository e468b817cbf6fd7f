import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";

const root = dirname(findPackageJSON(".", import.meta.url) ?? ".");

/** Where a file of this package is, for the sources of a checkout and for the bundle alike. */
export const packageFile = (path: string): string => join(root, path);
