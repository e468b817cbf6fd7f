import type { Command } from "commander";
import type { Ready } from "../../app/emulator.ts";
import { controlAt } from "../control-client.ts";
import { example, jsonOption } from "../groups.ts";
import { runningEmulators } from "../registry.ts";
import { factsOf } from "../table.ts";
import { type JsonOption, print, Refused, type Terminal } from "../terminal.ts";

/** An emulator that answers, with what it is asked first. */
interface Running {
  readonly instance: string;
  readonly portal: string;
  readonly hosted: string | null;
  readonly control: string;
  readonly data: string | null;
  readonly pid: number;
  readonly clock: string;
  readonly edition: Ready["edition"];
  /** The name of the one that was run last; null if none was. */
  readonly scenario: string | null;
  readonly license: string | null;
}

/** A port that takes a connection and says nothing is no emulator that could be listed. */
const patienceMs = 2_000;

export function addStatus(program: Command, terminal: Terminal) {
  program
    .command("status")
    .description("List the emulators that were started here with serve: addresses, clock, license.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy status"))
    .action(async (options: JsonOption) => {
      const found = await Promise.all(
        runningEmulators(terminal.env).map(async ({ ready, data }) => {
          const { url, token } = ready.control;
          const authority = ready.certificateAuthority ?? undefined;
          const control = controlAt({ url, token: token ?? undefined, authority, patienceMs });
          try {
            const { edition, clock, scenario, currentLicense } = await control.call(
              "state.show",
              {},
            );
            return {
              instance: ready.instance.url,
              portal: ready.portal?.url ?? "external",
              hosted: (await control.call("addresses.show", {})).hosted?.url ?? null,
              control: url,
              data,
              pid: ready.pid,
              clock: clock.running ? clock.now : `${clock.now}, stands still`,
              edition,
              scenario: scenario?.name ?? null,
              license: currentLicense && `${currentLicense.plan} (${currentLicense.type})`,
            };
          } catch (error) {
            // It has ended meanwhile, or another program has its port.
            if (error instanceof Refused) return null;
            throw error;
          }
        }),
      );
      const running = found.filter((one) => one !== null);
      print(terminal, running, options, inWords);
    });
}

const inWords = (running: readonly Running[]): string =>
  running.length === 0
    ? "No emulator runs here."
    : running
        .map((one) =>
          factsOf(one, [
            "instance",
            "portal",
            ["hosted", "hosted", "none"],
            "control",
            ["data", "data", "in memory"],
            ["pid", "process"],
            "clock",
            "edition",
            ["scenario", "scenario", "none"],
            ["license", "license", "none in force"],
          ]),
        )
        .join("\n\n");
