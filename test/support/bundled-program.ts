import { fileURLToPath } from "node:url";
import { bundling, program } from "../../config/rolldown.config.ts";

const folder = fileURLToPath(new URL("../../dist/tested", import.meta.url));

/** The program as it is packed: it starts in a third of the time that its sources take. */
export const bundledProgram = `${folder}/cli.js`;

/** Bundles the sources as they are, before the first test. */
export async function setup() {
  const { build } = await import("rolldown");
  await build({ ...bundling, input: { cli: program }, output: { dir: folder, cleanDir: true } });
}
