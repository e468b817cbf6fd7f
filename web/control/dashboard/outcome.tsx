import type { RanScenario } from "../../../src/package/verbs.ts";
import { Alert } from "../../design/alert.tsx";
import { Foreign } from "../../design/foreign.tsx";
import { Copy } from "./pieces.tsx";

/** What somebody will see now that a scenario has run, and the codes that they type. */
export const Outcome = ({
  ran,
  onDismiss,
}: {
  readonly ran: RanScenario;
  readonly onDismiss: () => void;
}) => (
  <Alert kind="success" title={`${ran.name} is set up`} onDismiss={onDismiss}>
    <p>
      <Foreign text={ran.youWillSee} />
    </p>
    {codesIn(ran).map((code) => (
      <p class="scenario-code" key={code}>
        <code>{code}</code> <Copy text={code} what={`the code ${code}`} />
      </p>
    ))}
  </Alert>
);

const codesIn = ({ values }: RanScenario): readonly string[] =>
  Object.values(values).flatMap((answer) => {
    const code: unknown = Reflect.get(Object(answer), "activationCode");
    return typeof code === "string" ? [code] : [];
  });
