import { useState } from "preact/hooks";
import type { Subscription } from "../../../../src/package/verbs.ts";
import { found } from "./find.ts";
import { Sold } from "./sold.tsx";

/** So many are shown at first: what stands below them is to be seen too. */
const few = 2;
/** So many more are shown each time. */
const step = 50;

/** What was sold, newest first: of many, those that are looked for. */
export function Found({
  subscriptions,
  total,
}: {
  readonly subscriptions: readonly Subscription[];
  /** How many there are, of which a page is only told the newest. */
  readonly total: number;
}) {
  const [wanted, setWanted] = useState("");
  const [most, setMost] = useState(few);
  const meant = found(subscriptions, wanted);
  const hidden = meant.length - most;
  return (
    <>
      {total > few ? (
        <input
          type="search"
          aria-label="Find subscriptions"
          placeholder="Name, company, code, expired…"
          value={wanted}
          onInput={({ currentTarget }) => {
            setWanted(currentTarget.value);
            setMost(few);
          }}
        />
      ) : null}
      {meant.length === 0 && subscriptions.length > 0 ? (
        <p class="quiet">No subscription has these words.</p>
      ) : null}
      <ul class="subscriptions">
        {meant.slice(0, most).map((one) => (
          <Sold key={one.name} subscription={one} />
        ))}
      </ul>
      {hidden > 0 ? (
        <button type="button" class="button-quiet" onClick={() => setMost(most + step)}>
          Show {hidden > step ? `${step} of ${hidden}` : hidden} more
        </button>
      ) : null}
      {total > subscriptions.length ? (
        <p class="quiet">The newest {subscriptions.length.toLocaleString("en")} are searched.</p>
      ) : null}
    </>
  );
}
