import type { ComponentChildren } from "preact";
import {
  type ActivationProblem,
  activationAlerts,
} from "../../../src/activation/activation-problem.ts";
import { Alert } from "../../design/alert.tsx";
import { ErrorDetails, SessionOver } from "./error-details.tsx";
import type { Exchange } from "./exchange.ts";
import { Outside, places } from "./links.tsx";

interface ErrorsProps {
  readonly problem: ActivationProblem;
  readonly exchange: Exchange | null;
  readonly portalUrl: string;
  readonly connectivityUrl: string;
}

/** The one alert of a failed activation. Source: instance behaviour, error mapping in the form. */
export function ActivationErrors({ problem, exchange, portalUrl, connectivityUrl }: ErrorsProps) {
  const { title, testId } = activationAlerts[problem.kind];
  return (
    <div data-testid="SUBSCRIPTION_ACTIVATION_ROOT">
      <Alert kind="danger" title={title} testId={testId} takesFocus>
        {textOf(problem, { portalUrl, connectivityUrl })}
        <SessionOver exchange={exchange} />
        <ErrorDetails exchange={exchange} isOpen={problem.kind === "general"} />
      </Alert>
    </div>
  );
}

const help = (
  <p>
    <Outside href={places.activating}>Learn more about activating your subscription</Outside>. If
    you need further assistance, <Outside href={places.support}>contact GitLab Support</Outside>.
  </p>
);

function textOf(
  problem: ActivationProblem,
  { portalUrl, connectivityUrl }: Pick<ErrorsProps, "portalUrl" | "connectivityUrl">,
): ComponentChildren {
  switch (problem.kind) {
    case "invalid-code":
      return (
        <p>
          The activation code is not valid. Please make sure to copy it exactly as it stands in the{" "}
          <Outside href={portalUrl}>Customers Portal</Outside> or in the mail.
        </p>
      );
    case "connectivity":
      return (
        <>
          <p>
            To activate your subscription, your instance needs to connect to GitLab, and the portal
            did not answer as it should.{" "}
            <Outside href={connectivityUrl}>How do I check connectivity?</Outside>
          </p>
          {help}
        </>
      );
    case "expired":
      return (
        <p>
          You can purchase a new subscription in the{" "}
          <Outside href={portalUrl}>Customers Portal</Outside> and try again.
        </p>
      );
    case "expired-trial":
      return (
        <p>
          You can purchase a new subscription in the{" "}
          <Outside href={portalUrl}>Customers Portal</Outside> and try again.
        </p>
      );
    case "not-found":
      return (
        <>
          <p>You may have entered an expired or ineligible activation code.</p>
          {help}
        </>
      );
    case "silent-mode":
      return (
        <p>
          Subscription cannot be activated if{" "}
          <Outside href={places.silentMode}>Silent Mode</Outside> is enabled. Disable Silent Mode
          and try again.
        </p>
      );
    case "overages":
      return (
        <p>
          Your current GitLab installation has {problem.users} active users, which exceeds your new
          subscription's limit of {problem.seats} by {problem.over}. Deactivate users, or{" "}
          <Outside href={portalUrl}>buy seats</Outside> for at least {problem.users}.
        </p>
      );
    case "true-up":
      return (
        <p>
          You have applied a true-up for {problem.paid} users but you need one for {problem.owed}.
          Have the license issued with the right quantity, and try again.
        </p>
      );
    case "general":
      return help;
  }
}
