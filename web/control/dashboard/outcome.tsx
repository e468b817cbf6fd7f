import type { RanScenario } from "../../../src/package/verbs.ts";
import { Foreign } from "../../design/foreign.tsx";
import { Copy } from "./pieces.tsx";

/** What somebody will see now that a scenario has run, and the codes that they type. */
export const Outcome = ({ ran }: { readonly ran: RanScenario }) => (
  <div class="alert alert-success" role="status">
    <div class="alert-body">
      <h3 class="alert-title">
        <Foreign text={ran.name} /> is set up
      </h3>
      <p>
        <Foreign text={ran.youWillSee} />
      </p>
      {codesIn(ran).map((code) => (
        <p class="scenario-code" key={code}>
          <code>{code}</code> <Copy text={code} what={`the code ${code}`} />
        </p>
      ))}
    </div>
  </div>
);

const codesIn = ({ values }: RanScenario): readonly string[] =>
  Object.values(values).flatMap((answer) => {
    const code: unknown = Reflect.get(Object(answer), "activationCode");
    return typeof code === "string" ? [code] : [];
  });
