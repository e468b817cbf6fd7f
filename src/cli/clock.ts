import { type Command, InvalidArgumentError, Option } from "commander";
import { clockInWords } from "./clock-facts.ts";
import { controlOf, onControl, type Target } from "./control-client.ts";
import { example } from "./example.ts";
import { Refused } from "./exit.ts";
import { memberOf } from "./input.ts";
import { ranInWords } from "./job-facts.ts";
import { type JsonOption, jsonOption, print } from "./print.ts";
import { column, factsOf } from "./table.ts";
import { wholeNumber } from "./whole-number.ts";

type Options = Target & JsonOption;

export function addClockCommands(program: Command) {
  const clock = program
    .command("clock")
    .description("Show and move the clock that instance and portal share.")
    .addHelpText("after", example("understudy clock"));
  addShow(clock);
  addSet(clock);
  addAdvance(clock);
  addRunning(clock, {
    name: "freeze",
    description: "Let the clock stand still.",
    running: false,
  });
  addRunning(clock, { name: "run", description: "Let the clock run on.", running: true });
}

function addShow(clock: Command) {
  const show = clock
    .command("show", { isDefault: true })
    .description("Show the clock. Also without show.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy clock show --json"));
  onControl(show).action(async (options: Options) => {
    print(await (await controlOf(options)).get("/clock"), options, clockInWords);
  });
}

function addSet(clock: Command) {
  const set = clock
    .command("set")
    .argument("<instant-or-day>", "2026-07-01T12:00:00Z, or 2026-07-01 for 00:00 in the time zone")
    .description("Set the clock, forward only.")
    .addOption(new Option("--frozen", "let it stand still there").conflicts("running"))
    .option("--running", "let it run on from there")
    .option(...jsonOption)
    .addHelpText("after", example("understudy clock set 2026-07-01 --frozen"));
  onControl(set).action(
    async (now: string, options: Options & { frozen?: true; running?: true }) => {
      // Unless said, it goes on as it was.
      const running = options.frozen ? false : options.running;
      const answer = await (await controlOf(options)).put("/clock", { now, running });
      print(answer, options, clockInWords);
    },
  );
}

interface Distance {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
}

function addAdvance(clock: Command) {
  const advance = clock
    .command("advance")
    .description("Move the clock forward, and run the jobs that fall due on the way.")
    .argument("[distance]", "such as 400d, 12h, 30m, 10s, or several of them: 1d12h", distanceIn)
    .option("--days <number>", "calendar days in the time zone", wholeNumber)
    .option("--hours <number>", "hours", wholeNumber)
    .option("--minutes <number>", "minutes", wholeNumber)
    .option("--seconds <number>", "seconds", wholeNumber)
    .option(...jsonOption)
    .addHelpText(
      "after",
      example("understudy clock advance 400d", "understudy clock advance --days 1 --hours 12"),
    );
  onControl(advance).action(async (named: Distance | undefined, options: Options & Distance) => {
    const { days, hours, minutes, seconds } = options;
    const distance = { days, hours, minutes, seconds };
    const isNamed = Object.values(distance).some((length) => length !== undefined);
    if (!named && !isNamed) {
      throw new Refused(2, "Name a distance: 400d, or --days, --hours, --minutes or --seconds.");
    }
    if (named && isNamed) throw new Refused(2, "Name the distance once: as 400d, or with options.");
    const answer = await (await controlOf(options)).post("/clock/advance", named ?? distance);
    print(answer, options, () =>
      [factsOf(answer, [column("now")]), ranInWords(memberOf(answer, "ran"))].join("\n\n"),
    );
  });
}

/** Reads days, hours, minutes and seconds, in this order. */
function distanceIn(text: string): Distance {
  const parts =
    /^(?:(?<days>\d{1,9})d)?(?:(?<hours>\d{1,9})h)?(?:(?<minutes>\d{1,9})m)?(?:(?<seconds>\d{1,9})s)?$/.exec(
      text,
    );
  if (!parts || text === "") {
    throw new InvalidArgumentError("It must be a distance such as 400d, 12h or 1d12h30m.");
  }
  const given = Object.entries(parts.groups ?? {}).filter(([, count]) => count !== undefined);
  return Object.fromEntries(given.map(([unit, count]) => [unit, Number(count)]));
}

interface Running {
  readonly name: string;
  readonly description: string;
  readonly running: boolean;
}

function addRunning(clock: Command, { name, description, running }: Running) {
  const command = clock
    .command(name)
    .description(description)
    .option(...jsonOption)
    .addHelpText("after", example(`understudy clock ${name}`));
  onControl(command).action(async (options: Options) => {
    print(await switched(await controlOf(options), running), options, clockInWords);
  });
}

/** A running clock may pass a second between our look at it and our setting it to that, which then lies in the past. */
async function switched(
  control: Awaited<ReturnType<typeof controlOf>>,
  running: boolean,
  attempts = 5,
): Promise<unknown> {
  const shown = await control.get("/clock");
  try {
    return await control.put("/clock", { now: memberOf(shown, "now"), running });
  } catch (error) {
    if (!(error instanceof Refused) || attempts <= 1) throw error;
    return switched(control, running, attempts - 1);
  }
}
