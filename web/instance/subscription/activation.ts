import { CombinedGraphQLErrors } from "@apollo/client";
import { useRef, useState } from "preact/hooks";
import { type ActivationProblem, problemOf } from "../../../src/activation/activation-problem.ts";
import type { Client } from "./client.ts";
import { activateSubscription, type CurrentLicense } from "./documents.ts";
import type { Exchange } from "./exchange.ts";

interface FailedActivation {
  readonly problem: ActivationProblem;
  readonly exchange: Exchange | null;
}

export interface Activation {
  readonly isPending: boolean;
  /** The code that was sent last, until it is activated or its failure is forgotten. */
  readonly code: string | null;
  readonly failure: FailedActivation | null;
  readonly activate: (code: string) => Promise<void>;
  readonly forgetFailure: () => void;
}

interface Outcomes {
  readonly onActivated: (license: CurrentLicense) => void;
  readonly onFailed: () => void;
}

/** Activates a code, one at a time, however often a button is pressed. */
export function useActivation(client: Client, { onActivated, onFailed }: Outcomes): Activation {
  const underWay = useRef<string | null>(null);
  const [isPending, setPending] = useState(false);
  const [sent, setSent] = useState<string | null>(null);
  const [failure, setFailure] = useState<FailedActivation | null>(null);
  return {
    isPending,
    failure,
    code: sent,
    forgetFailure() {
      setFailure(null);
      if (underWay.current === null) setSent(null);
    },
    async activate(code) {
      if (underWay.current !== null) return;
      underWay.current = code;
      setPending(true);
      setSent(code);
      setFailure(null);
      const { errors, license } = await asked(client, code);
      underWay.current = null;
      setPending(false);
      const problem = problemOf(errors);
      if (problem !== null) {
        const exchange = client.exchangeOf("activateSubscription");
        if (exchange?.isSessionOver) keptCode.keep(code);
        setFailure({ problem, exchange });
        onFailed();
      } else if (license !== null) {
        keptCode.forget();
        setSent(null);
        onActivated(license);
      }
    },
  };
}

interface Outcome {
  readonly errors: readonly string[];
  readonly license: CurrentLicense | null;
}

async function asked({ apollo }: Client, activationCode: string): Promise<Outcome> {
  try {
    const { data } = await apollo.mutate({
      mutation: activateSubscription,
      variables: { gitlabSubscriptionActivateInput: { activationCode } },
    });
    const { errors = [], license = null } = data?.gitlabSubscriptionActivate ?? {};
    return { errors, license };
  } catch (error) {
    return { errors: [messageOf(error)], license: null };
  }
}

function messageOf(error: unknown): string {
  if (CombinedGraphQLErrors.is(error)) return error.errors[0]?.message ?? error.message;
  return error instanceof Error && error.message !== "" ? error.message : "The request has failed";
}

const key = "understudy:activation-code";

/** A code that was typed while the session was over, kept in this tab until it is activated. */
export const keptCode = {
  keep: (code: string) => sessionStorage.setItem(key, code),
  forget: () => sessionStorage.removeItem(key),
  code: () => sessionStorage.getItem(key) ?? "",
};
