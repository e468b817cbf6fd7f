import type { Explanation } from "../../../../src/package/verbs.ts";
import { Foreign } from "../../../design/foreign.tsx";
import { Copy } from "../pieces.tsx";
import { Compared, hasCompared, Messages, Problems, Remedies } from "./parts.tsx";

/** What a license file says, and whether the instance would take it, why not, and what would pass. */
export function WhatIsInIt({
  explained,
  isSaid = false,
}: {
  readonly explained: Explanation;
  /** Whether the instance's own words stand beside it already. */
  readonly isSaid?: boolean;
}) {
  const { license, verdict, today, text } = explained;
  const isAdmitted = verdict === "admitted";
  return (
    <div class="explained" role="status">
      <p>
        <span class={`badge badge-verdict-${verdict}`}>
          {license === null
            ? "No license"
            : isAdmitted
              ? "Would be taken"
              : `Would be refused on ${today}`}
        </span>
      </p>
      <Problems explained={explained} />
      {license === null ? (
        <p class="quiet">
          A license file is sent by mail or copied at the portal, and uploaded whole and unchanged.
        </p>
      ) : (
        <Facts license={license} />
      )}
      {isAdmitted || isSaid ? null : <Messages explained={explained} />}
      <Remedies explained={explained} />
      {hasCompared(explained) ? (
        <details>
          <summary>What was compared</summary>
          <Compared explained={explained} />
        </details>
      ) : null}
      <p>
        <Copy text={text} what="the explanation">
          The whole explanation
        </Copy>
      </p>
    </div>
  );
}

const shown = (count: number | null, none: string) =>
  count === null ? none : count.toLocaleString("en");

function Facts({ license }: { readonly license: NonNullable<Explanation["license"]> }) {
  const { number, plan, cloud, seats, most, previousSeats, trueUpSeats } = license;
  const facts: readonly (readonly [string, string])[] = [
    ["License", number === null ? "without a number" : String(number)],
    ["Plan", `${plan}${cloud ? ", cloud" : ""}`],
    [
      "Seats",
      `${shown(seats, "unlimited")}${most === seats ? "" : `, ${shown(most, "")} with the tolerance`}`,
    ],
    ["Term", `${license.startsOn} to ${license.expiresOn ?? "no end"}`],
    ...(previousSeats === null ? [] : [["Seats before", shown(previousSeats, "")] as const]),
    ...(trueUpSeats === null ? [] : [["True-up paid for", shown(trueUpSeats, "")] as const]),
  ];
  return (
    <dl class="facts facts-of-license">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Foreign text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
