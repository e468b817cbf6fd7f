import { useState } from "preact/hooks";
import type { Advanced, State } from "../../../../src/package/verbs.ts";
import { emulator } from "../emulator.ts";
import { ActionButton, Confirm, Problem, useAction } from "../pieces.tsx";
import { instantShown } from "../shown.ts";
import { connection, readState } from "../store.ts";
import { useEmulatorNow } from "./now.ts";
import { wayInWords } from "./way.ts";

type Ran = Advanced["ran"];

const distances = [
  { name: "+1 day", distance: { days: 1 } },
  { name: "+1 month", distance: { months: 1 } },
  { name: "+1 year", distance: { months: 12 } },
] as const;

/** The emulator's clock, what moves it, and what ran on the way. */
export function ClockTile({ state }: { readonly state: State }) {
  const { clock, currentLicense } = state;
  const [ran, setRan] = useState<Ran | null>(null);
  const [day, setDay] = useState("");
  const [isAsking, setAsking] = useState(false);
  const [isOpen, setOpen] = useState(false);

  // What ran is told once the strip shows the day to which it led.
  const advance = useAction(
    async (distance: { readonly days?: number; readonly months?: number }) => {
      const moved = await emulator.clock.advance(distance);
      await readState();
      setRan(moved.ran);
    },
  );
  const set = useAction(async (now: string) => {
    const moved = await emulator.clock.set(now);
    await readState();
    setRan(moved.ran);
  });
  // At the present, which the page does not know to the second.
  const toggle = useAction(async () => {
    await emulator.clock.set(undefined, { running: !clock.running });
    await readState();
  });
  const reset = useAction(async () => {
    await emulator.reset();
    setRan(null);
  });

  const [pressed, setPressed] = useState("");
  const expiresOn = currentLicense?.expiresOn ?? null;
  const isAhead = expiresOn !== null && expiresOn > clock.now.slice(0, 10);
  const busy = advance.busy || set.busy;
  const isMoving = busy || clock.moving !== null;
  const isLost = connection.value === "lost";
  const cannotMove = isMoving || isLost;
  /** Only what was pressed shows that it is under way. */
  const by = (name: string, run: () => Promise<boolean>) => ({
    busy: busy && pressed === name,
    run() {
      setPressed(name);
      return run();
    },
  });
  return (
    <div class={`strip-tile strip-clock ${isOpen ? "is-open" : ""}`}>
      <h2>Clock</h2>
      <p class="strip-value">
        <Now />
        {isLost ? null : (
          <span class="badge">{isMoving ? "moving" : clock.running ? "running" : "frozen"}</span>
        )}
      </p>
      <button
        type="button"
        class="strip-more"
        aria-expanded={isOpen}
        aria-controls="clock-moves"
        onClick={() => setOpen(!isOpen)}
      >
        Move
      </button>
      <div class="strip-moves" id="clock-moves">
        <div class="actions">
          {distances.map(({ name, distance }) => (
            <ActionButton
              key={name}
              action={by(name, () => advance.run(distance))}
              disabled={cannotMove}
            >
              {name}
            </ActionButton>
          ))}
          <ActionButton
            action={by("expiry", () => set.run(expiresOn ?? ""))}
            disabled={cannotMove || !isAhead}
            label="To the expiry of the license"
          >
            To the expiry
          </ActionButton>
          <ActionButton action={toggle} disabled={cannotMove}>
            {clock.running ? "Freeze" : "Run"}
          </ActionButton>
          <form
            class="strip-day"
            onSubmit={(event) => {
              event.preventDefault();
              if (day !== "" && !cannotMove) void by("day", () => set.run(day)).run();
            }}
          >
            <input
              type="date"
              aria-label="Day to advance to"
              min={clock.now.slice(0, 10)}
              value={day}
              onInput={({ currentTarget }) => setDay(currentTarget.value)}
            />
            <button type="submit" class="strip-go" aria-disabled={cannotMove ? "true" : undefined}>
              Go
            </button>
          </form>
          <button
            type="button"
            class="button-quiet-danger"
            aria-disabled={isLost ? "true" : undefined}
            onClick={() => (isLost ? undefined : setAsking(true))}
          >
            Start over
          </button>
        </div>
      </div>
      <div class="strip-told">
        {isMoving ? <p>{wayInWords(state)}</p> : <WhatRan ran={ran} />}
        <Problem text={advance.error ?? set.error ?? toggle.error} />
      </div>
      {isAsking ? (
        <Confirm
          title="Start over?"
          verb="Start over"
          action={reset}
          onClose={() => setAsking(false)}
        >
          <p>
            Licenses, subscriptions, counts, faults, mails and traffic are forgotten, and the clock
            goes back to where it began. Tokens and passwords stay.
          </p>
        </Confirm>
      ) : null}
    </div>
  );
}

/** What the clock shows at this moment. */
function Now() {
  const now = useEmulatorNow();
  if (now === null) return <span>–</span>;
  const at = new Date(now).toISOString();
  return <time dateTime={at}>{instantShown(at)}</time>;
}

function WhatRan({ ran }: { readonly ran: Ran | null }) {
  if (ran === null) return null;
  if (ran.length === 0) return <p class="quiet">No job fell due on the way.</p>;
  const failed = ran.filter(({ outcome }) => outcome === "failed" || outcome === "dead");
  return (
    <details class="strip-ran">
      <summary>
        {ran.length} {ran.length === 1 ? "job" : "jobs"} ran
        {failed.length === 0 ? "" : `, ${failed.length} failed`}
      </summary>
      <ol>
        {[...failed, ...ran.filter((one) => !failed.includes(one))].slice(0, 100).map((one) => (
          <li key={`${one.job} ${one.at}`}>
            <time dateTime={one.at}>{instantShown(one.at)}</time> <code>{one.job}</code>{" "}
            {one.outcome}: {one.detail}
          </li>
        ))}
      </ol>
    </details>
  );
}
