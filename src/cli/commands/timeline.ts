import type { Command } from "commander";
import { jsonLine, printableValue } from "../../base/printable.ts";
import { maxTimeline } from "../../contract/most.ts";
import type { AnswerOf, GivenTo } from "../../contract/operations.ts";
import { addOptions } from "../command.ts";
import { type Control, controlOf } from "../control-client.ts";
import { onControl, type Target } from "../naming.ts";
import { operations } from "../operations.ts";
import { print, type Terminal } from "../terminal.ts";

type TimelineEvent = AnswerOf<"timeline.list">[number];

interface Options extends Target {
  readonly to?: string;
  readonly kind?: readonly string[];
  readonly all?: true;
  readonly follow?: true;
}

export async function addTimeline(program: Command, terminal: Terminal) {
  const timeline = program.command("timeline").description(operations["timeline.list"].summary);
  const wanted = await addOptions(timeline, "timeline.list");
  timeline.option("--all", "show each event, also where many are alike");
  timeline.option("--follow", "go on with what happens, until Ctrl-C");
  onControl(timeline, "", "--kind license notice --from 2025-06-01").action(
    async (options: Options) => {
      const control = await controlOf(terminal, options);
      if (options.follow) return followed(terminal, options, wanted());
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

async function followed(terminal: Terminal, options: Options, wanted: GivenTo<"timeline.list">) {
  const { follow } = await import("../follow.ts");
  const { timelineInWords } = await import("../words/timeline.ts");
  const control = await controlOf(terminal, options);
  const kinds = options.kind === undefined ? null : new Set<string>(options.kind);
  const shown = new Set<string>();
  const show = (event: TimelineEvent) => {
    // Another emulator at the same address has other events at these places.
    const known = `${event.place} ${event.at} ${event.text}`;
    if (shown.has(known)) return;
    shown.add(known);
    const text = options.json ? jsonLine(event) : timelineInWords(printableValue([event]), true);
    terminal.stdout(`${text}\n`);
  };
  await follow(terminal, options, {
    kinds: ["timeline", "started-over"],
    async onBegin() {
      for (const event of await eventsOf(control, wanted)) show(event);
    },
    onEvent(kind, data) {
      // Places begin anew.
      if (kind === "started-over") shown.clear();
      else if (kinds?.has((data as TimelineEvent).kind) ?? true) show(data as TimelineEvent);
    },
  });
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
