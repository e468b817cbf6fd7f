import { useState } from "preact/hooks";
import { largestCount } from "../../../../src/base/largest-count.ts";
import type { Subscription } from "../../../../src/package/verbs.ts";
import { emulator } from "../emulator.ts";
import { ActionButton, Confirm, Problem, useAction } from "../pieces.tsx";
import { readState } from "../store.ts";
import { isPlan, PlanOptions } from "./order-fields.tsx";

/** What can be changed of a subscription in its term. */
export function Change({ subscription }: { readonly subscription: Subscription }) {
  return (
    <div class="subscription-opened">
      {subscription.seats === null || subscription.state !== "active" ? null : (
        <Seats subscription={subscription} />
      )}
      {subscription.state === "active" ? <Plan subscription={subscription} /> : null}
      <Code subscription={subscription} />
      {subscription.state === "active" ? <End subscription={subscription} /> : null}
    </div>
  );
}

/** Does something to a subscription, and says what has become of it. */
function useStep<Given extends readonly unknown[]>(
  work: (...given: Given) => Promise<Subscription>,
  said: (after: Subscription) => string,
) {
  const [told, setTold] = useState<string | null>(null);
  const action = useAction(async (...given: Given) => {
    setTold(null);
    setTold(said(await work(...given)));
    await readState();
  });
  const outcome = (
    <>
      {told === null ? null : (
        <p role="status" class="subscription-told">
          {told}
        </p>
      )}
      <Problem text={action.error} />
    </>
  );
  return { busy: action.busy, run: action.run, outcome };
}

interface Of {
  readonly subscription: Subscription;
}

function Seats({ subscription: { name, seats } }: Of) {
  const [typed, setTyped] = useState("");
  const { busy, run, outcome } = useStep(
    async (difference: number) => {
      const after = await emulator.subscriptions.addSeats(name, difference);
      setTyped("");
      return after;
    },
    (after) => `${name} has ${after.seats} seats now.`,
  );
  const by = Math.trunc(Number(typed));
  const disabled = busy || !(by > 0) ? "true" : undefined;
  return (
    <form
      class="subscription-row"
      aria-label={`Seats of ${name}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (by > 0) void run(by);
      }}
    >
      <label>
        Seats <span class="quiet">{seats} now</span>
        <input
          type="number"
          min={1}
          max={largestCount}
          step={1}
          value={typed}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </label>
      <button type="submit" class="subscription-quiet" aria-disabled={disabled}>
        Add
      </button>
      <button
        type="button"
        aria-disabled={disabled}
        onClick={() => (by > 0 ? void run(-by) : undefined)}
      >
        Take away
      </button>
      {outcome}
    </form>
  );
}

function Plan({ subscription: { name, plan } }: Of) {
  const [chosen, setChosen] = useState<string | null>(null);
  const { busy, run, outcome } = useStep(
    async () => {
      const wanted = chosen ?? plan;
      const after = await emulator.subscriptions.upgrade(name, isPlan(wanted) ? wanted : plan);
      setChosen(null);
      return after;
    },
    (after) => `${name} is on ${after.plan} now.`,
  );
  return (
    <form
      class="subscription-row"
      aria-label={`Plan of ${name}`}
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <label>
        Plan
        <select
          value={chosen ?? plan}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        >
          <PlanOptions />
        </select>
      </label>
      <button
        type="submit"
        class="subscription-quiet"
        aria-disabled={busy || chosen === null || chosen === plan ? "true" : undefined}
      >
        Change the plan
      </button>
      {outcome}
    </form>
  );
}

function Code({ subscription: { name, activationCode, deployment } }: Of) {
  const reissue = useStep(
    () => emulator.subscriptions.reissueCode(name),
    () => `${name} has another code. The one before is unknown now.`,
  );
  const generate = useStep(
    () => emulator.subscriptions.generateCode(name),
    () => `${name} has a code, which was mailed.`,
  );
  const resend = useStep(
    () => emulator.subscriptions.resendCode(name),
    () => "The code was mailed again.",
  );
  if (deployment === "hosted") return null;
  return (
    <div class="actions">
      {activationCode === null ? (
        <ActionButton action={generate}>Generate a code</ActionButton>
      ) : (
        <>
          <ActionButton action={reissue}>New code</ActionButton>
          <ActionButton action={resend}>Mail the code</ActionButton>
        </>
      )}
      {generate.outcome}
      {reissue.outcome}
      {resend.outcome}
    </div>
  );
}

function End({ subscription: { name } }: Of) {
  const [asked, setAsked] = useState<"cancel" | "expire" | null>(null);
  const end = useAction(async () => {
    if (asked === null) return;
    await emulator.subscriptions[asked](name);
    await readState();
  });
  function close() {
    setAsked(null);
    end.forget();
  }
  return (
    <div class="actions">
      <button
        type="button"
        class="button-quiet-danger"
        aria-label={`Cancel ${name}`}
        onClick={() => setAsked("cancel")}
      >
        Cancel…
      </button>
      <button
        type="button"
        class="button-quiet-danger"
        aria-label={`Let ${name} expire`}
        onClick={() => setAsked("expire")}
      >
        Let it expire…
      </button>
      {asked === null ? null : (
        <Confirm
          title={asked === "cancel" ? `Cancel ${name}?` : `Let ${name} expire?`}
          verb={asked === "cancel" ? "Cancel the subscription" : "Let it expire"}
          action={end}
          onClose={close}
        >
          <p>
            {asked === "cancel"
              ? "It ends today, for good. The next sync brings the instance an expired license."
              : "It ends today, and can be renewed. The instance keeps the license that it has."}
          </p>
        </Confirm>
      )}
    </div>
  );
}
