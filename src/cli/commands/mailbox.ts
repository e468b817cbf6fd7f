import type { Command } from "commander";
import { printableLines } from "../../base/printable.ts";
import { addOperation } from "../command.ts";
import { print, type Terminal } from "../terminal.ts";
import { mailInWords } from "../words/mails.ts";

export const addMailboxCommands = (program: Command, terminal: Terminal) =>
  addOperation(program, terminal, "mailbox.show", (mail, options) =>
    // A mail has lines of its own.
    print(terminal, mail, options, (one) => mailInWords(one, printableLines(mail.text))),
  );
