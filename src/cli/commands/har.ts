import type { Command } from "commander";
import type { Terminal } from "../terminal.ts";
import { addHarDiagnose } from "./har-diagnose.ts";
import { addHarExport } from "./har-export.ts";

export function addHarCommands(program: Command, terminal: Terminal) {
  addHarDiagnose(program, terminal);
  addHarExport(program, terminal);
}
