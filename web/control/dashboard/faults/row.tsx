import { audiences, endpoints } from "virtual:fault-kinds";
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import type { ArmedFault, Fault } from "../../../../src/package/verbs.ts";
import { emulator } from "../emulator.ts";
import { ActionButton, Problem, useAction } from "../pieces.tsx";
import { readState } from "../store.ts";
import {
  emptyForm,
  endpointsWith,
  type Form,
  faultIn,
  type Running,
  standing as standingTimes,
  usualEndpoint,
} from "./form.ts";
import type { FaultKind } from "./kind.ts";
import { KindForm } from "./kind-form.tsx";

/** What is hit at an endpoint, for people. */
export const hitsOf = (endpoint: string): string => endpoints[endpoint]?.hits ?? endpoint;

interface KindRowProps {
  readonly kind: FaultKind;
  /** Those of this kind that stay until they are removed. */
  readonly standing: readonly ArmedFault[];
  /** Whether any of this kind is to come. */
  readonly isToCome: boolean;
  readonly running: Running;
  /** What is said of those. */
  readonly children: ComponentChildren;
}

/** A kind: a switch, what it does, and on wish a form for all that it can be told. */
export function KindRow({ kind, standing, isToCome, running, children }: KindRowProps) {
  const at = endpointsWith(kind, endpoints, running);
  const [form, setForm] = useState(() => emptyForm(kind));
  const [isOpen, setOpen] = useState(false);
  const [told, setTold] = useState<string | null>(null);
  const id = useId();
  const isOn = standing.length > 0;
  /** What it hits in one case, for people. */
  const hits = (times: number | string) => hitsOf(form.endpoint ?? usualEndpoint(at, times));
  async function arm(times: number | string) {
    setTold(null);
    // The emulator says what does not fit.
    await emulator.faults.arm(faultIn(kind, form, times, at) as unknown as Fault);
    await readState();
    setTold(`${kind.kind} is to come.`);
  }
  const once = useAction(() => arm(1));
  const often = useAction(arm);
  const toggle = useAction(async () => {
    if (!isOn) return arm(standingTimes);
    setTold(null);
    await Promise.all(standing.map((fault) => emulator.faults.remove(fault.id)));
    return readState();
  });
  const all = [once, often, toggle];
  function forgotten<Given extends readonly unknown[], Gives>(run: (...given: Given) => Gives) {
    return (...given: Given) => {
      for (const action of all) action.forget();
      return run(...given);
    };
  }
  const change = forgotten((changed: Partial<Form>) => {
    setTold(null);
    setForm((before) => ({ ...before, ...changed }));
  });
  return (
    <li class="fault">
      <div class="fault-head">
        <input
          type="checkbox"
          role="switch"
          class="switch"
          aria-label={kind.kind}
          aria-describedby={`${id}-summary`}
          title={`Hits ${hits(standingTimes)}, until it is removed`}
          aria-checked={isOn}
          checked={isOn}
          onClick={(event) => {
            // It shows what the emulator says.
            event.preventDefault();
            for (const action of all) action.forget();
            void toggle.run();
          }}
        />
        <button
          type="button"
          class="fault-name"
          aria-expanded={isOpen}
          aria-controls={`${id}-form`}
          onClick={() => setOpen(!isOpen)}
        >
          <strong>{kind.kind}</strong>
          <span class="quiet" id={`${id}-summary`}>
            {kind.summary}
          </span>
        </button>
        <ActionButton
          action={{ busy: once.busy, run: forgotten(once.run) }}
          class="fault-once"
          label={`${kind.kind} once`}
          title={`Hits ${hits(1)}, once`}
        >
          Once
        </ActionButton>
      </div>
      {children}
      <div id={`${id}-form`} hidden={!isOpen}>
        {isOpen ? (
          <KindForm
            kind={kind}
            form={form}
            endpoints={at}
            audiences={audiences}
            busy={often.busy}
            onChange={change}
            onArm={forgotten((times) => void often.run(times))}
          />
        ) : null}
      </div>
      <p role="status" class="visually-hidden">
        {isToCome ? told : null}
      </p>
      <Problem text={toggle.error ?? once.error ?? often.error} />
    </li>
  );
}
