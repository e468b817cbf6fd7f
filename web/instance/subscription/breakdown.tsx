import { useRef, useState } from "preact/hooks";
import { Alert } from "../../design/alert.tsx";
import type { Activation } from "./activation.ts";
import { ActivationDialog } from "./activation-dialog.tsx";
import { type Client, isDone } from "./client.ts";
import { CreditsCard } from "./credits-card.tsx";
import { LicensedTo, SubscriptionDetails } from "./details.tsx";
import type { CurrentLicense, HistoryEntry } from "./documents.ts";
import { ErrorDetails, SessionOver } from "./error-details.tsx";
import type { Exchange } from "./exchange.ts";
import { History } from "./history.tsx";
import { Outside } from "./links.tsx";
import { RemovalDialog } from "./removal-dialog.tsx";
import type { Settings } from "./settings.ts";
import { Users } from "./users.tsx";

interface BreakdownProps {
  readonly client: Client;
  readonly settings: Settings;
  readonly activation: Activation;
  /** Undefined while it is not known; null where it could not be read. */
  readonly license: CurrentLicense | null | undefined;
  readonly entries: readonly HistoryEntry[];
  readonly isActivating: boolean;
  readonly onActivating: (isOpen: boolean) => void;
}

type Sync = { readonly state: "idle" | "pending" | "started" } | FailedSync;

interface FailedSync {
  readonly state: "failed";
  readonly exchange: Exchange;
}

/** The page of an instance with a license. Source: instance behaviour, cards, footer buttons, sync and removal. */
export function Breakdown(props: BreakdownProps) {
  const { client, settings, activation, license, entries, isActivating, onActivating } = props;
  const [sync, setSync] = useState<Sync>({ state: "idle" });
  const removal = useRemoval(client, settings);
  const sending = useRef<string | null>(null);

  async function startSync() {
    if (sending.current !== null) return;
    sending.current = settings.subscriptionSyncPath;
    setSync({ state: "pending" });
    const exchange = await client.send("POST", settings.subscriptionSyncPath);
    sending.current = null;
    setSync(isDone(exchange) ? { state: "started" } : { state: "failed", exchange });
    // A button that cannot be pressed loses the focus.
    queueMicrotask(() => document.querySelector<HTMLElement>("#syncButton")?.focus());
  }

  const { reasoning, syncError } = settings.understudy;
  const shownError = sync.state === "started" || sync.state === "pending" ? null : syncError;
  const current = license ?? null;
  return (
    <>
      <SyncAlert
        sync={sync}
        connectivityUrl={settings.connectivityUrl}
        onDismiss={() => setSync({ state: "idle" })}
      />
      {removal.failure === null ? null : (
        <Alert kind="danger" takesFocus onDismiss={removal.forgetFailure}>
          <p>Something went wrong while removing the license. Please try again.</p>
          <SessionOver exchange={removal.failure} />
          <ErrorDetails exchange={removal.failure} />
        </Alert>
      )}
      <div class="card-pair is-uneven">
        <section
          class="card"
          aria-labelledby="details-title"
          data-testid="subscription-details-card"
          aria-busy={license === undefined}
        >
          <div class="card-head">
            <h2 id="details-title">Subscription details</h2>
          </div>
          <div class="card-body">
            <SubscriptionDetails
              license={license}
              syncError={shownError}
              hasSyncFailed={sync.state === "failed" || shownError !== null}
              isSyncing={sync.state === "pending"}
              onSync={startSync}
              now={settings.now()}
              gitlabVersion={settings.gitlabVersion}
            />
          </div>
          {settings.licenseRemovePath === "" || license === null ? null : (
            <div class="card-foot gl-card-footer">
              <Outside
                href={settings.customersPortalUrl}
                class="button button-primary"
                testId="subscription-manage-subscription-action"
              >
                Manage subscription
              </Outside>
              <button
                type="button"
                data-testid="subscription-activate-subscription-action"
                onClick={() => onActivating(true)}
              >
                Add activation code
              </button>
              <button
                type="button"
                class="button-quiet-danger"
                title="Remove license"
                aria-label="Remove license"
                data-testid="remove-license-button"
                onClick={removal.ask}
              >
                Remove license
              </button>
            </div>
          )}
        </section>
        <section class="card" aria-labelledby="licensed-title" aria-busy={license === undefined}>
          <div class="card-head">
            <h2 id="licensed-title">Licensed to</h2>
          </div>
          <div class="card-body">
            <LicensedTo license={license} />
          </div>
        </section>
      </div>
      {current === null ? null : <Users license={current} reasoning={reasoning} />}
      {current?.trial ? (
        <CreditsCard purchaseUrl={settings.purchaseCreditsPath} property="trial" />
      ) : null}
      {entries.length > 0 || current !== null ? (
        <History
          entries={entries.length > 0 || current === null ? entries : [current]}
          current={current}
        />
      ) : null}
      {isActivating ? (
        <ActivationDialog
          activation={activation}
          settings={settings}
          onClose={() => {
            activation.forgetFailure();
            onActivating(false);
          }}
        />
      ) : null}
      {removal.isAsked ? (
        <RemovalDialog
          isPending={removal.isPending}
          onConfirm={removal.confirm}
          onClose={removal.leave}
        />
      ) : null}
    </>
  );
}

interface SyncAlertProps {
  readonly sync: Sync;
  readonly connectivityUrl: string;
  readonly onDismiss: () => void;
}

function SyncAlert({ sync, connectivityUrl, onDismiss }: SyncAlertProps) {
  if (sync.state === "started") {
    return (
      <Alert
        kind="info"
        title="Synchronization started"
        testId="sync-info-alert"
        onDismiss={onDismiss}
      >
        <p>Subscription detail synchronization has started and will complete soon.</p>
      </Alert>
    );
  }
  if (sync.state !== "failed") return null;
  return (
    <Alert kind="danger" title="There is a connectivity issue" testId="sync-failure-alert">
      <p>
        Subscription details did not synchronize due to a possible connectivity issue with GitLab
        servers. <Outside href={connectivityUrl}>How do I check connectivity?</Outside>
      </p>
      <SessionOver exchange={sync.exchange} />
      <ErrorDetails exchange={sync.exchange} />
    </Alert>
  );
}

/**
 * Removes the license once somebody has said yes, and loads the page anew, which tells what has come of it. Where nothing
 * is left to remove, in another tab or by a request whose answer was lost, the product leads to the general settings.
 */
function useRemoval(client: Client, { licenseRemovePath, settingsAddLicensePath }: Settings) {
  const sending = useRef<string | null>(null);
  const [isAsked, setAsked] = useState(false);
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<Exchange | null>(null);
  return {
    isAsked,
    isPending,
    failure,
    ask: () => setAsked(true),
    leave: () => setAsked(false),
    forgetFailure: () => setFailure(null),
    async confirm() {
      if (sending.current !== null) return;
      sending.current = licenseRemovePath;
      setPending(true);
      const exchange = await client.send("DELETE", licenseRemovePath);
      if (isDone(exchange) || exchange.ledTo === settingsAddLicensePath) return location.reload();
      sending.current = null;
      setPending(false);
      setAsked(false);
      setFailure(exchange);
    },
  };
}
