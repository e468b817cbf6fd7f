import { audiences, endpoints, kinds } from "virtual:fault-kinds";
import { useComputed, useSignalEffect } from "@preact/signals";
import { useState } from "preact/hooks";
import type { ArmedFault } from "../../../../src/package/verbs.ts";
import { Foreign } from "../../../design/foreign.tsx";
import { emulator } from "../emulator.ts";
import { ActionButton, Panel, Problem, useAction } from "../pieces.tsx";
import { connection, life, readState, state } from "../store.ts";
import { timesShown, valuesShown, waitsBehind, whomShown } from "./armed.ts";
import {
  endpointsWith,
  type Group,
  groupsOf,
  type Running,
  standing as standingTimes,
  usualEndpoint,
} from "./form.ts";
import type { FaultKind } from "./kind.ts";
import { openGroups } from "./open-groups.ts";
import { hitsOf, KindRow } from "./row.tsx";

const known = { kinds, endpoints, audiences };

export function FaultsPanel() {
  const now = state.value;
  const [wanted, setWanted] = useState("");
  const hosted = useHosted();
  if (now === null) return <Panel title="Faults">{null}</Panel>;
  const running = { portal: now.policies !== null, hosted };
  const offered = kinds.filter((kind) => endpointsWith(kind, endpoints, running).length > 0);
  const groups = groupsOf(offered, wanted);
  return (
    <Panel title="Faults" count={now.totals.faults}>
      <ToCome armed={now.faults} total={now.totals.faults} />
      {running.portal ? null : (
        <p class="quiet">
          The portal is an external one, which cannot be broken from here: the instance can.
        </p>
      )}
      <input
        type="search"
        aria-label="Search faults"
        placeholder={`Search ${offered.length} faults`}
        value={wanted}
        onInput={({ currentTarget }) => setWanted(currentTarget.value)}
      />
      {groups.length === 0 ? <p class="quiet">No fault has these words.</p> : null}
      <div class="faults-groups">
        {groups.map((group) => (
          <KindGroup
            key={group.name}
            group={group}
            armed={now.faults}
            running={running}
            isFound={wanted.trim() !== ""}
          />
        ))}
      </div>
    </Panel>
  );
}

/** Whether a hosted product runs: it starts with the emulator, or once something is sold for it. */
function useHosted(): boolean {
  const [isRunning, setRunning] = useState(false);
  const look = useAction(async () => {
    const { hosted } = await emulator.addresses.show();
    setRunning(hosted !== null);
  });
  const sold = useComputed(() => state.value?.totals.subscriptions);
  useSignalEffect(() => {
    if (connection.value === "live" && life.value >= 0 && sold.value !== undefined) void look.run();
  });
  return isRunning;
}

/** Of what is to come, so much is shown: nobody reads more, and each is compared with those before it. */
const mostShown = 50;

/** What waits for a request, in order. */
function ToCome({
  armed,
  total,
}: {
  readonly armed: readonly ArmedFault[];
  readonly total: number;
}) {
  const clear = useAction(async () => {
    await emulator.faults.clear();
    await readState();
  });
  const shown = armed.slice(0, mostShown);
  if (armed.length === 0) return <p class="quiet">Everything works. Nothing is to come.</p>;
  return (
    <>
      <ol class="faults-to-come" aria-label="Faults to come, in order">
        {shown.map((fault) => (
          <Coming key={fault.id} fault={fault} behind={waitsBehind(fault, armed, known)} />
        ))}
      </ol>
      <div class="actions">
        <ActionButton action={clear}>Remove all faults</ActionButton>
        {total > shown.length ? (
          <span class="quiet">{total - shown.length} more are not shown.</span>
        ) : null}
      </div>
      <Problem text={clear.error} />
    </>
  );
}

function Coming({
  fault,
  behind,
}: {
  readonly fault: ArmedFault;
  readonly behind: ArmedFault | null;
}) {
  const remove = useAction(async () => {
    await emulator.faults.remove(fault.id);
    await readState();
  });
  const { kind } = fault;
  return (
    <li class="fault-coming">
      <div>
        <strong>{kind}</strong> <Foreign text={valuesShown(fault, known)} />
        <Where fault={fault} />
        {behind === null ? null : (
          <p class="quiet fault-behind">
            Waits: each request that it could hit is hit by {behind.kind} before.
          </p>
        )}
        <Problem text={remove.error} />
      </div>
      <ActionButton action={remove} class="button-quiet" label={`Remove ${kind}`}>
        Remove
      </ActionButton>
    </li>
  );
}

/** What an armed fault is to hit, how often, and for whom. */
function Where({ fault }: { readonly fault: ArmedFault }) {
  const whom = whomShown(fault, known);
  return (
    <p class="quiet">
      Hits {hitsOf(fault.endpoint)}, {timesShown(fault)}
      {whom === null ? null : (
        <>
          , only for <Foreign text={whom} />
        </>
      )}
    </p>
  );
}

/** What the kinds of a group hit for which nothing else is chosen, where that differs. */
function Usual({
  kind,
  running,
}: {
  readonly kind: FaultKind | undefined;
  readonly running: Running;
}) {
  const at = kind === undefined ? [] : endpointsWith(kind, endpoints, running);
  const [stays, once] = [standingTimes, 1].map((times) => usualEndpoint(at, times));
  return stays === undefined || once === undefined || stays === once ? null : (
    <p class="quiet fault-hits">
      A switch hits {hitsOf(stays)}; <em>Once</em> hits {hitsOf(once)}. Another can be chosen behind
      its name.
    </p>
  );
}

/** Of what stands of a kind, so much is shown beside its switch. */
const mostStanding = 5;

interface KindGroupProps {
  readonly group: Group;
  readonly armed: readonly ArmedFault[];
  readonly running: Running;
  /** Whether it is shown because of a search: open then, whatever it is otherwise. */
  readonly isFound: boolean;
}

function KindGroup({
  group: { name, title, kinds: all },
  armed,
  running,
  isFound,
}: KindGroupProps) {
  const [isOpen, setOpen] = useState(openGroups.get().has(name));
  const standing = (kind: string) =>
    armed.filter((fault) => fault.kind === kind && fault.times === "standing");
  const on = all.filter(({ kind }) => standing(kind).length > 0).length;
  const isShown = isOpen || isFound;
  return (
    <details
      class="faults-group"
      open={isShown}
      onToggle={({ currentTarget: { open } }) => {
        if (isFound || open === isOpen) return;
        setOpen(open);
        openGroups.set(name, open);
      }}
    >
      <summary>
        <h3>{title}</h3>
        <span class="quiet">{all.length}</span>
        {on > 0 ? <span class="badge faults-on">{on} on</span> : null}
      </summary>
      {isShown ? (
        <>
          <Usual kind={all[0]} running={running} />
          <ul>
            {all.map((kind) => (
              <KindRow
                key={kind.kind}
                kind={kind}
                standing={standing(kind.kind)}
                isToCome={armed.some((fault) => fault.kind === kind.kind)}
                running={running}
              >
                {standing(kind.kind)
                  .slice(0, mostStanding)
                  .map((fault) => (
                    <div class="fault-standing" key={fault.id}>
                      <Foreign text={valuesShown(fault, known)} />
                      <Where fault={fault} />
                    </div>
                  ))}
              </KindRow>
            ))}
          </ul>
        </>
      ) : null}
    </details>
  );
}
