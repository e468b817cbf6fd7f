import { mkdtempDisposable, readdir, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder that is gone with the test. */
export const aFolder = () => mkdtempDisposable(join(tmpdir(), "understudy-"));

/** The permission bits of a folder and of the files in it. */
export async function modesIn(folder: string): Promise<Record<string, string>> {
  const names = [".", ...(await readdir(folder)).sort()];
  const modes = names.map(async (name) => {
    const { mode } = await stat(join(folder, name));
    return [name, (mode & 0o777).toString(8)];
  });
  return Object.fromEntries(await Promise.all(modes));
}
