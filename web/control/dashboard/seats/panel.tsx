import { useSignalEffect } from "@preact/signals";
import { useRef, useState } from "preact/hooks";
import type { Explanation, Seats } from "../../../../src/package/verbs.ts";
import { emulator, Refused } from "../emulator.ts";
import { WholeDays } from "../explanation/whole-days.tsx";
import { Empty, Problem } from "../pieces.tsx";
import { life, state } from "../store.ts";
import { type Charted, SeatsChart } from "./chart.tsx";
import { decidingNumber } from "./deciding-number.ts";
import { type NamedRange, rangesOf, shown } from "./geometry.ts";
import { Numbers } from "./numbers.tsx";
import { type Asked, Renewal, rowInForce } from "./renewal.tsx";

/** Users and seats over time, and what a renewal would come to. */
export const SeatsPanel = () =>
  state.value?.edition === "ce" ? (
    <div class="seats">
      <Empty title="The free edition has no seats to buy">
        <p class="quiet">
          It has no licenses, and any number of users. <code>understudy serve --edition ee</code>{" "}
          starts the edition that has.
        </p>
      </Empty>
    </div>
  ) : (
    <SeatsOfLicenses />
  );

function SeatsOfLicenses() {
  const [seats, setSeats] = useState<Seats | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [explained, setExplained] = useState<Explanation | null>(null);
  const [isOutdated, setOutdated] = useState(false);
  const [day, setDay] = useState<string | null>(null);
  const [wanted, setWanted] = useState<NamedRange["name"]>("term");
  const asked = useRef<Asked | null>(null);
  const reads = useRef(0);

  function forget() {
    asked.current = null;
    setExplained(null);
    setOutdated(false);
  }

  /** Judges again what was asked about, as what it is judged by may have changed. */
  async function judgeAgain({ terms }: Seats) {
    const question = asked.current;
    if (question === null) return;
    if (question.follows !== undefined && question.follows !== rowInForce(terms)) {
      forget();
      setOutdated(true);
      return;
    }
    const again = await emulator.licenses.explain(question.text);
    if (asked.current === question) setExplained(again);
  }

  async function read() {
    reads.current += 1;
    const turn = reads.current;
    try {
      const now = await emulator.seats.show();
      if (turn !== reads.current) return;
      setSeats(now);
      setError(null);
      await judgeAgain(now);
    } catch (problem) {
      if (!(problem instanceof Refused)) throw problem;
      setError(problem.message);
    }
  }

  useSignalEffect(() => {
    if (state.value !== null) void read();
  });
  // What was tried belongs to the license that was in force before all began anew.
  useSignalEffect(() => {
    if (life.value >= 0) forget();
  });
  if (seats === null) return error === null ? <Reading /> : <Problem text={error} />;
  const charted = chartedOf(seats, explained);
  const ranges = rangesOf(charted);
  const range = ranges.find(({ name }) => name === wanted) ?? ranges[0];
  return (
    <div class="seats-frame">
      <div class="seats">
        <div class="seats-head">
          <h2 class="seats-title">
            <WholeDays text={sentenceOf(seats)} />
          </h2>
          <Problem text={error} />
          {seats.terms.length === 0 ? (
            <p class="quiet">
              Sell a subscription and activate it: from then on its seats are drawn here, and the
              instance counts its users every day at noon.
            </p>
          ) : null}
        </div>
        <div class="seats-drawn">
          {ranges.length > 1 ? (
            <fieldset class="seats-ranges" aria-label="Days that are drawn">
              {ranges.map(({ name }) => (
                <button
                  key={name}
                  type="button"
                  aria-pressed={name === range?.name}
                  onClick={() => setWanted(name)}
                >
                  {rangeNames(seats)[name]}
                </button>
              ))}
            </fieldset>
          ) : null}
          {range ? (
            <SeatsChart
              charted={charted}
              range={range}
              label={sentenceOf(seats)}
              day={day}
              onDay={setDay}
            />
          ) : null}
          <Renewal
            seats={seats}
            explained={explained}
            isOutdated={isOutdated}
            onForget={forget}
            onAsked={async (question) => {
              const answer = await emulator.licenses.explain(question.text);
              asked.current = question;
              setExplained(answer);
              setOutdated(false);
            }}
            onDay={setDay}
          />
        </div>
        <Numbers seats={seats} />
      </div>
    </div>
  );
}

const Reading = () => (
  <div class="dashboard-loading" role="status">
    <span class="spinner" />
  </div>
);

const rangeNames = ({ terms }: Seats): Readonly<Record<NamedRange["name"], string>> => ({
  term: rowInForce(terms) === null ? "What was counted" : "The term in force",
  "so far": "Its days so far",
  licenses: "Since the first license",
  all: "All",
});

function chartedOf(seats: Seats, explained: Explanation | null): Charted {
  const { today, usersNow, counts, thinned, terms, tolerance } = seats;
  const from = explained?.window ? explained : seats;
  const { most } = tolerance;
  return {
    today,
    usersNow,
    counts,
    thinned,
    terms,
    window: from.window,
    peak: from.historicalMax,
    peakDays: from.peakDays,
    isOver: explained?.license
      ? explained.verdict === "refused" && decidingNumber(explained)?.mark === "the ring"
      : most !== null && (seats.historicalMax ?? 0) > most,
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
  const now = `${shown(usersNow)} ${usersNow === 1 ? "user" : "users"} today`;
  if (window === null) return `${now}, and no license in force.`;
  const bought = seats === null ? "Unlimited seats" : `${shown(seats)} seats`;
  const passing =
    tolerance.most === null || tolerance.percent === 0
      ? ""
      : ` (${shown(tolerance.most)} with the tolerance of ${tolerance.percent} %)`;
  const peak =
    peakDays[0] === undefined
      ? "no user was counted yet in the days that a renewal must cover"
      : `${shown(historicalMax ?? 0)} users at the most, on ${peakDays[0]}`;
  return `${bought}${passing}; ${peak}; ${now}.`;
}
