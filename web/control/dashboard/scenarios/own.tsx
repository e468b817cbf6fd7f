import { useState } from "preact/hooks";
import { maxScenarioBytes } from "../../../../src/base/file-limits.ts";
import type { Scenario } from "../../../../src/package/verbs.ts";
import { Foreign } from "../../../design/foreign.tsx";
import { emulator, Refused } from "../emulator.ts";
import { FileDrop } from "../file-drop.tsx";
import { textOf } from "../file-text.ts";
import { Problem, useAction } from "../pieces.tsx";
import type { Wanted } from "./wanted.ts";

/** A file that may hold a scenario, which the emulator judges. */
interface Given {
  readonly file: string;
  readonly scenario: object;
}

/** A scenario of one's own: what one will see first, and the run of it. */
export function OwnScenario({ onRun }: { readonly onRun: (wanted: Wanted) => void }) {
  const [given, setGiven] = useState<Given | null>(null);
  const take = useAction(async (file: File) => {
    setGiven(null);
    const text = await textOf(file, "a scenario", maxScenarioBytes);
    setGiven({ file: file.name, scenario: scenarioIn(file.name, text) });
  });
  return (
    <>
      <FileDrop
        label="Drop a scenario of your own"
        hint="What one will see is shown first."
        accept=".json,application/json"
        onFile={(file) => void take.run(file)}
      />
      <Problem text={take.error} />
      {given === null ? null : <Read given={given} onRun={onRun} />}
    </>
  );
}

function Read({
  given: { file, scenario },
  onRun,
}: {
  readonly given: Given;
  readonly onRun: (wanted: Wanted) => void;
}) {
  const [name, summary, youWillSee] = ["name", "summary", "youWillSee"].map((field) => {
    const text: unknown = Reflect.get(scenario, field);
    return typeof text === "string" ? text : null;
  });
  const shown = name ?? file;
  return (
    <div class="scenario-own" role="status">
      <p>
        <strong>
          <Foreign text={shown} />
        </strong>{" "}
        <Foreign text={summary ?? "It does not say what it is about."} />
      </p>
      {youWillSee == null ? null : (
        <p class="quiet">
          <Foreign text={youWillSee} />
        </p>
      )}
      <button
        type="button"
        aria-label={`Run ${shown}`}
        onClick={() =>
          onRun({
            name: shown,
            // The emulator says what is wrong with it.
            run: () => emulator.scenarios.runGiven(scenario as Scenario),
          })
        }
      >
        Run…
      </button>
    </div>
  );
}

function scenarioIn(file: string, text: string): object {
  const value = jsonIn(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new Refused(
    value === undefined
      ? `${file} is no JSON: a scenario is.`
      : `${file} holds no scenario: it must hold an object.`,
    0,
    null,
  );
}

/** Undefined if it is none. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
