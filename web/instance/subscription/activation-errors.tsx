import type { ComponentChildren } from "preact";
import { Alert } from "../../design/alert.tsx";
import type { ActivationProblem } from "./activation-problem.ts";
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
  const { title, testId, text } = alertOf(problem, { portalUrl, connectivityUrl });
  return (
    <div data-testid="SUBSCRIPTION_ACTIVATION_ROOT">
      <Alert kind="danger" title={title} testId={testId} takesFocus>
        {text}
        <SessionOver exchange={exchange} />
        <ErrorDetails exchange={exchange} isOpen={problem.kind === "general"} />
      </Alert>
    </div>
  );
}

interface ShownAlert {
  readonly title: string;
  readonly testId: string;
  readonly text: ComponentChildren;
}

const help = (
  <p>
    <Outside href={places.activating}>Learn more about activating your subscription</Outside>. If
    you need further assistance, <Outside href={places.support}>contact GitLab Support</Outside>.
  </p>
);

function alertOf(
  problem: ActivationProblem,
  { portalUrl, connectivityUrl }: Pick<ErrorsProps, "portalUrl" | "connectivityUrl">,
): ShownAlert {
  switch (problem.kind) {
    case "invalid-code":
      return {
        title: "An error occurred during activation",
        testId: "INVALID_ACTIVATION_ERROR_ALERT",
        text: (
          <p>
            The activation code is not valid. Please make sure to copy it exactly as it stands in
            the <Outside href={portalUrl}>Customers Portal</Outside> or in the mail.
          </p>
        ),
      };
    case "connectivity":
      return {
        title: "Cannot activate instance due to a connectivity issue",
        testId: "CONNECTIVITY_ERROR_ALERT",
        text: (
          <>
            <p>
              To activate your subscription, your instance needs to connect to GitLab, and the
              portal did not answer as it should.{" "}
              <Outside href={connectivityUrl}>How do I check connectivity?</Outside>
            </p>
            {help}
          </>
        ),
      };
    case "expired":
      return {
        title: "Your subscription is expired",
        testId: "EXPIRED_ERROR_ALERT",
        text: (
          <p>
            You can purchase a new subscription in the{" "}
            <Outside href={portalUrl}>Customers Portal</Outside> and try again.
          </p>
        ),
      };
    case "expired-trial":
      return {
        title: "Your trial is expired",
        testId: "EXPIRED_TRIAL_ERROR_ALERT",
        text: (
          <p>
            You can purchase a new subscription in the{" "}
            <Outside href={portalUrl}>Customers Portal</Outside> and try again.
          </p>
        ),
      };
    case "not-found":
      return {
        title: "Your subscription cannot be located",
        testId: "SUBSCRIPTION_NOT_FOUND_ERROR_ALERT",
        text: (
          <>
            <p>You may have entered an expired or ineligible activation code.</p>
            {help}
          </>
        ),
      };
    case "silent-mode":
      return {
        title: "Could not activate subscription",
        testId: "SILENT_MODE_ENABLED_ALERT",
        text: (
          <p>
            Subscription cannot be activated if{" "}
            <Outside href={places.silentMode}>Silent Mode</Outside> is enabled. Disable Silent Mode
            and try again.
          </p>
        ),
      };
    case "overages":
      return {
        title: "Activation not possible due to seat mismatch",
        testId: "SUBSCRIPTION_OVERAGES_ERROR_ALERT",
        text: (
          <p>
            Your current GitLab installation has {problem.users} active users, which exceeds your
            new subscription's limit of {problem.seats} by {problem.over}. Deactivate users, or{" "}
            <Outside href={portalUrl}>buy seats</Outside> for at least {problem.users}.
          </p>
        ),
      };
    case "true-up":
      return {
        title: "Activation not possible due to true-up value mismatch",
        testId: "TRUE_UP_OVERAGES_ERROR_ALERT",
        text: (
          <p>
            You have applied a true-up for {problem.paid} users but you need one for {problem.owed}.
            Have the license issued with the right quantity, and try again.
          </p>
        ),
      };
    case "general":
      return {
        title: "An error occurred during activation",
        testId: "GENERAL_ERROR_ALERT",
        text: help,
      };
  }
}
