import type { State } from "../../../../src/package/verbs.ts";
import { Foreign } from "../../../design/foreign.tsx";
import { daysBetween } from "../days.ts";
import { WholeDays } from "../explanation/whole-days.tsx";
import { endOfLicense, whatToDo } from "./end-of-license.ts";

type License = NonNullable<State["currentLicense"]>;

/** The license in force, and how much of its term is left. */
export const LicenseTile = ({ state }: { readonly state: State }) =>
  state.currentLicense !== null ? (
    <InForce state={state} license={state.currentLicense} />
  ) : (
    <div class="strip-tile">
      <h2>License in force</h2>
      <p class="strip-value">{state.edition === "ce" ? "Free edition" : "None"}</p>
      <p class="quiet">{whatToDo(state)}</p>
    </div>
  );

function InForce({ state, license }: { readonly state: State; readonly license: License }) {
  const { plan, startsOn, expiresOn } = license;
  const { left, days, urgency, stage } = endOfLicense(state, license);
  const notice = state.notices.at(-1);
  return (
    <div class={`strip-tile strip-tile-${urgency}`}>
      <h2>{stage === null ? "License in force" : "License past its end"}</h2>
      <p class="strip-value strip-license">
        <span class="strip-plan">
          <Foreign text={plan} />
        </span>
        {stage === null ? null : <span class="badge strip-stage">{stage}</span>}
        <span class="strip-of">{left}</span>
      </p>
      {expiresOn === null || days === null ? null : (
        <meter
          class="strip-meter"
          aria-label="Days of the term that are left"
          min={0}
          max={Math.max(daysBetween(startsOn, expiresOn), 1)}
          value={Math.max(days, 0)}
        />
      )}
      <p class="quiet strip-about">
        <WholeDays text={aboutIt(license)} />
      </p>
      {notice ? (
        <p class="strip-notice">
          <Foreign text={notice.message} />
        </p>
      ) : null}
    </div>
  );
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
