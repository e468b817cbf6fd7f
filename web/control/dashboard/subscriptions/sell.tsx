import type { Order } from "../../../../src/package/verbs.ts";
import { emulator } from "../emulator.ts";
import { Field, Problem, useAction, useOpenedForm } from "../pieces.tsx";
import { readState } from "../store.ts";
import { PlanField, SeatsField, seatsIn, textIn } from "./order-fields.tsx";

interface SellProps {
  /** Is told the name of what was sold. */
  readonly onSold: (name: string) => void;
}

export function Sell({ onSold }: SellProps) {
  const form = useOpenedForm();
  const sell = useAction(async (sent: HTMLFormElement) => {
    const data = new FormData(sent);
    const company = textIn(data, "company");
    const [startsOn, expiresOn] = [textIn(data, "startsOn"), textIn(data, "expiresOn")];
    const { name } = await emulator.subscriptions.sell({
      plan: textIn(data, "plan") as NonNullable<Order["plan"]>,
      kind: textIn(data, "kind") as NonNullable<Order["kind"]>,
      seats: seatsIn(data),
      trial: data.has("trial"),
      ...(company !== "" && { company }),
      ...(startsOn !== "" && { startsOn }),
      ...(expiresOn !== "" && { expiresOn }),
    });
    await readState();
    onSold(name);
  });
  return (
    <form
      ref={form}
      class="subscriptions-form"
      aria-label="Sell a subscription"
      onSubmit={(event) => {
        event.preventDefault();
        void sell.run(event.currentTarget);
      }}
    >
      <PlanField />
      <SeatsField initial={10} />
      <Field label="Kind" class="subscriptions-wide">
        {(id) => (
          <select id={id} name="kind">
            <option value="cloud">Cloud: a code, and a sync each day</option>
            <option value="offline">Offline: a code or a file, and no sync</option>
            <option value="legacy">Legacy: a license file</option>
          </select>
        )}
      </Field>
      <Field label="Starts on">
        {(id) => <input id={id} name="startsOn" type="date" title="Today unless said" />}
      </Field>
      <Field label="Expires on">
        {(id) => <input id={id} name="expiresOn" type="date" title="A year later unless said" />}
      </Field>
      <Field label="Company" class="subscriptions-wide">
        {(id) => <input id={id} name="company" placeholder="Example Company" />}
      </Field>
      <label class="checkbox subscriptions-wide">
        <input type="checkbox" name="trial" />A trial
      </label>
      <p class="quiet subscriptions-wide">
        Without dates it runs from today for a year. Without seats they are unlimited.
      </p>
      <div class="actions subscriptions-wide">
        <button type="submit" aria-disabled={sell.busy ? "true" : undefined}>
          Sell
        </button>
      </div>
      <Problem text={sell.error} />
    </form>
  );
}
