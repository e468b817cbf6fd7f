import { Foreign } from "../../design/foreign.tsx";
import type { CurrentLicense, HistoryEntry } from "./documents.ts";
import { planOf, typeLabels } from "./words.ts";

/** The page asks for no more than the first page of the list. */
const mostShown = 100;

interface HistoryProps {
  /** Subscriptions to come first, then licenses, as the server has them in order. */
  readonly entries: readonly HistoryEntry[];
  readonly current: CurrentLicense | null;
}

/** All licenses, past, present and to come. Source: instance behaviour, cards. */
export const History = ({ entries, current }: HistoryProps) => (
  <section class="card" aria-labelledby="history-title">
    <div class="card-head">
      <h2 id="history-title">Subscription History</h2>
    </div>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
    <section class="table-frame" aria-labelledby="history-title" tabIndex={0}>
      <table data-testid="subscription-history">
        <caption class="visually-hidden" data-testid="subscription-history-sr-only">
          Licenses of this instance: past, present and to come
        </caption>
        <thead>
          <tr>
            <th scope="col">Licensed to</th>
            <th scope="col">Plan</th>
            <th scope="col">Activation date</th>
            <th scope="col">Start date</th>
            <th scope="col">End date</th>
            <th scope="col" class="is-number">
              Seats
            </th>
            <th scope="col">Type</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows keep no state, and may be alike
            <Row key={index} entry={entry} current={current} />
          ))}
        </tbody>
      </table>
    </section>
    {entries.length < mostShown ? null : (
      <p class="table-note">
        The page shows no more than the {mostShown} licenses that start last.{" "}
        <code>understudy license list</code> shows all of them.
      </p>
    )}
  </section>
);

function Row({
  entry,
  current,
}: {
  readonly entry: HistoryEntry;
  readonly current: CurrentLicense | null;
}) {
  const isCurrent = current !== null && entry.id === current.id;
  const { name, email, company, plan, usersInLicenseCount, type } = entry;
  const hasCredits = isCurrent && current.hasGitlabCreditsAddOn;
  return (
    <tr
      class={isCurrent ? "is-current" : undefined}
      aria-current={isCurrent ? "true" : undefined}
      data-testid="subscription-history-row"
    >
      <td data-testid="subscription-cell-name">
        <div class="licensee">
          {name ? (
            <strong>
              <Foreign text={name} />
            </strong>
          ) : null}
          {email ? <Foreign text={email} /> : null}
          {company ? <Foreign text={company} /> : null}
          {name || email || company ? null : "-"}
        </div>
      </td>
      <td data-testid="subscription-cell-plan">
        <Foreign text={planOf(plan, hasCredits)} />
      </td>
      <td data-testid="subscription-cell-activated-at">{day(entry.activatedAt)}</td>
      <td data-testid="subscription-cell-starts-at">{day(entry.startsAt)}</td>
      <td data-testid="subscription-cell-expires-at">{day(entry.expiresAt)}</td>
      <td class="is-number" data-testid="subscription-cell-users-in-license-count">
        {usersInLicenseCount ?? "Unlimited"}
      </td>
      <td data-testid="subscription-cell-type">
        <span class={`badge badge-${type}`}>{typeLabels[type]}</span>
      </td>
    </tr>
  );
}

const day = (on: string | null | undefined) => (on ? <time>{on}</time> : "-");
