import type { Command } from "commander";

/** The flags and description of the option that asks for an API's own answer. */
export const jsonOption = ["--json", "print JSON, for programs"] as const;

/** The end of a command's help: lines that run as they stand, for somebody whose emulator has been started. */
export const example = (...lines: readonly string[]): string =>
  ["", lines.length === 1 ? "Example:" : "Examples:", ...lines.map((line) => `  ${line}`)].join(
    "\n",
  );

/** How a command is typed, without the program. */
export const wordsOf = (command: Command): string =>
  command.parent?.parent ? `${wordsOf(command.parent)} ${command.name()}` : command.name();

interface Group {
  readonly description: string;
  /** The command that is meant by the group's own name. */
  readonly standard?: string;
  readonly example?: string;
}

/** Commands that hold others. */
const groups: Readonly<Record<string, Group>> = {
  license: {
    description: "Look at licenses, upload and remove them.",
    example: "understudy license list",
  },
  portal: {
    description: "Do what the owner of the stand-in portal does.",
    example: "understudy portal sell",
  },
  "portal license": {
    description: "Find, duplicate, edit and download licenses that the stand-in portal has issued.",
    example: "understudy portal license find",
  },
  "portal answer": {
    description:
      "Arm a fault for the next report: the stand-in portal answers it wrongly, or not at all. `understudy fault list` shows those to come.",
    example: "understudy portal answer status 402",
  },
  hosted: {
    description: "Make and list accounts and groups of the hosted product.",
    example: "understudy hosted groups",
  },
  bundle: {
    description: "Save the state with all that has led to it as one file, and load one.",
    example: "understudy bundle save ticket.understudy-bundle.zip",
  },
  snapshot: {
    description: "Save states of instance, portal and clock, and go back to them.",
    example: "understudy snapshot save before-the-renewal",
  },
  ca: {
    description: "Export certificates that somebody has to trust.",
    example: "understudy ca export ca.pem",
  },
  har: {
    description: "Work with the network logs of browsers (HAR).",
    example: "understudy har diagnose ticket.har",
  },
  fault: {
    description:
      "Let the stand-in portal, the instance, the hosted product or the network misbehave at the next request.",
    example: "understudy fault status 503",
  },
  clock: {
    description: "Show and move the clock that instance and portal share.",
    standard: "show",
  },
  users: { description: "Show and set how many users the instance has.", standard: "show" },
  "users counts": {
    description: "Show and set the daily counts of billable users.",
    standard: "show",
  },
  "add-ons": {
    description: "Show the add-ons of the license in force, and assign their seats.",
    standard: "show",
  },
  jobs: { description: "Show the jobs of the instance, and run them.", standard: "list" },
  traffic: { description: "Show what went over the wire.", standard: "list" },
  mailbox: {
    description: "Read the mails that the stand-in portal has written.",
    standard: "list",
  },
  token: {
    description: "Create, list and revoke access tokens of the instance.",
    example: "understudy token list",
  },
  scenario: {
    description: "List and show scenarios, and come into their states.",
    standard: "list",
  },
  settings: {
    description: "Show and change settings of the instance while it runs.",
    standard: "show",
  },
  state: {
    description: "Show everything on one page, and put the instance near the end of a license.",
    standard: "show",
  },
};

/** The command that is meant by a group's own name; undefined if it needs one. */
export const standardOf = (path: readonly string[]): string | undefined =>
  groups[path.join(" ")]?.standard;

/** The command that holds those below some words, made if it is not there yet. */
export function groupAt(program: Command, path: readonly string[]): Command {
  let parent = program;
  path.forEach((name, at) => {
    const found = parent.commands.find((one) => one.name() === name);
    parent = found ?? newGroup(parent, path.slice(0, at + 1));
  });
  return parent;
}

function newGroup(parent: Command, path: readonly string[]): Command {
  const typed = path.join(" ");
  const group = groups[typed] ?? { description: `Commands about ${typed}.` };
  return parent
    .command(path.at(-1) ?? "")
    .description(group.description)
    .addHelpText("after", example(group.example ?? `understudy ${typed}`));
}
