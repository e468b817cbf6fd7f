import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { readyOf, serving } from "../../support/command-line.ts";
import { canMount, mounted } from "../../support/failing-disk.ts";
import { graphqlClient } from "../../support/graphql-client.ts";
import { answerJson, scriptedPortal } from "../../support/scripted-portal.ts";

const code = "00112233aaaassssddddffff";

describe.runIf(canMount)("a disk that is full", () => {
  test("ends the recording and not the emulator, and the log says so", async () => {
    await using folder = await aFolder();
    await using portal = await scriptedPortal(
      answerJson({ data: { cloudActivationActivate: { licenseKey: null, errors: ["No"] } } }),
    );
    const args = ["--memory", "--json", "--portal-url", portal.url];
    const recording = join(folder.path, "recording");
    const serve = await serving([...args, "--record", recording], {
      node: mounted(folder.path, "-t tmpfs -o size=1m tmpfs"),
    });
    const { instance, tokens } = readyOf(serve);
    const { activate } = graphqlClient(`${instance.url}/api/graphql`, tokens.admin);
    const there = join(`/proc/${serve.pid}/root`, folder.path);

    await activate(code);
    const full = writeFile(join(there, "filler"), Buffer.alloc(2 ** 21));
    await expect(full).rejects.toThrow("ENOSPC");
    const answers = [await activate(code), await activate(code)];
    await serve[Symbol.asyncDispose]();

    expect(answers).toMatchObject([{ body: { errors: ["No"] } }, { body: { errors: ["No"] } }]);
    const { end, stderr } = await serve.ended;
    expect({ end, said: stderr }).toEqual({
      end: 0,
      said: expect.stringMatching(
        /The recording in \S+ has ended with exchange \d: the disk is full \(ENOSPC\)\. What follows is not recorded/,
      ),
    });
  });
});
