import { Argument, type Command, InvalidArgumentError } from "commander";
import { controlOf, onControl, type Target } from "./control-client.ts";
import { example } from "./example.ts";
import { Refused } from "./exit.ts";
import { type PolicyName, policiesInWords, policyFields, policyNames } from "./policy-facts.ts";
import { type JsonOption, jsonOption, print } from "./print.ts";

const path = "/portal/policies";

/** Habits of the portal that can be switched on. */
export function addPortalPolicy(portal: Command) {
  const policy = portal
    .command("policy")
    .addArgument(new Argument("[name]", "which policy; all unless said").choices(policyNames))
    .addArgument(
      new Argument(
        "[value]",
        "on or off; unused-codes-expire-after takes a number of days",
      ).argParser(switchOrDays),
    )
    .description("Show the policies of the stand-in portal, or switch one on or off.")
    .option(...jsonOption)
    .addHelpText(
      "after",
      example(
        "understudy portal policy",
        "understudy portal policy one-report-a-day on",
        "understudy portal policy unused-codes-expire-after 30",
      ),
    );
  onControl(policy).action(
    async (
      name: PolicyName | undefined,
      value: boolean | number | undefined,
      options: Target & JsonOption,
    ) => {
      const control = await controlOf(options);
      const policies =
        name === undefined || value === undefined
          ? await control.get(path)
          : await control.put(path, changeOf(name, value));
      const shown = name === undefined ? policyNames : [name];
      print(policies, options, () => policiesInWords(policies, shown));
    },
  );
}

function switchOrDays(text: string): boolean | number {
  if (text === "on" || text === "off") return text === "on";
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be on or off, or a number of days.");
}

function changeOf(name: PolicyName, value: boolean | number) {
  const takesDays = name === "unused-codes-expire-after";
  if (value !== false && takesDays !== (typeof value === "number")) {
    throw new Refused(2, `${name} is ${takesDays ? "a number of days" : "on"} or off.`);
  }
  return { [policyFields[name]]: takesDays && value === false ? null : value };
}
