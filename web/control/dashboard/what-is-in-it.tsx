import type { Explanation } from "../../../src/package/verbs.ts";
import { Foreign } from "../../design/foreign.tsx";
import { Copy } from "./pieces.tsx";

/** What a license file says, and whether the instance would take it, why not, and what would pass. */
export function WhatIsInIt({
  explained,
  isSaid = false,
}: {
  readonly explained: Explanation;
  /** Whether the instance's own words stand beside it already. */
  readonly isSaid?: boolean;
}) {
  const { license, verdict, today, messages, problems, inWords, text } = explained;
  const isAdmitted = verdict === "admitted";
  return (
    <div class="license-file-told" role="status">
      <p>
        <span class={`badge license-file-${verdict}`}>
          {license === null
            ? "No license"
            : isAdmitted
              ? "Would be taken"
              : `Would be refused on ${today}`}
        </span>
      </p>
      {problems.map((problem) => (
        <p key={problem}>
          <Foreign text={capitalized(problem)} />.
        </p>
      ))}
      {license === null ? (
        <p class="quiet">
          A license file is sent by mail or copied at the portal, and uploaded whole and unchanged.
        </p>
      ) : (
        <Facts license={license} />
      )}
      {isAdmitted || isSaid
        ? null
        : messages.map((message) => (
            <blockquote class="came-words" key={message}>
              <Foreign text={message} />
            </blockquote>
          ))}
      {inWords === null || inWords.remedies.length === 0 ? null : (
        <section>
          <h3>What would pass</h3>
          <ul>
            {inWords.remedies.map((remedy) => (
              <li key={remedy}>
                <Foreign text={remedy} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {inWords === null || inWords.compared.length === 0 ? null : (
        <details>
          <summary>What was compared</summary>
          <p>
            <Foreign text={inWords.past} />.
          </p>
          <ol>
            {inWords.compared.map((step) => (
              <li key={step}>
                <Foreign text={step} />.
              </li>
            ))}
          </ol>
        </details>
      )}
      <p>
        <Copy text={text} what="the explanation">
          The whole explanation
        </Copy>
      </p>
    </div>
  );
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

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
    <dl class="facts license-file-facts">
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
