import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Foreign } from "../../design/foreign.tsx";
import { CopyIcon, SyncIcon } from "../../design/icons.tsx";
import type { CurrentLicense } from "./documents.ts";
import { isSince } from "./settings.ts";
import { ago, numberIn, planOf } from "./words.ts";

interface RowProps {
  readonly card: string;
  readonly slug: string;
  readonly label: string;
  readonly hasFailed?: boolean;
  /** Null while nothing is known yet. */
  readonly children: ComponentChildren;
}

/** Label and value; the names are those by which suites of the product find them. Source: page contract, test ids. */
const Row = ({ card, slug, label, hasFailed = false, children }: RowProps) => (
  <div class="detail" id={`${card}-${slug}`}>
    <dt class={hasFailed ? "has-failed" : undefined} data-testid="details-label">
      {label}:
    </dt>
    <dd data-testid="details-content">
      {children === null ? (
        <span class="skeleton" />
      ) : (
        <div class="detail-value" data-testid={slug}>
          {children}
        </div>
      )}
    </dd>
  </div>
);

/** What a license may leave out. */
const orDash = (text: string | null) => (text ? <Foreign text={text} /> : "-");

interface DetailsProps {
  /** Undefined while it is not known; null where it could not be read. */
  readonly license: CurrentLicense | null | undefined;
  readonly syncError: string | null;
  readonly hasSyncFailed: boolean;
  readonly isSyncing: boolean;
  readonly onSync: () => void;
  readonly now: number;
  readonly gitlabVersion: string;
}

const detailsCard = "subscription-details";

/** Earlier pages have the plan in the second row, where their suites look for it. Source: page contract, queries. */
const firstWithSubscriptionName = "19.3";

export function SubscriptionDetails(props: DetailsProps) {
  const { license, hasSyncFailed, gitlabVersion } = props;
  const shown = (value: (known: CurrentLicense) => ComponentChildren) =>
    license === undefined ? null : license === null ? "-" : value(license);
  const row = { card: detailsCard };
  return (
    <dl class="details">
      <Row {...row} slug="id" label="ID">
        {shown((known) => (
          <>
            {numberIn(known)} <Copy text={numberIn(known)} />
          </>
        ))}
      </Row>
      {isSince(firstWithSubscriptionName, gitlabVersion) ? (
        <Row {...row} slug="subscription-name" label="Subscription name">
          {shown(({ subscriptionName }) => orDash(subscriptionName))}
        </Row>
      ) : null}
      <Row {...row} slug="plan" label="Plan">
        {shown(({ plan, hasGitlabCreditsAddOn }) => (
          <Foreign text={planOf(plan, hasGitlabCreditsAddOn)} />
        ))}
      </Row>
      <Row {...row} slug="last-sync" label="Last sync" hasFailed={hasSyncFailed}>
        {shown((known) => (
          <LastSync {...props} license={known} />
        ))}
      </Row>
      <Row {...row} slug="starts-at" label="Start date">
        {shown(({ startsAt }) => orDash(startsAt))}
      </Row>
      <Row {...row} slug="expires-at" label="End date">
        {shown(({ expiresAt }) => orDash(expiresAt))}
      </Row>
    </dl>
  );
}

/** When the portal was last heard of; that the last attempt failed, and why; and the button that tries again. */
function LastSync({
  license: { type, lastSync },
  syncError,
  isSyncing,
  onSync,
  now,
}: DetailsProps & { readonly license: CurrentLicense }) {
  return (
    <>
      {lastSync === null ? (
        "-"
      ) : (
        <time dateTime={lastSync} title={lastSync}>
          {ago(lastSync, now)}
        </time>
      )}{" "}
      {type === "online_cloud" ? (
        <button
          type="button"
          id="syncButton"
          class="button-icon button-quiet"
          title="Sync subscription details"
          aria-label="Sync subscription details"
          disabled={isSyncing}
          onClick={onSync}
        >
          {isSyncing ? <span class="spinner" aria-hidden="true" /> : <SyncIcon />}
        </button>
      ) : null}
      {syncError === null ? null : (
        <p class="sync-error" data-testid="last-sync-error">
          The last attempt failed: <Foreign text={syncError} />
        </p>
      )}
    </>
  );
}

export function LicensedTo({ license }: Pick<DetailsProps, "license">) {
  const shown = (value: (known: CurrentLicense) => string | null) =>
    license === undefined ? null : orDash(license && value(license));
  const row = { card: "licensed-to" };
  return (
    <dl class="details">
      <Row {...row} slug="name" label="Licensed to">
        {shown(({ name }) => name)}
      </Row>
      <Row {...row} slug="email" label="Email">
        {shown(({ email }) => email)}
      </Row>
      <Row {...row} slug="company" label="Company">
        {shown(({ company }) => company)}
      </Row>
    </dl>
  );
}

function Copy({ text }: { readonly text: string }) {
  const [said, setSaid] = useState("");
  const copy = () =>
    navigator.clipboard
      .writeText(text)
      .then(() => setSaid("Copied"))
      .catch(() => setSaid("Not copied: the browser does not allow it here"));
  return (
    <>
      <button
        type="button"
        class="button-icon button-quiet"
        title="Copy"
        aria-label="Copy ID"
        onClick={copy}
      >
        <CopyIcon />
      </button>
      <span class="hint" role="status">
        {said}
      </span>
    </>
  );
}
