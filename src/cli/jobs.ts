import { Argument, type Command } from "commander";
import { controlOf, onControl, type Target } from "./control-client.ts";
import { example } from "./example.ts";
import { jobsInWords, ranInWords } from "./job-facts.ts";
import { type JsonOption, jsonOption, print } from "./print.ts";

type Options = Target & JsonOption;

export function addJobCommands(program: Command) {
  const jobs = program
    .command("jobs")
    .description("Show the jobs of the instance, and run them.")
    .addHelpText("after", example("understudy jobs"));
  addList(jobs);
  addRun(jobs);
}

function addList(jobs: Command) {
  const list = jobs
    .command("list", { isDefault: true })
    .description("List the daily jobs to come, and what waits or is dead. Also without list.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy jobs list --json"));
  onControl(list).action(async (options: Options) => {
    print(await (await controlOf(options)).get("/jobs"), options, jobsInWords);
  });
}

function addRun(jobs: Command) {
  const run = jobs
    .command("run")
    .addArgument(
      new Argument("<job>", "a job of the list").choices([
        "historical-data",
        "measurement",
        "seat-link",
        "service-token",
      ]),
    )
    .description("Run one job now, and say how it ended.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy jobs run historical-data"));
  onControl(run).action(async (job: string, options: Options) => {
    const ran = await (await controlOf(options)).post(`/jobs/${job}/run`, {});
    print(ran, options, () => ranInWords([ran]));
  });
}
