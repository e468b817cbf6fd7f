import type { Command } from "commander";
import { controlOf, type Target, targetOptions } from "./control-client.ts";
import { Refused } from "./exit.ts";
import { textIn } from "./input.ts";

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
    .option(
      "--key <own|foreign>",
      "foreign signs with a key that the instance does not know",
      "own",
    )
    .option("--boundary", "add the header and footer lines")
    .addHelpText(
      "after",
      "\nExample:\n  understudy portal issue-license license.json > Example.gitlab-license",
    );
  for (const option of targetOptions()) issue.addOption(option);
  issue.action(async (file: string, options: IssueOptions) => {
    const attributes = jsonIn(file);
    const query = new URLSearchParams({
      key: options.key,
      boundary: String(options.boundary ?? false),
    });
    const answer = await controlOf(options).post(`/portal/licenses?${query}`, attributes);
    process.stdout.write(licenseIn(answer));
  });
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(textIn(file));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new Refused(1, `${file} holds no JSON: ${error.message}`);
    throw error;
  }
}

function licenseIn(answer: unknown): string {
  if (typeof answer === "object" && answer !== null && "license" in answer)
    return String(answer.license);
  throw new Refused(1, "The control API answered without a license.");
}
