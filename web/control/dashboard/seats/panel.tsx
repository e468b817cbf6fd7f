import { useSignalEffect } from "@preact/signals";
import { useState } from "preact/hooks";
import type { Explanation, Seats } from "../../../../src/package/verbs.ts";
import { emulator, Refused } from "../emulator.ts";
import { Problem } from "../pieces.tsx";
import { life, state } from "../store.ts";
import { type Charted, SeatsChart } from "./chart.tsx";
import { Renewal } from "./renewal.tsx";

/** Users and seats over time, and what a renewal would come to. */
export function SeatsPanel() {
  const [seats, setSeats] = useState<Seats | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [explained, setExplained] = useState<Explanation | null>(null);
  useSignalEffect(() => {
    if (state.value === null) return;
    emulator.seats.show().then(
      (read) => {
        setSeats(read);
        setError(null);
      },
      (problem: unknown) => {
        if (!(problem instanceof Refused)) throw problem;
        setError(problem.message);
      },
    );
  });
  // What was tried belongs to the license that was in force before all began anew.
  useSignalEffect(() => {
    if (life.value >= 0) setExplained(null);
  });
  if (seats === null) return <Problem text={error} />;
  const charted = chartedOf(seats, explained);
  return (
    <div class="seats">
      <h2 class="seats-title">{sentenceOf(seats)}</h2>
      <SeatsChart charted={charted} label={sentenceOf(seats)} />
      <Renewal seats={seats} explained={explained} onExplained={setExplained} />
      <Numbers seats={seats} />
    </div>
  );
}

function chartedOf(seats: Seats, explained: Explanation | null): Charted {
  const { today, counts, thinned, terms } = seats;
  const from = explained?.window ? explained : seats;
  return {
    today,
    counts,
    thinned,
    terms,
    window: from.window,
    peak: from.historicalMax,
    peakDays: from.peakDays,
    candidate: explained?.license ?? null,
  };
}

/** What the chart shows, in a sentence. */
function sentenceOf({
  seats,
  tolerance,
  historicalMax,
  usersNow,
  peakDays,
  window,
}: Seats): string {
  if (window === null) return `${usersNow} users today, and no license in force.`;
  const bought = seats === null ? "Unlimited seats" : `${seats} seats`;
  const passing =
    tolerance.most === null || tolerance.percent === 0
      ? ""
      : ` (${tolerance.most} with the tolerance of ${tolerance.percent} %)`;
  const peak =
    peakDays[0] === undefined
      ? "no user was counted yet in the days that a renewal must cover"
      : `${historicalMax} users at the most, on ${peakDays[0]}`;
  return `${bought}${passing}; ${peak}; ${usersNow} users today.`;
}

/** The same as tables. */
function Numbers({ seats }: { readonly seats: Seats }) {
  const { terms, counts, window, windowInWords, thinned } = seats;
  const recent = counts.slice(-60).toReversed();
  return (
    <details class="seats-numbers">
      <summary>The numbers</summary>
      {window ? (
        <p>
          A renewal is judged by {window.from} to {window.to}: {windowInWords}.
        </p>
      ) : null}
      <table>
        <caption>Licenses</caption>
        <thead>
          <tr>
            <th scope="col">Term</th>
            <th scope="col">Plan</th>
            <th scope="col">Seats</th>
            <th scope="col">With tolerance</th>
          </tr>
        </thead>
        <tbody>
          {terms.map(({ row, startsOn, expiresOn, plan, seats: bought, most, current }) => (
            <tr key={row}>
              <th scope="row">
                {startsOn} to {expiresOn ?? "no end"}
                {current ? " (in force)" : ""}
              </th>
              <td>{plan}</td>
              <td>{bought ?? "unlimited"}</td>
              <td>{most ?? "unlimited"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table>
        <caption>
          Users by day, newest first
          {thinned || recent.length < counts.length ? " (a part)" : ""}
        </caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Users</th>
          </tr>
        </thead>
        <tbody>
          {recent.map(({ on, count }) => (
            <tr key={on}>
              <th scope="row">{on}</th>
              <td>{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
