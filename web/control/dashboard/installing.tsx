import { useState } from "preact/hooks";
import type { Installed, StoredLicense } from "../../../src/package/verbs.ts";
import { Alert } from "../../design/alert.tsx";
import { Foreign } from "../../design/foreign.tsx";
import { type Action, useAction } from "./pieces.tsx";
import { readState, state } from "./store.ts";

/** What came of a code or a license file that the instance was given. */
interface Installing<Given extends readonly unknown[]> extends Action<Given> {
  readonly came: Installed | null;
}

/** Gives the instance a code or a license file. What was said of the one before is gone then. */
export function useInstalling<Given extends readonly unknown[]>(
  work: (...given: Given) => Promise<Installed>,
): Installing<Given> {
  const [came, setCame] = useState<Installed | null>(null);
  const action = useAction(async (...given: Given) => {
    setCame(null);
    setCame(await work(...given));
    await readState();
  });
  return {
    busy: action.busy,
    error: action.error,
    run: action.run,
    came,
    forget() {
      setCame(null);
      action.forget();
    },
  };
}

/** Says what was installed, or in the instance's words and behind them why nothing was. */
export function Came({
  came,
  verb,
  onDismiss,
}: {
  readonly came: Installed | null;
  /** What was done: `activated`. */
  readonly verb: string;
  readonly onDismiss: () => void;
}) {
  if (came === null) return null;
  const { errors, cause, license } = came;
  if (errors.length === 0) {
    return (
      <Alert kind="success" title={`The license is ${verb}`} onDismiss={onDismiss}>
        <p>{license === null ? "The instance has taken it." : <Stored license={license} />}</p>
      </Alert>
    );
  }
  return (
    <Alert kind="danger" title={`Not ${verb}`} onDismiss={onDismiss}>
      {errors.map((error) => (
        <blockquote class="came-words" key={error}>
          <Foreign text={error} />
        </blockquote>
      ))}
      {cause === null ? null : (
        <p>
          <Foreign text={cause} />
        </p>
      )}
      <p class="came-links">
        {isOfSeats(came) ? <a href="#seats">Users and seats by day</a> : null}
        <a href="#traffic">What went over the wire</a>
      </p>
    </Alert>
  );
}

/** Whether users and seats have decided. */
const isOfSeats = ({ errors }: Installed) => errors.some((error) => /\busers?\b/.test(error));

function Stored({ license }: { readonly license: StoredLicense }) {
  const { row, number, plan, seats, startsOn, expiresOn } = license;
  const isInForce = state.value?.currentLicense?.row === row;
  return (
    <>
      {number === null ? "A license without a number" : `License ${number}`}:{" "}
      <Foreign text={plan} />, {seats ?? "unlimited"} seats, {startsOn} to {expiresOn ?? "no end"}.{" "}
      {isInForce ? "It is in force." : "It is stored, and another one is in force."}
    </>
  );
}
