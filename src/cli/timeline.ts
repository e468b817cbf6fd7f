import { type Command, Option } from "commander";
import type { PublicEvent } from "../timeline/timeline-event.ts";
import { controlOf, onControl, type Target } from "./control-client.ts";
import { example } from "./example.ts";
import { type JsonOption, jsonOption, print } from "./print.ts";
import { presentInWords, type State, timelineInWords } from "./timeline-facts.ts";

interface Options extends Target, JsonOption {
  readonly from?: string;
  readonly to?: string;
  readonly kind?: readonly string[];
  readonly all?: true;
}

export function addTimeline(program: Command) {
  const timeline = program
    .command("timeline")
    .description(
      "Show what has happened, and why: jobs, licenses, refusals, notices, faults, the portal.",
    )
    .option("--from <day>", "what came before is left out; an instant will do, too")
    .option("--to <day>", "what came after is left out")
    .addOption(
      new Option("--kind <kind...>", "events of these kinds alone").choices([
        "job",
        "license",
        "refusal",
        "fault",
        "portal",
        "clock",
        "start",
        "notice",
      ]),
    )
    .option("--all", "show each event, also where many are alike")
    .option(...jsonOption)
    .addHelpText(
      "after",
      example("understudy timeline", "understudy timeline --kind license notice --from 2025-06-01"),
    );
  onControl(timeline).action(async (options: Options) => {
    const control = await controlOf(options);
    const events = (await control.get(`/timeline${queryOf(options)}`)) as readonly PublicEvent[];
    // What is told of a part of the time says nothing about now.
    const isPart = options.to !== undefined || options.kind !== undefined;
    const present = options.json || isPart ? "" : await presentOf(control);
    print(events, options, () => `${timelineInWords(events, options.all === true)}${present}`);
  });
}

async function presentOf(control: Awaited<ReturnType<typeof controlOf>>): Promise<string> {
  const notices = (await control.get("/timeline?kind=notice")) as readonly PublicEvent[];
  return `\n\n${presentInWords(notices, (await control.get("/state")) as State)}`;
}

function queryOf({ from, to, kind = [] }: Options): string {
  const query = new URLSearchParams({
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  });
  for (const one of kind) query.append("kind", one);
  return query.size === 0 ? "" : `?${query}`;
}
