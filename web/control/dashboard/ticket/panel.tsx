import { useState } from "preact/hooks";
import type { Diagnosis, RanScenario, Scenario } from "../../../../src/package/verbs.ts";
import { Foreign } from "../../../design/foreign.tsx";
import { emulator } from "../emulator.ts";
import { fileBody } from "../file-body.ts";
import { FileDrop } from "../file-drop.tsx";
import { Outcome } from "../outcome.tsx";
import { Confirm, Panel, Problem, useAction } from "../pieces.tsx";

export function TicketPanel() {
  const [found, setFound] = useState<{ file: string; diagnosis: Diagnosis } | null>(null);
  const diagnose = useAction(async (file: File) => {
    setFound(null);
    setFound({ file: file.name, diagnosis: await emulator.har.diagnose(fileBody(file)) });
  });
  return (
    <Panel title="Ticket">
      <FileDrop
        label="Drop the network log of a ticket (HAR)"
        hint="It is read here, and nothing of it is kept."
        accept=".har,.json,application/json"
        onFile={(file) => void diagnose.run(file)}
      />
      {diagnose.busy ? (
        <p role="status">
          The log is read… <span class="spinner" />
        </p>
      ) : null}
      <Problem text={diagnose.error} />
      {found === null ? null : (
        <>
          <p class="quiet">
            <Foreign text={found.file} />, {found.diagnosis.entries}{" "}
            {found.diagnosis.entries === 1 ? "entry" : "entries"}
          </p>
          <Found key={found.file} diagnosis={found.diagnosis} />
        </>
      )}
    </Panel>
  );
}

function Found({ diagnosis }: { readonly diagnosis: Diagnosis }) {
  const { complaint, title, sentence, certain, couldAlsoBe, evidence, ask, alsoSeen } = diagnosis;
  return (
    <div class="ticket-found">
      <div class={`alert alert-${complaint === null ? "info" : "warning"}`} role="status">
        <div class="alert-body">
          <h3 class="alert-title">
            {complaint === null ? "None of the known complaints" : `${complaint}: ${title ?? ""}`}
          </h3>
          <p>
            <Foreign text={sentence} />
          </p>
          {complaint === null || certain ? null : (
            <p class="quiet">
              The log alone does not prove it.
              {couldAlsoBe.length === 0 ? "" : ` It could also be ${couldAlsoBe.join(", ")}.`}
            </p>
          )}
        </div>
      </div>
      {diagnosis.scenario === null ? null : <Again scenario={diagnosis.scenario} />}
      {evidence.length === 0 ? null : (
        <section>
          <h3>Evidence</h3>
          <ol class="ticket-list">
            {evidence.map(({ entry, what, text }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes.
              <li key={index}>
                <Foreign text={what} /> <span class="quiet">entry {entry}</span>
                {text === null ? null : (
                  <blockquote class="ticket-text">
                    <Foreign text={text} />
                  </blockquote>
                )}
              </li>
            ))}
          </ol>
        </section>
      )}
      {ask.length === 0 ? null : (
        <section>
          <h3>Ask the customer</h3>
          <ol class="ticket-list">
            {ask.map((question) => (
              <li key={question}>
                <Foreign text={question} />
              </li>
            ))}
          </ol>
        </section>
      )}
      {alsoSeen.length === 0 ? null : (
        <section>
          <h3>Also in the log</h3>
          <ul class="ticket-list">
            {alsoSeen.map((one) => (
              <li key={`${one.entry} ${one.sentence}`}>
                {one.complaint === null ? "" : `${one.complaint}: `}
                <Foreign text={one.sentence} /> <span class="quiet">entry {one.entry}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** Shows here what the customer has seen. */
function Again({ scenario }: { readonly scenario: NonNullable<Diagnosis["scenario"]> }) {
  const [isAsking, setAsking] = useState(false);
  const [ran, setRan] = useState<RanScenario | null>(null);
  const run = useAction(async () =>
    // What the API has written it takes back.
    setRan(await emulator.scenarios.runGiven(scenario as Scenario)),
  );
  return (
    <>
      {ran === null ? null : <Outcome ran={ran} onDismiss={() => setRan(null)} />}
      <div class="actions">
        <button type="button" class="button-primary" onClick={() => setAsking(true)}>
          Show it here…
        </button>
      </div>
      {isAsking ? (
        <Confirm
          title="Show here what the customer has seen?"
          verb="Start over and show it"
          action={run}
          onClose={() => {
            setAsking(false);
            run.forget();
          }}
        >
          <p>
            <Foreign text={scenario.summary} />
          </p>
          <p>
            Everything starts over: licenses, subscriptions, users, faults, mails and traffic are
            forgotten.
          </p>
        </Confirm>
      ) : null}
    </>
  );
}
