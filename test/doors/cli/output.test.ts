import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const launcher = fileURLToPath(new URL("../../../bin/understudy.mjs", import.meta.url));

/** What a shell says of a line in which `understudy` is this one. */
async function typed(line: string) {
  const script = `set -o pipefail; ${line.replace("understudy", `"${process.execPath}" "${launcher}"`)}`;
  const { stderr } = await promisify(execFile)("bash", ["-c", `${script}; echo "exit $?" >&2`]);
  return stderr;
}

describe("what the command line prints", () => {
  test("may be cut off by whoever reads it", async () => {
    expect(await typed("understudy completion bash | true")).toBe("exit 0\n");
  });

  test("is missed with a sentence where it cannot be written", async () => {
    expect(await typed("understudy completion bash >/dev/full")).toBe(
      "The output cannot be written (ENOSPC).\nexit 1\n",
    );
  });
});
