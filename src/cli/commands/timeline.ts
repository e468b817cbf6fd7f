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

/** So many of those that were there already are shown by who goes on. */
const lastShown = 10;

/** So many of those that were shown are known again. */
const mostKnown = 10_000;

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
  timeline.option(
    "--follow",
    "show the last ten, unless --from or --limit says which, and go on with what happens, until Ctrl-C",
  );
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
  const { eventInWords } = await import("../words/timeline.ts");
  const control = await controlOf(terminal, options);
  const kinds = options.kind === undefined ? null : new Set<string>(options.kind);
  const shown = new Set<string>();
  function know(mark: string) {
    shown.add(mark);
    const [oldest = ""] = shown;
    if (shown.size > mostKnown) shown.delete(oldest);
  }
  // Whoever has asked for a part of it gets that.
  let isFirst = [wanted.from, wanted.before, wanted.limit].every((one) => one === undefined);
  // Another emulator at the same address has other events at these places.
  const markOf = ({ place, at, text }: TimelineEvent) => `${place} ${at} ${text}`;
  const show = (event: TimelineEvent) => {
    if (shown.has(markOf(event))) return;
    know(markOf(event));
    const text = options.json ? jsonLine(event) : eventInWords(printableValue(event));
    terminal.stdout(`${text}\n`);
  };
  await follow(terminal, options, {
    kinds: ["timeline", "started-over"],
    async onBegin() {
      const events = await eventsOf(control, wanted);
      const passedOver = isFirst ? events.slice(0, -lastShown) : [];
      isFirst = false;
      for (const event of passedOver) know(markOf(event));
      for (const event of events) show(event);
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
