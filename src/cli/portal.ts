import { type Command, Option } from "commander";
import { controlOf, type Target, targetOptions } from "./control-client.ts";
import { Refused } from "./exit.ts";
import { jsonIn, memberOf } from "./input.ts";

interface IssueOptions extends Target {
  readonly key: string;
  readonly boundary?: true;
}

export function addPortalCommands(program: Command) {
  const portal = program
    .command("portal")
    .description("Do what the owner of the stand-in portal does.");
  const issue = portal
    .command("issue-license")
    .argument("<file>", "JSON file with a license under the wire's names; - is standard input")
    .description("Print a license file that says exactly what the JSON says.")
    .addOption(
      new Option("--key <key>", "foreign signs with a key that the instance does not know")
        .choices(["own", "foreign"])
        .default("own"),
    )
    .option("--boundary", "add the header and footer lines")
    .addHelpText(
      "after",
      "\nExample:\n  understudy portal issue-license license.json > Example.gitlab-license",
    );
  for (const option of targetOptions()) issue.addOption(option);
  issue.action(async (file: string, options: IssueOptions) => {
    const attributes = await jsonIn(file);
    const query = new URLSearchParams({
      key: options.key,
      boundary: String(options.boundary ?? false),
    });
    const answer = await (await controlOf(options)).post(`/portal/licenses?${query}`, attributes);
    process.stdout.write(licenseIn(answer));
  });
}

function licenseIn(answer: unknown): string {
  const license = memberOf(answer, "license");
  if (typeof license === "string") return license;
  throw new Refused(1, "The control API answered without a license.");
}
