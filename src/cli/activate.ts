import type { Command } from "commander";
import { example } from "./example.ts";
import { Refused } from "./exit.ts";
import { memberOf } from "./input.ts";
import { type InstanceTarget, instanceOf, onInstance } from "./instance-client.ts";
import { activatedInWords, currentLicenseFields } from "./license-facts.ts";
import { type JsonOption, jsonOption, print } from "./print.ts";
import { printable } from "./printable.ts";

const mutation = `mutation($code: String!) {
  gitlabSubscriptionActivate(input: {activationCode: $code}) {
    errors
    license { ${currentLicenseFields} }
    futureSubscriptions { plan type company startsAt expiresAt usersInLicenseCount }
  }
}`;

export function addActivate(program: Command) {
  const activate = program
    .command("activate")
    .argument("<code>", "activation code")
    .description("Activate an instance with a code, and print the license.")
    .option(...jsonOption)
    .addHelpText(
      "after",
      example(
        "understudy activate 4kGqXr2mTbWn8sYzPcVdLf6H",
        'understudy activate "$(understudy portal sell --plan ultimate)"',
      ),
    );
  onInstance(activate).action(async (code: string, options: InstanceTarget & JsonOption) => {
    const instance = await instanceOf(options);
    const payload = memberOf(
      await instance.graphql(mutation, { code }),
      "gitlabSubscriptionActivate",
    );
    const errors = errorsIn(payload);
    if (errors.length === 0 || options.json) {
      print(payload, options, () => activatedInWords(memberOf(payload, "license")));
    }
    if (errors.length > 0) throw new Refused(1, errors.join("\n"));
  });
}

/** Why a mutation did nothing; empty if it did what it was asked. */
export function errorsIn(payload: unknown): readonly string[] {
  const errors = memberOf(payload, "errors");
  if (!Array.isArray(errors)) throw new Refused(1, "The instance answered without a result.");
  return errors.map((error: unknown) => printable(String(error)));
}
