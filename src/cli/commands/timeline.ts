import type { Command } from "commander";
import { printableValue } from "../../base/printable.ts";
import { maxTimeline } from "../../contract/most.ts";
import type { GivenTo } from "../../contract/operations.ts";
import { addOptions } from "../command.ts";
import { type Control, controlOf } from "../control-client.ts";
import { onControl, type Target } from "../naming.ts";
import { operations } from "../operations.ts";
import { print, type Terminal } from "../terminal.ts";

interface Options extends Target {
  readonly to?: string;
  readonly kind?: readonly string[];
  readonly all?: true;
}

export async function addTimeline(program: Command, terminal: Terminal) {
  const timeline = program.command("timeline").description(operations["timeline.list"].summary);
  const wanted = await addOptions(timeline, "timeline.list");
  timeline.option("--all", "show each event, also where many are alike");
  onControl(timeline, "", "--kind license notice --from 2025-06-01").action(
    async (options: Options) => {
      const control = await controlOf(terminal, options);
      const events = await eventsOf(control, wanted());
      // What is told of a part of the time says nothing about now.
      const isPart = options.to !== undefined || options.kind !== undefined;
      const present = options.json || isPart ? "" : await presentOf(control);
      if (options.json) return print(terminal, events, options, String);
      const { timelineInWords } = await import("../words/timeline.ts");
      return print(
        terminal,
        events,
        options,
        (some) => `${timelineInWords(some, options.all === true)}${present}`,
      );
    },
  );
}

/** All that are wanted: no answer holds more than so many. */
async function eventsOf(control: Control, wanted: GivenTo<"timeline.list">) {
  const pages = [await control.call("timeline.list", wanted)];
  const isWhole = wanted.limit === undefined;
  for (let [page] = pages; isWhole && page?.length === maxTimeline; [page] = pages) {
    pages.unshift(await control.call("timeline.list", { ...wanted, before: page[0]?.place }));
  }
  return pages.flat();
}

async function presentOf(control: Control): Promise<string> {
  const notices = await control.call("timeline.list", { kind: "notice" });
  const state = await control.call("state.show", {});
  const { presentInWords } = await import("../words/timeline.ts");
  return `\n\n${presentInWords(printableValue(notices), printableValue(state))}`;
}
