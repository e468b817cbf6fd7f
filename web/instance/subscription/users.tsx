import type { ComponentChildren } from "preact";
import type { CurrentLicense } from "./documents.ts";
import type { Reasoning } from "./settings.ts";

interface CardProps {
  readonly testId: string;
  readonly title: string;
  readonly number: ComponentChildren;
  readonly numberTestId?: string;
  readonly isExceeded?: boolean;
  readonly children: ComponentChildren;
}

const NumberCard = ({ testId, title, number, numberTestId, isExceeded, children }: CardProps) => (
  <section class="number-card" data-testid={testId}>
    <h3 class="number-title">{title}</h3>
    <p class={isExceeded ? "number is-exceeded" : "number"} data-testid={numberTestId}>
      {number}
    </p>
    <div class="hint">{children}</div>
  </section>
);

/** The numbers of users, and how they come about. Source: instance behaviour, cards. */
export function Users({
  license,
  reasoning,
}: {
  readonly license: CurrentLicense;
  readonly reasoning: Reasoning | null;
}) {
  const { usersInLicenseCount: seats, billableUsersCount, maximumUserCount } = license;
  const over = license.usersOverLicenseCount ?? 0;
  return (
    <section class="card" aria-labelledby="users-title">
      <div class="card-head">
        <h2 id="users-title">Users</h2>
      </div>
      <div class="numbers">
        <NumberCard
          testId="users-in-subscription"
          title={seats === 1 ? "User in subscription" : "Users in subscription"}
          number={seats ?? "Unlimited"}
          numberTestId="users-in-subscription-content"
        >
          {license.plan === "ultimate" ? (
            <p data-testid="users-in-subscription-desc">
              Users with the Guest role or without a group take no seat.
            </p>
          ) : null}
        </NumberCard>
        <NumberCard
          testId="billable-users"
          title="Billable users"
          number={billableUsersCount ?? "-"}
          numberTestId="billable-users-count"
        >
          <p>Users who take a seat now: the minimum number to purchase at renewal.</p>
        </NumberCard>
        <NumberCard
          testId="maximum-users"
          title="Maximum users"
          number={maximumUserCount ?? "-"}
          numberTestId="maximum-users-count"
        >
          <p>The highest peak since the license started.</p>
        </NumberCard>
        <NumberCard
          testId="users-over-license"
          title="Users over subscription"
          number={license.usersOverLicenseCount ?? "-"}
          numberTestId="users-over-license-count"
          isExceeded={over > 0}
        >
          <p>
            {license.trial
              ? "Users above the seats of the trial. A trial charges nothing for them."
              : "Users above the seats. They are charged on a quarterly or annual basis."}
          </p>
        </NumberCard>
      </div>
      <Reasons license={license} reasoning={reasoning} />
    </section>
  );
}

/** The reasoning is of the moment at which the page was loaded; it is not shown beside numbers of another. */
function Reasons({
  license,
  reasoning,
}: {
  readonly license: CurrentLicense;
  readonly reasoning: Reasoning | null;
}) {
  const numbers = [
    license.usersInLicenseCount,
    license.billableUsersCount,
    license.maximumUserCount,
    license.usersOverLicenseCount,
  ];
  const fits =
    reasoning?.license === license.id &&
    numbers.every((number, index) => number === reasoning.numbers[index]);
  return (
    <details class="reasons" data-testid="users-reasoning">
      <summary>How these numbers come about</summary>
      {fits ? (
        <dl class="reasons-list">
          {reasoning.parts.map(({ heading, lines }) => (
            <div key={heading}>
              <dt>{heading}</dt>
              {lines.map((line) => (
                <dd key={line}>{line}</dd>
              ))}
            </div>
          ))}
        </dl>
      ) : (
        <p>
          The numbers have changed since the page was loaded.{" "}
          <a href={location.pathname}>Reload it</a> to see how they come about.
        </p>
      )}
    </details>
  );
}
