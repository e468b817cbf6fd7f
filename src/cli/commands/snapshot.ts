import { createReadStream } from "node:fs";
import { open, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Command } from "commander";
import { controlOf } from "../control-client.ts";
import { groupAt } from "../groups.ts";
import { onControl, type Target } from "../naming.ts";
import { codeOf, pathOf, print, Refused, type Terminal, unreadable } from "../terminal.ts";

interface ExportOptions extends Target {
  readonly withoutSecrets?: true;
}

/** What files of snapshots end with. */
export const snapshotEnding = ".understudy-snapshot";

/** What carries a state to another machine. */
export function addSnapshotCommands(program: Command, terminal: Terminal) {
  const group = groupAt(program, ["snapshot"]);
  const exporting = group
    .command("export")
    .argument("<name>", "name of the snapshot")
    .argument("[file]", `where to write it; NAME${snapshotEnding} unless said`)
    .description("Write a state that was saved into a file, for another emulator or machine.")
    .option(
      "--without-secrets",
      "codes and tokens become others, license keys are written anew when it is restored, and passwords and links are gone",
    );
  onControl(exporting, "before-the-renewal").action(
    async (name: string, given: string | undefined, options: ExportOptions) => {
      const control = await controlOf(terminal, options);
      const secrets = options.withoutSecrets ? "false" : "true";
      const bytes = await control.call("snapshots.export", { name, secrets });
      const file = given ?? `${name}${snapshotEnding}`;
      try {
        await writeFile(pathOf(terminal, file), bytes, { mode: 0o600 });
      } catch (error) {
        throw new Refused(1, `${file} cannot be written (${codeOf(error)}).`);
      }
      print(terminal, { file, bytes: bytes.length }, options, () => `${file} is written.`);
    },
  );
  const importing = group
    .command("import")
    .argument("<file>", "file that an export has written")
    .argument("[name]", "name to keep it under; that of the file unless said")
    .description("Keep a state that another emulator has handed out as a file.");
  onControl(importing, `before-the-renewal${snapshotEnding}`).action(
    async (given: string, name: string | undefined, options: Target) => {
      const path = pathOf(terminal, given);
      const control = await controlOf(terminal, options);
      // One that cannot be read is told before anything is sent.
      await refuseUnreadable(path, given);
      const kept = await control.call("snapshots.import", {
        name: name ?? basename(given, snapshotEnding),
        file: createReadStream(path),
      });
      print(
        terminal,
        kept,
        options,
        () => `${kept.name} is kept. understudy snapshot restore ${kept.name} goes back to it.`,
      );
    },
  );
}

async function refuseUnreadable(path: string, given: string) {
  let isDirectory: boolean;
  try {
    await using file = await open(path);
    isDirectory = (await file.stat()).isDirectory();
  } catch (error) {
    throw unreadable(given, error);
  }
  if (isDirectory) throw new Refused(2, `${given} cannot be read: it is a directory.`);
}
