import { useSignalEffect } from "@preact/signals";
import { useState } from "preact/hooks";
import type { ListedScenario, RanScenario } from "../../../../src/package/verbs.ts";
import { Foreign } from "../../../design/foreign.tsx";
import { emulator } from "../emulator.ts";
import { Outcome } from "../outcome.tsx";
import { Confirm, Panel, Problem, useAction } from "../pieces.tsx";
import { connection, state } from "../store.ts";
import { isMeant } from "./is-meant.ts";
import { OwnScenario } from "./own.tsx";
import type { Wanted } from "./wanted.ts";

export function ScenariosPanel() {
  const [scenarios, setScenarios] = useState<readonly ListedScenario[]>([]);
  const [typed, setTyped] = useState("");
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [ran, setRan] = useState<RanScenario | null>(null);
  const list = useAction(async () => setScenarios(await emulator.scenarios.list()));
  const run = useAction(async () => {
    if (wanted !== null) setRan(await wanted.run());
  });
  useSignalEffect(() => {
    if (connection.value === "live") void list.run();
  });
  const found = scenarios.filter((one) => isMeant(one, typed));
  return (
    <Panel title="Scenarios" count={scenarios.length || null}>
      {ran === null ? <Present /> : <Outcome ran={ran} onDismiss={() => setRan(null)} />}
      <input
        type="search"
        aria-label="Search scenarios"
        placeholder="Number, or words of the complaint"
        value={typed}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <Problem text={list.error} />
      {found.length === 0 && scenarios.length > 0 ? (
        <p class="quiet">No scenario has these words.</p>
      ) : (
        <div class="scenarios-list">
          {found.map((one) => (
            <Listed
              key={one.name}
              scenario={one}
              onRun={() =>
                setWanted({ name: one.name, run: () => emulator.scenarios.run(one.name) })
              }
            />
          ))}
        </div>
      )}
      <OwnScenario onRun={setWanted} />
      {wanted === null ? null : (
        <Confirm
          title={`Run ${wanted.name}?`}
          verb="Start over and run"
          action={run}
          onClose={() => {
            setWanted(null);
            run.forget();
          }}
        >
          <p>
            Everything starts over: licenses, subscriptions, users, faults, mails and traffic are
            forgotten, and the clock goes to where the scenario begins. Save a snapshot first to
            come back.
          </p>
        </Confirm>
      )}
    </Panel>
  );
}

/** The one that was run last, by whomever. */
function Present() {
  const present = state.value?.scenario ?? null;
  return present === null ? null : (
    <p class="scenario-present">
      Run last: <strong>{present.name}</strong>. <Foreign text={present.youWillSee} />
    </p>
  );
}

const Listed = ({
  scenario: { name, summary, youWillSee },
  onRun,
}: {
  readonly scenario: ListedScenario;
  readonly onRun: () => void;
}) => (
  <details class="scenario" name="scenarios">
    <summary>
      <strong>{name}</strong> <Foreign text={summary} />
      {state.value?.scenario?.name === name ? (
        <>
          {" "}
          <span class="badge scenario-last">run last</span>
        </>
      ) : null}
    </summary>
    <div class="scenario-body">
      <p>
        <Foreign text={youWillSee} />
      </p>
      <button type="button" aria-label={`Run ${name}`} onClick={onRun}>
        Run…
      </button>
    </div>
  </details>
);
