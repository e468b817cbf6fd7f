import { useId, useState } from "preact/hooks";
import type { Installed, Order, Subscription } from "../../../../src/package/verbs.ts";
import { Foreign } from "../../../design/foreign.tsx";
import { emulator, Refused } from "../emulator.ts";
import { ActionButton, Confirm, Copy, Empty, Panel, Problem, useAction } from "../pieces.tsx";
import { readState, state } from "../store.ts";

export function SubscriptionsPanel() {
  const now = state.value;
  if (now === null) return <Panel title="Subscriptions">{null}</Panel>;
  const isExternal = now.policies === null;
  return (
    <Panel title="Subscriptions" count={isExternal ? null : now.totals.subscriptions} open>
      {isExternal ? (
        <p class="quiet">The portal is an external one, which sells by itself.</p>
      ) : (
        <>
          <Sell />
          {now.subscriptions.length === 0 ? <Empty title="Nothing was sold yet" /> : null}
          <ul class="subscriptions">
            {now.subscriptions.toReversed().map((one) => (
              <Sold key={one.name} subscription={one} />
            ))}
          </ul>
        </>
      )}
      {now.edition === "ee" ? <LicenseFile /> : null}
    </Panel>
  );
}

const textIn = (data: FormData, name: string): string => String(data.get(name) ?? "");

function Sell() {
  const id = useId();
  const sell = useAction(async (form: HTMLFormElement) => {
    const data = new FormData(form);
    const seats = textIn(data, "seats");
    const [startsOn, expiresOn] = [textIn(data, "startsOn"), textIn(data, "expiresOn")];
    await emulator.subscriptions.sell({
      plan: textIn(data, "plan") as NonNullable<Order["plan"]>,
      kind: textIn(data, "kind") as NonNullable<Order["kind"]>,
      seats: seats === "" ? null : Number(seats),
      ...(startsOn !== "" && { startsOn }),
      ...(expiresOn !== "" && { expiresOn }),
    });
    await readState();
  });
  return (
    <form
      class="subscriptions-sell"
      onSubmit={(event) => {
        event.preventDefault();
        void sell.run(event.currentTarget);
      }}
    >
      <div class="field">
        <label for={`${id}-plan`}>Plan</label>
        <select id={`${id}-plan`} name="plan">
          <option value="premium">Premium</option>
          <option value="ultimate">Ultimate</option>
          <option value="starter">Starter</option>
        </select>
      </div>
      <div class="field">
        <label for={`${id}-seats`}>Seats</label>
        <input
          id={`${id}-seats`}
          name="seats"
          type="number"
          min={1}
          defaultValue="10"
          placeholder="unlimited"
        />
      </div>
      <div class="field">
        <label for={`${id}-kind`}>Kind</label>
        <select id={`${id}-kind`} name="kind">
          <option value="cloud">Cloud: code, syncs daily</option>
          <option value="offline">Offline: code, no sync</option>
          <option value="legacy">License file</option>
        </select>
      </div>
      <div class="field">
        <label for={`${id}-from`}>Starts on</label>
        <input id={`${id}-from`} name="startsOn" type="date" title="Today unless said" />
      </div>
      <div class="field">
        <label for={`${id}-to`}>Expires on</label>
        <input id={`${id}-to`} name="expiresOn" type="date" title="A year later unless said" />
      </div>
      <div class="actions">
        <button type="submit" class="button-primary" aria-disabled={sell.busy ? "true" : undefined}>
          Sell
        </button>
      </div>
      <p class="quiet subscriptions-wide">
        Without dates it runs from today for a year. Without seats they are unlimited.
      </p>
      <Problem text={sell.error} />
    </form>
  );
}

/** Rejects with the instance's own words where it has refused. */
function unlessRefused({ errors }: Installed) {
  if (errors.length > 0) throw new Refused(errors.map(explained).join(" "), 200, null);
}

/** The product hides behind a code what kept it from the portal. */
const explained = (error: string): string =>
  error === "CONNECTIVITY_ERROR"
    ? "The instance got no usable answer from the portal (CONNECTIVITY_ERROR). The traffic shows why."
    : error;

function Sold({ subscription }: { readonly subscription: Subscription }) {
  const { name, activationCode, plan, seats, startsOn, expiresOn, futureTerms } = subscription;
  const inForce = state.value?.currentLicense?.subscription === name;
  const activate = useAction(async () => {
    unlessRefused(await emulator.licenses.activate(activationCode ?? ""));
    await readState();
  });
  const renew = useAction(async () => {
    await emulator.subscriptions.renew(name);
    await readState();
  });
  const [isCancelling, setCancelling] = useState(false);
  const cancel = useAction(async () => {
    await emulator.subscriptions.cancel(name);
    await readState();
  });
  return (
    <li class="subscription">
      <div class="subscription-head">
        <strong>{name}</strong>
        <span class={`badge subscription-${subscription.state}`}>{subscription.state}</span>
        {inForce ? <span class="badge subscription-active">in force</span> : null}
      </div>
      <p class="quiet">
        {plan}
        {subscription.trial ? " trial" : ""}, {seats ?? "unlimited"} seats, {startsOn} to{" "}
        {expiresOn}, <Foreign text={subscription.company} />
      </p>
      {futureTerms.map((term) => (
        <p class="quiet" key={term.startsOn}>
          Then {term.plan}, {term.seats ?? "unlimited"} seats, {term.startsOn} to {term.expiresOn}
        </p>
      ))}
      {activationCode === null ? null : (
        <p class="subscription-code">
          <code>{activationCode}</code>
          <Copy text={activationCode} what={`the activation code of ${name}`} />
        </p>
      )}
      <div class="actions">
        {activationCode === null || state.value?.edition !== "ee" ? null : (
          <ActionButton action={activate} label={`Activate now: ${name}`}>
            Activate now
          </ActionButton>
        )}
        <ActionButton action={renew} label={`Renew ${name}`}>
          Renew
        </ActionButton>
        {subscription.state === "active" ? (
          <button
            type="button"
            class="button-quiet-danger"
            aria-label={`Cancel ${name}`}
            onClick={() => setCancelling(true)}
          >
            Cancel
          </button>
        ) : null}
      </div>
      {seats === null ? null : <AddSeats name={name} />}
      <Problem text={activate.error ?? renew.error} />
      {isCancelling ? (
        <Confirm
          title={`Cancel ${name}?`}
          verb="Cancel the subscription"
          action={cancel}
          onClose={() => setCancelling(false)}
        >
          <p>It ends today. The next sync brings the instance an expired license.</p>
        </Confirm>
      ) : null}
    </li>
  );
}

function AddSeats({ name }: { readonly name: string }) {
  const [typed, setTyped] = useState("");
  const id = useId();
  const add = useAction(async () => {
    await emulator.subscriptions.addSeats(name, Number(typed));
    setTyped("");
    await readState();
  });
  return (
    <form
      class="subscription-seats"
      onSubmit={(event) => {
        event.preventDefault();
        void add.run();
      }}
    >
      <label for={id}>Add seats</label>
      <input
        id={id}
        type="number"
        step={1}
        required
        placeholder="5 or -5"
        value={typed}
        onInput={({ currentTarget: { value } }) => setTyped(value)}
      />
      <button type="submit" class="subscription-add" aria-label={`Add seats to ${name}`}>
        Add
      </button>
      <Problem text={add.error} />
    </form>
  );
}

/** A license file: what would become of it, or the upload of it. */
function LicenseFile() {
  const [text, setText] = useState("");
  const [told, setTold] = useState<string | null>(null);
  const id = useId();
  const explain = useAction(async () => {
    setTold((await emulator.licenses.explain(text)).text);
  });
  const upload = useAction(async () => {
    setTold(null);
    unlessRefused(await emulator.licenses.upload(text));
    setText("");
    setTold("The license is uploaded.");
    await readState();
  });
  return (
    <div class="subscription-file">
      <label for={id}>License file</label>
      <textarea
        id={id}
        rows={3}
        placeholder="Paste its text"
        value={text}
        onInput={({ currentTarget: { value } }) => setText(value)}
      />
      <input
        type="file"
        aria-label="Choose a license file"
        onChange={({ currentTarget: { files } }) =>
          void files?.[0]?.text().then((chosen) => setText(chosen))
        }
      />
      <div class="actions">
        <ActionButton action={explain} disabled={text === ""}>
          Explain
        </ActionButton>
        <ActionButton action={upload} disabled={text === ""}>
          Upload
        </ActionButton>
      </div>
      <div role="status">
        {told === null ? null : (
          <pre class="subscription-told">
            <Foreign text={told} />
          </pre>
        )}
      </div>
      <Problem text={explain.error ?? upload.error} />
    </div>
  );
}
