import { Alert } from "../../design/alert.tsx";
import type { Activation } from "./activation.ts";
import { ActivationCard } from "./activation-card.tsx";
import { CreditsCard } from "./credits-card.tsx";
import type { HistoryEntry } from "./documents.ts";
import { History } from "./history.tsx";
import { Outside, places } from "./links.tsx";
import type { Settings } from "./settings.ts";

interface NoSubscriptionProps {
  readonly settings: Settings;
  readonly activation: Activation;
  readonly entries: readonly HistoryEntry[];
}

/** The page of an instance without a license. Source: instance behaviour, page states. */
export function NoSubscription({ settings, activation, entries }: NoSubscriptionProps) {
  const future = entries
    .flatMap(({ startsAt }) => (startsAt === null ? [] : [startsAt]))
    .filter((startsAt) => startsAt > settings.understudy.today)
    .sort();
  return (
    <>
      {future[0] === undefined ? null : (
        <Alert
          kind="info"
          title="You have a future dated license"
          testId="subscription-future-licenses-alert"
        >
          <p>
            You have added a license that activates on <time>{future[0]}</time>.
          </p>
        </Alert>
      )}
      <p class="lead">You do not have an active subscription</p>
      <div class="card-pair">
        <FreePlan settings={settings} />
        <Ultimate settings={settings} />
      </div>
      <div class="card-pair is-uneven">
        <ActivationCard activation={activation} settings={settings} />
        <CreditsCard purchaseUrl={settings.purchaseCreditsPath} property="no_subscription" />
      </div>
      {entries.length === 0 ? null : <History entries={entries} current={null} />}
    </>
  );
}

const FreePlan = ({ settings }: { readonly settings: Settings }) => (
  <section class="card plan" aria-labelledby="free-title">
    <div class="card-body stack">
      <h2 id="free-title">Your instance is on GitLab Free</h2>
      <dl class="counts">
        <Count testId="subscription-users" name="Users" count={settings.usersCount} />
        <Count testId="subscription-groups" name="Groups" count={settings.groupsCount} />
        <Count testId="subscription-projects" name="Projects" count={settings.projectsCount} />
      </dl>
    </div>
  </section>
);

interface CountProps {
  readonly testId: string;
  readonly name: string;
  readonly count: string;
}

const Count = ({ testId, name, count }: CountProps) => (
  <div data-testid={testId}>
    <dt>{name}</dt>
    <dd>{count}</dd>
  </div>
);

const Ultimate = ({ settings }: { readonly settings: Settings }) => (
  <section class="card plan" aria-labelledby="ultimate-title">
    <div class="card-body stack">
      <h2 id="ultimate-title">Get the most out of GitLab with Ultimate</h2>
      <p class="quiet">
        You can start a free trial of GitLab Ultimate without any obligation or payment details.{" "}
        <Outside href={places.ultimate} testId="feature-link">
          What Ultimate adds
        </Outside>
      </p>
      <div class="actions">
        <Outside
          href={settings.freeTrialPath}
          class="button button-primary"
          testId="upgrade-link-cta"
        >
          Start free trial
        </Outside>
        <Outside href={places.pricing} class="button" testId="explore-link-cta">
          Explore plans
        </Outside>
      </div>
    </div>
  </section>
);
