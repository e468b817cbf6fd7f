import type { Plugin } from "vite";

/** A module `virtual:NAME` that pages import, whose code is written when they are built. */
export function virtualModule(name: string, code: () => string): Plugin {
  const id = `virtual:${name}`;
  const resolved = `\0${id}`;
  return {
    name,
    resolveId: (wanted) => (wanted === id ? resolved : undefined),
    load: (wanted) => (wanted === resolved ? code() : undefined),
  };
}
