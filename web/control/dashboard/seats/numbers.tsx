import type { Seats } from "../../../../src/package/verbs.ts";
import { Foreign } from "../../../design/foreign.tsx";
import { WholeDays } from "../explanation/whole-days.tsx";
import { seatsText } from "./chart.tsx";
import { joined, shown } from "./geometry.ts";

/** What is drawn, as tables. */
export function Numbers({ seats }: { readonly seats: Seats }) {
  return (
    <section class="seats-numbers" aria-labelledby="seats-numbers">
      <h3 id="seats-numbers">The numbers</h3>
      <Facts seats={seats} />
      <Licenses seats={seats} />
      <Counts seats={seats} />
    </section>
  );
}

function Facts({ seats }: { readonly seats: Seats }) {
  const { tolerance, window, windowInWords, historicalMax, peakDays, usersNow } = seats;
  const most =
    tolerance.percent === 0
      ? "none"
      : `${tolerance.percent} %${tolerance.most === null ? "" : `: ${shown(tolerance.most)} pass`}`;
  return (
    <dl class="seats-facts">
      <dt>Users now</dt>
      <dd>{shown(usersNow)}</dd>
      {window ? (
        <>
          <dt>Seats in force</dt>
          <dd>{seatsText(seats.seats)}</dd>
          <dt>Tolerance</dt>
          <dd>{most}</dd>
          <dt>A renewal is judged by</dt>
          <dd>
            <WholeDays text={`${window.from} to ${window.to}`} />
            <span class="quiet">{windowInWords}</span>
          </dd>
          <dt>Historical maximum</dt>
          <dd>
            <WholeDays
              text={
                peakDays[0] === undefined
                  ? "nobody was counted in these days yet"
                  : `${shown(historicalMax ?? 0)}, on ${daysShown(peakDays)}`
              }
            />
          </dd>
        </>
      ) : null}
    </dl>
  );
}

function daysShown(days: readonly string[]): string {
  const more = days.length - 3;
  return `${days.slice(0, 3).join(", ")}${more > 0 ? ` and ${shown(more)} more` : ""}`;
}

const mostLicenses = 20;

function Licenses({ seats: { terms } }: { readonly seats: Seats }) {
  if (terms.length === 0) return null;
  return (
    <div class="table-frame">
      <table>
        <caption>
          Licenses
          {terms.length > mostLicenses ? `, ${mostLicenses} of ${terms.length}` : ""}
        </caption>
        <thead>
          <tr>
            <th scope="col">Term</th>
            <th scope="col" class="seats-number">
              Seats
            </th>
            <th scope="col" class="seats-number">
              Pass
            </th>
            <th scope="col" class="seats-number">
              Most users
            </th>
          </tr>
        </thead>
        <tbody>
          {byWorth(terms)
            .slice(0, mostLicenses)
            .map(({ row, startsOn, expiresOn, plan, seats, most, historicalMax, ...term }) => (
              <tr key={row}>
                <th scope="row">
                  <WholeDays text={`${startsOn} to ${expiresOn ?? "no end"}`} />
                  <span class="quiet">
                    <Foreign text={plan} />
                    {term.cloud ? ", cloud" : ""}
                  </span>
                  {term.current ? <span class="badge seats-admitted">in force</span> : null}
                </th>
                <td class="seats-number">{seats === null ? "unlimited" : shown(seats)}</td>
                <td class="seats-number">{most === null ? "all" : shown(most)}</td>
                <td
                  class={`seats-number ${most !== null && historicalMax > most ? "seats-exceeded" : ""}`}
                >
                  {shown(historicalMax)}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

/** That in force first, the others as the history has them. */
const byWorth = (terms: Seats["terms"]) =>
  terms.toSorted((one, other) => Number(other.current) - Number(one.current));

const mostStretches = 100;

function Counts({ seats: { counts, thinned } }: { readonly seats: Seats }) {
  if (counts.length === 0) return null;
  const stretches = thinned
    ? counts.map(({ on, count }) => ({ from: on, to: on, count }))
    : joined(counts);
  const newest = stretches.slice(-mostStretches).toReversed();
  const left = stretches.length - newest.length;
  return (
    <details class="seats-by-day">
      <summary>Users by day</summary>
      <div class="table-frame">
        <table>
          <caption>
            Newest first
            {thinned ? ", each stretch of days by its highest" : ""}
            {left > 0 ? `; ${shown(left)} earlier lines are left out` : ""}
          </caption>
          <thead>
            <tr>
              <th scope="col">Days</th>
              <th scope="col" class="seats-number">
                Users
              </th>
            </tr>
          </thead>
          <tbody>
            {newest.map(({ from, to, count }) => (
              <tr key={from}>
                <th scope="row">
                  <WholeDays text={from === to ? from : `${from} to ${to}`} />
                </th>
                <td class="seats-number">{shown(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
