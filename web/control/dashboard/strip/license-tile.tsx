import type { State } from "../../../../src/package/verbs.ts";
import { Foreign } from "../../../design/foreign.tsx";
import { daysBetween } from "../days.ts";

type License = NonNullable<State["currentLicense"]>;

/** The license in force, and how much of its term is left. */
export function LicenseTile({ state }: { readonly state: State }) {
  if (state.currentLicense !== null)
    return <InForce state={state} license={state.currentLicense} />;
  const isFree = state.edition === "ce";
  return (
    <div class="strip-tile">
      <h2>License in force</h2>
      <p class="strip-value">{isFree ? "Free edition" : "None"}</p>
      <p class="quiet">
        {isFree ? "It has no licenses." : "Sell a subscription, then activate it."}
      </p>
    </div>
  );
}

function InForce({ state, license }: { readonly state: State; readonly license: License }) {
  const { notices, clock, blockChanges } = state;
  const { plan, startsOn, expiresOn } = license;
  const left = expiresOn === null ? null : daysBetween(clock.now.slice(0, 10), expiresOn);
  const notice = notices.at(-1);
  return (
    <div class={`strip-tile ${urgencyOf(left, blockChanges)}`}>
      <h2>License in force</h2>
      <p class="strip-value">
        <span class="strip-plan">
          <Foreign text={plan} />
        </span>
        {left === null ? "without an end" : leftShown(left)}
      </p>
      {expiresOn === null || left === null ? null : (
        <meter
          class="strip-meter"
          aria-label="Days of the term that are left"
          min={0}
          max={Math.max(daysBetween(startsOn, expiresOn), 1)}
          value={Math.max(left, 0)}
        />
      )}
      <p class="quiet strip-about">
        <Foreign text={aboutIt(license)} />
      </p>
      {notice ? (
        <p class="strip-notice">
          <Foreign text={notice.message} />
        </p>
      ) : null}
    </div>
  );
}

const urgencyOf = (left: number | null, isBlocked: boolean): string =>
  isBlocked || (left !== null && left <= 0)
    ? "strip-tile-danger"
    : left !== null && left <= soon
      ? "strip-tile-warning"
      : "";

/** From so many days before its end administrators are told. */
const soon = 15;

function leftShown(left: number): string {
  if (left === 0) return "expired today";
  const days = Math.abs(left);
  return `${days} ${days === 1 ? "day" : "days"} ${left > 0 ? "left" : "over"}`;
}

const aboutIt = ({ number, type, company, expiresOn }: License): string =>
  [
    ...(number === null ? [] : [`No. ${number}`]),
    kinds[type],
    ...(company === null ? [] : [company]),
    ...(expiresOn === null ? [] : [`until ${expiresOn}`]),
  ].join(", ");

const kinds = {
  online_cloud: "cloud license",
  offline_cloud: "offline license",
  legacy_license: "license file",
} as const;
