import type { Command } from "commander";
import { printable } from "../../base/printable.ts";
import { isGapless, type ReplacementReport } from "../../proof/replacement-report.ts";
import { controlOf } from "../control-client.ts";
import { instanceAddress, instanceOf } from "../instance-client.ts";
import { type InstanceTarget, onInstance } from "../naming.ts";
import { listOf } from "../table.ts";
import { print, Refused, type Terminal, textIn } from "../terminal.ts";
import { countFrom } from "../values.ts";

interface Options extends InstanceTarget {
  readonly readers: number;
  readonly replacements: number;
  readonly codes?: string;
}

export function addProveReplacement(program: Command, terminal: Terminal) {
  const prove = program
    .command("prove-replacement")
    .description(
      "Replace the license again and again while readers ask for it; judge every answer.",
    )
    .option("--readers <number>", "how many ask at once", countFrom(1, 1_000), 32)
    .option("--replacements <number>", "how many", countFrom(1, 1_000_000), 1_000)
    .option(
      "--codes <file>",
      "codes to activate in turn, one a line, instead of four that are sold for it; - is standard input",
    )
    .addHelpText(
      "after",
      `
An answer is right if it is a license, as a whole one of those that were activated, and one that was in force between
question and answer. Every code is activated again and again, and stays activated. Exit code 1 if any answer was wrong.`,
    );
  onInstance(prove, "--readers 8 --replacements 20").action(async (options: Options) => {
    const { readers, replacements } = options;
    if (
      options.url !== undefined &&
      options.controlUrl === undefined &&
      options.codes === undefined
    ) {
      throw new Refused(
        2,
        "--url needs --codes, a file with codes for that instance, or the --control-url of an emulator that sells them.",
      );
    }
    const address = await instanceAddress(terminal, options);
    // Whoever cannot be asked, or does not answer this caller, is not sold anything for.
    const instance = await instanceOf(terminal, options);
    await instance.graphql("{ currentLicense { id } }", isAnything);
    const codes =
      options.codes === undefined
        ? await soldFor(terminal, options)
        : await codesIn(terminal, options.codes);
    const { ProofError, proveReplacement } = await import("../../proof/replacement-proof.ts");
    const report = await proveReplacement({ ...address, readers, replacements, codes }).catch(
      (error: unknown) => {
        throw error instanceof ProofError ? new Refused(1, printable(error.message)) : error;
      },
    );
    print(terminal, report, options, inWords);
    const wrong = report.during.firstWrong ?? report.atRest.firstWrong;
    if (!isGapless(report)) throw new Refused(1, printable(`The first wrong answer: ${wrong}`));
  });
}

/** Four subscriptions that differ in all that a reader is shown. */
const orders = [
  { plan: "premium", seats: 10, company: "First AG", email: "first@example.com", name: "First" },
  {
    plan: "ultimate",
    seats: 20,
    company: "Second AG",
    email: "second@example.com",
    name: "Second",
  },
  { plan: "starter", seats: 30, company: "Third AG", email: "third@example.com", name: "Third" },
  {
    plan: "premium",
    seats: null,
    company: "Fourth AG",
    email: "fourth@example.com",
    name: "Fourth",
  },
] as const;

async function soldFor(terminal: Terminal, options: Options): Promise<string[]> {
  const control = await controlOf(terminal, options);
  const codes: string[] = [];
  for (const order of orders) {
    const { activationCode } = await control.call("subscriptions.sell", order);
    codes.push(activationCode ?? "");
  }
  return codes;
}

const codesIn = async (terminal: Terminal, file: string): Promise<string[]> =>
  (await textIn(terminal, file))
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

function inWords({ replacements, readers, seconds, during, atRest }: ReplacementReport): string {
  const rows = [
    { while: "while it was replaced", ...during },
    { while: "at rest", ...atRest },
  ];
  const table = listOf(rows, [
    ["while", ""],
    "reads",
    ["withoutLicense", "without a license"],
    "mixed",
    "stale",
    "failed",
    ["p50Ms", "p50 ms"],
    ["p99Ms", "p99 ms"],
  ]);
  const done = `${readers} readers, ${replacements} replacements in ${seconds.toFixed(1)} s`;
  return `${done}\n\n${table}`;
}

const isAnything = (value: unknown): value is unknown => value !== undefined;
