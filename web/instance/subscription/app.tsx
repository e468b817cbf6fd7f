import { useCallback, useLayoutEffect, useState } from "preact/hooks";
import { Alert } from "../../design/alert.tsx";
import { useActivation } from "./activation.ts";
import { Breakdown } from "./breakdown.tsx";
import type { Client } from "./client.ts";
import {
  type CurrentLicense,
  getCurrentLicense,
  getFutureLicenseHistory,
  getPastLicenseHistory,
  type HistoryEntry,
} from "./documents.ts";
import { ErrorDetails, SessionOver } from "./error-details.tsx";
import type { Exchange } from "./exchange.ts";
import { NoSubscription } from "./no-subscription.tsx";
import type { Settings } from "./settings.ts";

interface AppProps {
  readonly client: Client;
  readonly settings: Settings;
}

/** What could not be read, in the product's words. */
interface FetchFailure {
  readonly what: "current subscription" | "past subscriptions" | "future subscriptions";
  readonly exchange: Exchange | null;
}

interface Loaded {
  /** Undefined while it is not known; null if there is none, or it could not be read. */
  readonly current: CurrentLicense | null | undefined;
  readonly past: readonly HistoryEntry[];
  readonly future: readonly HistoryEntry[];
}

const nothingYet: Loaded = { current: undefined, past: [], future: [] };

/** `/admin/subscription`. Source: instance behaviour, admin page; page contract. */
export function App({ client, settings }: AppProps) {
  const [loaded, setLoaded] = useState(nothingYet);
  const [failure, setFailure] = useState<FetchFailure | null>(null);
  const [activated, setActivated] = useState<CurrentLicense | null>(null);
  const [isActivating, setActivating] = useState(false);

  const put = useCallback(
    (part: Partial<Loaded>) => setLoaded((before) => ({ ...before, ...part })),
    [],
  );
  const load = useCallback(async () => {
    const query = async <Data,>(
      what: FetchFailure["what"],
      document: Parameters<Client["apollo"]["query"]>[0]["query"],
      take: (data: Data) => void,
    ): Promise<FetchFailure | null> => {
      try {
        const { data } = await client.apollo.query({
          query: document,
          fetchPolicy: "network-only",
        });
        take(data as Data);
        return null;
      } catch {
        return { what, exchange: client.exchangeOf(operationOf[what]) };
      }
    };
    const failures = await Promise.all([
      query<{ currentLicense: CurrentLicense | null }>(
        "current subscription",
        getCurrentLicense,
        ({ currentLicense }) => put({ current: currentLicense }),
      ),
      query<{ licenseHistoryEntries: { nodes: readonly HistoryEntry[] } | null }>(
        "past subscriptions",
        getPastLicenseHistory,
        ({ licenseHistoryEntries }) => put({ past: licenseHistoryEntries?.nodes ?? [] }),
      ),
      query<{ subscriptionFutureEntries: { nodes: readonly HistoryEntry[] } | null }>(
        "future subscriptions",
        getFutureLicenseHistory,
        ({ subscriptionFutureEntries }) => put({ future: subscriptionFutureEntries?.nodes ?? [] }),
      ),
    ]);
    // The last that failed is told of.
    setFailure(failures.findLast((one) => one !== null) ?? null);
    setLoaded((before) => ({ ...before, current: before.current ?? null }));
  }, [client, put]);

  // Before anybody can find that no request is under way.
  useLayoutEffect(() => void load(), [load]);

  const { current, past, future } = loaded;
  const entries = [...future, ...past];
  const isLicensed = settings.isAdmin && (settings.hasActiveLicense || Boolean(current));

  const activation = useActivation(client, {
    onActivated(license) {
      setActivating(false);
      setActivated(license);
      // Known already, should it not be possible to read it again.
      if (!startsLater(license, settings)) put({ current: license });
      void load();
    },
    // The dialog may have been left meanwhile.
    onFailed: () => setActivating(isLicensed),
  });
  return (
    <>
      <div class="page-head">
        <h1>Subscription</h1>
        {isLicensed ? (
          <a
            class="button"
            href={settings.licenseUsageFilePath}
            data-testid="export-license-usage-btn"
          >
            Export license usage file
          </a>
        ) : null}
      </div>
      {failure === null ? null : (
        <Alert
          kind="danger"
          title="Subscription unavailable"
          testId="subscription-fetch-error-alert"
          onDismiss={() => setFailure(null)}
        >
          <p>
            Your {failure.what} cannot be displayed at the moment. Please refresh the page to try
            again.
          </p>
          <SessionOver exchange={failure.exchange} />
          <ErrorDetails exchange={failure.exchange} />
        </Alert>
      )}
      {activated === null ? null : (
        <Activated
          key={activated.id}
          license={activated}
          settings={settings}
          onDismiss={() => setActivated(null)}
        />
      )}
      {activated === null && settings.understudy.notices.length > 0 ? (
        <Alert kind="warning" testId="subscription-notices">
          {settings.understudy.notices.map((notice) => (
            <p key={notice}>{notice}</p>
          ))}
        </Alert>
      ) : null}
      {isLicensed ? (
        <Breakdown
          client={client}
          settings={settings}
          activation={activation}
          license={current}
          entries={entries}
          isActivating={isActivating}
          onActivating={setActivating}
        />
      ) : (
        // A code that was activated does not stay in the form.
        <NoSubscription
          key={activated?.id}
          settings={settings}
          activation={activation}
          entries={entries}
        />
      )}
    </>
  );
}

const operationOf: Readonly<Record<FetchFailure["what"], string>> = {
  "current subscription": "getCurrentLicense",
  "past subscriptions": "getPastLicenseHistory",
  "future subscriptions": "getFutureLicenseHistory",
};

/** Judged by the instance's clock; the product's page asks the browser's. */
const startsLater = ({ startsAt }: CurrentLicense, { understudy }: Settings): boolean =>
  startsAt !== null && startsAt > understudy.today;

function Activated({
  license,
  settings,
  onDismiss,
}: {
  readonly license: CurrentLicense;
  readonly settings: Settings;
  readonly onDismiss: () => void;
}) {
  const isFuture = startsLater(license, settings);
  return (
    <Alert
      kind="success"
      title={isFuture ? "Your future dated license was successfully added" : undefined}
      testId="subscription-activation-success-alert"
      takesFocus
      onDismiss={onDismiss}
    >
      <p>
        {isFuture ? (
          <>
            You have successfully added a license that activates on <time>{license.startsAt}</time>.
          </>
        ) : (
          "Your subscription was successfully activated. You can see the details below."
        )}
      </p>
    </Alert>
  );
}
