import type { State } from "../../../../src/package/verbs.ts";
import { Foreign } from "../../../design/foreign.tsx";

/** The scenario that was run last, with what is to be seen behind it. */
export const ScenarioLine = ({ scenario }: Pick<State, "scenario">) =>
  scenario === null ? null : (
    <details class="scenario-line">
      <summary>
        <span class="badge">Scenario {scenario.name}</span>{" "}
        <span class="scenario-line-summary">
          <Foreign text={scenario.summary} />
        </span>
      </summary>
      <p>
        <Foreign text={scenario.summary} />
      </p>
      <p class="quiet">
        <Foreign text={scenario.youWillSee} />
      </p>
    </details>
  );
