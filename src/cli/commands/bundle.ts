import { open, writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { bundleEnding } from "../../bundle/bundle.ts";
import { controlOf } from "../control-client.ts";
import { groupAt } from "../groups.ts";
import { onControl, type Target } from "../naming.ts";
import { codeOf, pathOf, print, Refused, type Terminal, unreadable } from "../terminal.ts";
import { loadedInWords, savedInWords } from "../words/bundle.ts";

const example = `ticket${bundleEnding}`;

export function addBundleCommands(program: Command, terminal: Terminal) {
  const group = groupAt(program, ["bundle"]);
  const saving = group
    .command("save")
    .argument("<file>", "where to write it")
    .description("Save what somebody else needs to see the same, as one file without secrets.");
  onControl(saving, example).action(async (file: string, options: Target) => {
    const control = await controlOf(terminal, options);
    const bundle = await control.call("bundle.save", {});
    try {
      await writeFile(pathOf(terminal, file), bundle, { mode: 0o600 });
    } catch (error) {
      throw new Refused(1, `${file} cannot be written (${codeOf(error)}).`);
    }
    print(terminal, { file, bytes: bundle.length }, options, savedInWords);
  });
  const loading = group
    .command("load")
    .argument("<file>", "what bundle save has written, here or elsewhere")
    .description("Put the emulator into the state that a bundle was saved in.");
  onControl(loading, example).action(async (file: string, options: Target) => {
    const bundle = await bytesIn(terminal, file);
    const control = await controlOf(terminal, options);
    print(terminal, await control.call("bundle.load", { bundle }), options, loadedInWords);
  });
}

/** A file as it is read, once it could be opened. */
async function bytesIn(terminal: Terminal, file: string): Promise<AsyncIterable<Uint8Array>> {
  try {
    const opened = await open(pathOf(terminal, file));
    if ((await opened.stat()).isFile()) return opened.createReadStream();
    await opened.close();
  } catch (error) {
    throw unreadable(file, error);
  }
  throw new Refused(2, `${file} cannot be read: it is no regular file.`);
}
