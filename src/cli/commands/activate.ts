import type { Command } from "commander";
import { fields, isText, listOf, orNull } from "../../base/guards.ts";
import { printable } from "../../base/printable.ts";
import { instanceOf } from "../instance-client.ts";
import { type InstanceTarget, onInstance } from "../naming.ts";
import { print, Refused, type Terminal } from "../terminal.ts";
import {
  activatedInWords,
  currentLicenseAlone,
  currentLicenseFields,
  isCurrentLicense,
} from "../words/license.ts";

const mutation = `mutation($code: String!) {
  gitlabSubscriptionActivate(input: {activationCode: $code}) {
    errors
    license { ${currentLicenseFields} }
    futureSubscriptions { plan type company startsAt expiresAt usersInLicenseCount }
  }
}`;

const isActivated = fields({
  gitlabSubscriptionActivate: fields({
    errors: listOf(isText),
    license: orNull(isCurrentLicense),
  }),
});

export function addActivate(program: Command, terminal: Terminal) {
  const activate = program
    .command("activate")
    .argument("<code>", "activation code")
    .description("Activate an instance with a code, and print the license.");
  onInstance(
    activate,
    "4kGqXr2mTbWn8sYzPcVdLf6H",
    '"$(understudy portal sell --plan ultimate)"',
  ).action(async (code: string, options: InstanceTarget) => {
    const instance = await instanceOf(terminal, options);
    const { data, cause } = await instance.graphqlWithCause(mutation, isActivated, { code });
    const { errors, license, ...others } = data.gitlabSubscriptionActivate;
    const activated = { errors, license: license && currentLicenseAlone(license), ...others };
    if (errors.length === 0 || options.json) {
      print(terminal, activated, options, (one) =>
        one.license === null ? "No license is in force." : activatedInWords(one.license),
      );
    }
    if (errors.length > 0) throw new Refused(1, refusalInWords(errors, cause));
  });
}

/** The product's own words, and below them what they do not say. */
function refusalInWords(errors: readonly string[], cause: string | null): string {
  const isSaid = cause === null || cause === errors.join(" ");
  return [...errors, ...(isSaid ? [] : [cause])].map(printable).join("\n");
}
