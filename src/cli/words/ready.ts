import type { AtStart } from "../../app/at-start.ts";
import type { Ready } from "../../app/emulator.ts";
import { printable } from "../../base/printable.ts";
import { storedInWords } from "./stored.ts";

/** The ready line's facts for a person, with a command that can be copied. */
export function readyText(
  ready: Ready,
  { portalUrl, clock, license, stored, firstStartsOn }: AtStart,
): string {
  const { edition, instance, portal, hosted, control, tokens, root, staff, activationCode } = ready;
  const isSecure = ready.certificateAuthority !== null;
  const setBack = clock.setBackFrom === null ? "" : `, set back from ${clock.setBackFrom}`;
  const lines = [
    "",
    "Understudy is ready.",
    "",
    `  Dashboard  ${control.url}/   everything on one page`,
    `  Instance   ${instance.url}   GraphQL at ${instance.url}/api/graphql`,
    `  Explorer   ${instance.url}/-/graphql-explorer`,
    edition === "ce"
      ? "  Edition    ce, the free one, which has no licenses"
      : `  License    ${instance.url}/admin/subscription   ${license === null ? `none in force${storedInWords(stored, firstStartsOn) || " yet"}` : inForce(license)}`,
    `  Portal     ${portalUrl}${staff === null ? "   not a stand-in" : `   staff at ${portalUrl}/admin`}`,
    ...(hosted === null ? [] : [`  Hosted     ${hosted.url}`]),
    ...(portal === null ? [] : [`  Mailbox    ${control.url}/mailbox   the portal's mails`]),
    `  Control    ${control.url}   documented at ${control.url}/api`,
    ...(control.token === null ? [] : [`             bearer token ${control.token}`]),
    ...(isSecure
      ? [
          `  Authority  understudy ca export ca.pem --control-url ${control.url}   for clients to trust`,
        ]
      : []),
    `  Clock      ${clock.now}   ${clock.running ? "running" : "frozen"}${setBack}`,
    "",
    `  ${root.username}       password ${root.password}`,
    ...(staff === null ? [] : [`  Staff      ${staff.email}   password ${staff.password}`]),
    `  Tokens     administrator  ${tokens.admin}`,
    `             user           ${tokens.user}`,
    `             read_api only  ${tokens.readApi}`,
    "",
  ];
  if (edition === "ce") return lines.join("\n");
  if (activationCode === null) {
    const none = portal === null ? [] : ["No activation code is unused.", ""];
    return [...lines, ...none].join("\n");
  }
  return [
    ...lines,
    `  Unused activation code   ${activationCode}`,
    "",
    "Activate it:",
    "",
    curlFor({
      url: `${isSecure ? "--cacert ca.pem " : ""}${instance.url}/api/graphql`,
      token: tokens.admin,
      code: activationCode,
    }),
    "",
    "",
  ].join("\n");
}

function inForce({ plan, seats, expiresOn }: NonNullable<AtStart["license"]>): string {
  const end = expiresOn === null ? "without an end" : `until ${expiresOn}`;
  return `${printable(plan)}, ${seats ?? "unlimited"} seats, ${end}`;
}

const curlFor = ({ url, token, code }: { url: string; token: string; code: string }) =>
  `  curl -s ${url} -H 'PRIVATE-TOKEN: ${token}' -H 'Content-Type: application/json' \\
    -d '{"query":"mutation { gitlabSubscriptionActivate(input: {activationCode: \\"${code}\\"}) { errors license { id plan startsAt expiresAt usersInLicenseCount lastSync } } }"}'`;
