import { useId, useState } from "preact/hooks";
import type { ArmedFault, Fault } from "../../../../src/package/verbs.ts";
import { Foreign } from "../../../design/foreign.tsx";
import { emulator } from "../emulator.ts";
import { ActionButton, Panel, Problem, useAction } from "../pieces.tsx";
import { readState, state } from "../store.ts";
import { endpoints, groups, type Switch } from "./switches.ts";

export function FaultsPanel() {
  const now = state.value;
  const armed = now?.faults ?? [];
  return (
    <Panel title="Faults" count={now === null ? null : now.totals.faults}>
      <ToCome armed={armed} />
      {now === null
        ? null
        : groups
            .filter(({ isOfPortal }) => !isOfPortal || now.policies !== null)
            .map(({ title, switches }) => (
              <fieldset class="faults-group" key={title}>
                <legend>{title}</legend>
                {switches.map((one) => (
                  <FaultSwitch key={`${one.endpoint}-${one.kind}`} of={one} armed={armed} />
                ))}
              </fieldset>
            ))}
    </Panel>
  );
}

/** What waits for a request, in order. */
function ToCome({ armed }: { readonly armed: readonly ArmedFault[] }) {
  const clear = useAction(async () => {
    await emulator.faults.clear();
    await readState();
  });
  if (armed.length === 0) return <p class="quiet">Everything works. Nothing is to come.</p>;
  return (
    <>
      <ol class="faults-to-come" aria-label="Faults to come, in order">
        {armed.map((fault) => (
          <Coming key={fault.id} fault={fault} />
        ))}
      </ol>
      <div class="actions">
        <ActionButton action={clear}>Remove all faults</ActionButton>
      </div>
      <Problem text={clear.error} />
    </>
  );
}

function Coming({ fault }: { readonly fault: ArmedFault }) {
  const remove = useAction(async () => {
    await emulator.faults.remove(fault.id);
    await readState();
  });
  const { kind, endpoint, times } = fault;
  const { id: _id, kind: _kind, endpoint: _endpoint, times: _times, ...fields } = fault;
  return (
    <li class="fault-coming">
      <div>
        <strong>{kind}</strong> <Foreign text={fieldsShown(kind, fields)} />
        <p class="quiet">
          {endpoints[endpoint] ?? endpoint},{" "}
          {times === "standing" ? "until it is removed" : times === 1 ? "once" : `${times} times`}
        </p>
        <Problem text={remove.error} />
      </div>
      <ActionButton action={remove} label={`Remove ${kind}`}>
        Remove
      </ActionButton>
    </li>
  );
}

/** A field that is called like its kind needs no name. */
const fieldsShown = (kind: string, fields: object): string =>
  Object.entries(fields)
    .map(([name, value]) => {
      const shown = typeof value === "string" ? value : JSON.stringify(value);
      return name === kind ? shown : `${name} ${shown}`;
    })
    .join(", ");

function FaultSwitch({
  of: { kind, endpoint, name, field },
  armed,
}: {
  readonly of: Switch;
  readonly armed: readonly ArmedFault[];
}) {
  const standing = armed.find(
    (fault) => fault.kind === kind && fault.endpoint === endpoint && fault.times === "standing",
  );
  const [typed, setTyped] = useState(field?.initial ?? "");
  const id = useId();
  async function arm(times: 1 | "standing") {
    const given = field && { [field.name]: field.read(typed) };
    // The switches name kinds with the fields that they want; the emulator says what does not fit.
    await emulator.faults.arm({ kind, endpoint, times, ...given } as Fault);
    await readState();
  }
  const once = useAction(() => arm(1));
  const toggle = useAction(async () => {
    if (standing === undefined) return arm("standing");
    await emulator.faults.remove(standing.id);
    return readState();
  });
  return (
    <div class="fault">
      <label class="checkbox fault-name">
        <input
          type="checkbox"
          role="switch"
          aria-checked={standing !== undefined}
          checked={standing !== undefined}
          onClick={(event) => {
            // It shows what the emulator says.
            event.preventDefault();
            void toggle.run();
          }}
        />
        {name}
      </label>
      {field === undefined ? null : (
        <input
          id={id}
          class="fault-field"
          type="text"
          inputMode={field.isNumber ? "numeric" : "text"}
          aria-label={`${name}: ${field.label}`}
          title={field.label}
          value={typed}
          onInput={({ currentTarget: { value } }) => setTyped(value)}
        />
      )}
      <ActionButton action={once} class="button-quiet" label={`${name}: once`}>
        Once
      </ActionButton>
      <Problem text={toggle.error ?? once.error} />
    </div>
  );
}
