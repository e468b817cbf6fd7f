import { useSignalEffect } from "@preact/signals";
import { useState } from "preact/hooks";
import type { ListedScenario, RanScenario } from "../../../../src/package/verbs.ts";
import { Foreign } from "../../../design/foreign.tsx";
import { emulator } from "../emulator.ts";
import { Outcome } from "../outcome.tsx";
import { Confirm, Panel, Problem, useAction } from "../pieces.tsx";
import { connection } from "../store.ts";

export function ScenariosPanel() {
  const [scenarios, setScenarios] = useState<readonly ListedScenario[]>([]);
  const [wanted, setWanted] = useState("");
  const [asked, setAsked] = useState<string | null>(null);
  const [ran, setRan] = useState<RanScenario | null>(null);
  const list = useAction(async () => setScenarios(await emulator.scenarios.list()));
  const run = useAction(async () => {
    if (asked !== null) setRan(await emulator.scenarios.run(asked));
  });
  useSignalEffect(() => {
    if (connection.value === "live") void list.run();
  });
  const found = scenarios.filter((one) => isMeant(one, wanted));
  return (
    <Panel title="Scenarios" count={scenarios.length || null}>
      {ran === null ? null : <Outcome ran={ran} onDismiss={() => setRan(null)} />}
      <input
        type="search"
        aria-label="Search scenarios"
        placeholder="Number, or words of the complaint"
        value={wanted}
        onInput={({ currentTarget }) => setWanted(currentTarget.value)}
      />
      <Problem text={list.error} />
      {found.length === 0 && scenarios.length > 0 ? (
        <p class="quiet">No scenario has these words.</p>
      ) : (
        <div class="scenarios-list">
          {found.map((one) => (
            <Listed key={one.name} scenario={one} onRun={() => setAsked(one.name)} />
          ))}
        </div>
      )}
      {asked === null ? null : (
        <Confirm
          title={`Run ${asked}?`}
          verb="Start over and run"
          action={run}
          onClose={() => {
            setAsked(null);
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

/** Whether all words are in its texts. */
function isMeant({ name, summary, youWillSee }: ListedScenario, wanted: string): boolean {
  const text = `${name} ${summary} ${youWillSee}`.toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
