import { type Command, Option } from "commander";
import { controlOf, onControl, type Target } from "./control-client.ts";
import { example } from "./example.ts";
import { jsonIn } from "./input.ts";
import { licenseIn } from "./license-text.ts";
import { addPortalAnswer } from "./portal-answer.ts";
import { addPortalLicense } from "./portal-license.ts";
import { addPortalPolicy } from "./portal-policy.ts";
import { addPortalSell } from "./portal-sell.ts";
import { addPortalSubscription } from "./portal-subscription.ts";
import { type JsonOption, jsonOption, print } from "./print.ts";
import { subscriptionsInWords } from "./subscription-facts.ts";
import { terminal } from "./terminal.ts";

interface IssueOptions extends Target, JsonOption {
  readonly key: string;
  readonly boundary?: true;
}

export function addPortalCommands(program: Command) {
  const portal = program
    .command("portal")
    .description("Do what the owner of the stand-in portal does.")
    .addHelpText("after", example("understudy portal sell"));
  addPortalSell(portal);
  addList(portal);
  addPortalSubscription(portal);
  addPortalAnswer(portal);
  addPortalPolicy(portal);
  addPortalLicense(portal);
  addIssueLicense(portal);
}

function addList(portal: Command) {
  const list = portal
    .command("list")
    .description("List the subscriptions that were sold, with their activation codes.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy portal list"));
  onControl(list).action(async (options: Target & JsonOption) => {
    const subscriptions = await (await controlOf(options)).get("/portal/subscriptions");
    print(subscriptions, options, subscriptionsInWords);
  });
}

function addIssueLicense(portal: Command) {
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
    .option(...jsonOption)
    .addHelpText(
      "after",
      example("understudy portal issue-license license.json > Example.gitlab-license"),
    );
  onControl(issue).action(async (file: string, options: IssueOptions) => {
    const attributes = await jsonIn(file);
    const query = new URLSearchParams({
      key: options.key,
      boundary: String(options.boundary ?? false),
    });
    const answer = await (await controlOf(options)).post(`/portal/licenses?${query}`, attributes);
    const license = licenseIn(answer);
    if (options.json) print(answer, options, String);
    // As the file that it is, to the byte.
    else terminal().stdout(license);
  });
}
