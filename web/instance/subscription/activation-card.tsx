import type { Activation } from "./activation.ts";
import { ActivationErrors } from "./activation-errors.tsx";
import { ActivateButton, ActivationForm } from "./activation-form.tsx";
import { Outside, places } from "./links.tsx";
import type { Settings } from "./settings.ts";

/** Activates where no license is in force. */
export function ActivationCard({
  activation,
  settings,
}: {
  readonly activation: Activation;
  readonly settings: Settings;
}) {
  const { failure, isPending } = activation;
  return (
    <section class="card" aria-labelledby="activation-title">
      <div class="card-head">
        <h2 id="activation-title">Activate subscription</h2>
      </div>
      <div class="card-body stack">
        {failure === null ? null : (
          <ActivationErrors
            problem={failure.problem}
            exchange={failure.exchange}
            portalUrl={settings.customersPortalUrl}
            connectivityUrl={settings.connectivityUrl}
          />
        )}
        <p class="quiet">
          To activate your subscription, your instance needs to connect to GitLab: here, to the{" "}
          <Outside href={settings.customersPortalUrl}>Customers Portal</Outside>. Learn how to{" "}
          <Outside href={places.activating}>activate your subscription</Outside>.
        </p>
        <ActivationForm id="subscription-activation-form" activation={activation}>
          <ActivateButton isPending={isPending} />
        </ActivationForm>
      </div>
      <div class="card-foot">
        <p class="quiet">
          You have a license file or a key?{" "}
          <a href={settings.settingsAddLicensePath}>Add license</a> in the general settings.
        </p>
      </div>
    </section>
  );
}
