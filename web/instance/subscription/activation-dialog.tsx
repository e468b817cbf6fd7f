import { Alert } from "../../design/alert.tsx";
import { Dialog } from "../../design/dialog.tsx";
import type { Activation } from "./activation.ts";
import { ActivationErrors } from "./activation-errors.tsx";
import { ActivateButton, ActivationForm } from "./activation-form.tsx";
import type { Settings } from "./settings.ts";

interface DialogProps {
  readonly activation: Activation;
  readonly settings: Settings;
  readonly onClose: () => void;
}

const formId = "subscription-activation-form";

/** Activates beside a license that is in force. */
export function ActivationDialog({ activation, settings, onClose }: DialogProps) {
  const { failure, isPending } = activation;
  return (
    <Dialog
      title="Activate subscription"
      onClose={onClose}
      actions={
        <>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <ActivateButton isPending={isPending} form={formId} />
        </>
      }
    >
      {failure === null ? (
        <Alert kind="info">
          <p>A subscription that has started replaces the current one at once.</p>
        </Alert>
      ) : (
        <ActivationErrors
          problem={failure.problem}
          exchange={failure.exchange}
          portalUrl={settings.customersPortalUrl}
          connectivityUrl={settings.connectivityUrl}
        />
      )}
      <ActivationForm id={formId} activation={activation} />
    </Dialog>
  );
}
