import { largestCount } from "../../../../src/base/largest-count.ts";
import type { Subscription } from "../../../../src/package/verbs.ts";
import { emulator } from "../emulator.ts";
import { Field, Problem, useAction, useOpenedForm } from "../pieces.tsx";
import { readState } from "../store.ts";
import { isPlan, PlanField, SeatsField, seatsIn, textIn } from "./order-fields.tsx";

interface RenewProps {
  readonly subscription: Subscription;
  readonly onSold: () => void;
}

/** Sells the term that follows the last one. */
export function Renew({ subscription, onSold }: RenewProps) {
  const form = useOpenedForm();
  const { name } = subscription;
  const last = subscription.futureTerms.at(-1) ?? subscription;
  const renew = useAction(async (sent: HTMLFormElement) => {
    const data = new FormData(sent);
    const [plan, most] = [textIn(data, "plan"), textIn(data, "maxHistoricalUsers")];
    await emulator.subscriptions.renew(name, {
      ...(isPlan(plan) && { plan }),
      seats: seatsIn(data),
      years: Number(textIn(data, "years")),
      ...(most !== "" && { maxHistoricalUsers: Number(most) }),
      auto: data.has("auto"),
      trial: data.has("trial"),
    });
    await readState();
    onSold();
  });
  return (
    <form
      ref={form}
      class="subscriptions-form subscription-opened"
      aria-label={`Renewal of ${name}`}
      onSubmit={(event) => {
        event.preventDefault();
        void renew.run(event.currentTarget);
      }}
    >
      <p class="quiet subscriptions-wide">The next term starts on {last.expiresOn}.</p>
      <SeatsField initial={last.seats} />
      <Field label="Years">
        {(id) => (
          <input id={id} name="years" type="number" min={1} max={100} required defaultValue="1" />
        )}
      </Field>
      <PlanField initial={last.plan} />
      <Field label="Most users so far">
        {(id) => (
          <input
            id={id}
            name="maxHistoricalUsers"
            type="number"
            min={0}
            max={largestCount}
            placeholder="no true-up"
          />
        )}
      </Field>
      <p class="quiet subscriptions-wide">
        With the most users at once of the term that ends, a true-up is paid for those above its
        seats. Without seats they are unlimited.
      </p>
      <label class="checkbox">
        <input type="checkbox" name="auto" />
        Renews by itself, as its license says then
      </label>
      <label class="checkbox">
        <input type="checkbox" name="trial" />A trial
      </label>
      <div class="actions subscriptions-wide">
        <button type="submit" aria-disabled={renew.busy ? "true" : undefined}>
          Sell the renewal
        </button>
      </div>
      <Problem text={renew.error} />
    </form>
  );
}
