import { useState } from "preact/hooks";
import type { Explanation, Subscription } from "../../../../src/package/verbs.ts";
import { Foreign } from "../../../design/foreign.tsx";
import { emulator } from "../emulator.ts";
import { WhatIsInIt } from "../explanation/what-is-in-it.tsx";
import { Came, useInstalling } from "../installing.tsx";
import { ActionButton, Copy, Problem, Toggle } from "../pieces.tsx";
import { state } from "../store.ts";
import { Change } from "./change.tsx";
import { Renew } from "./renew.tsx";

/** Which of its forms is open. */
type Opened = "renew" | "change" | null;

/** A subscription: how it stands, its code, and what can be done with it. */
export function Sold({ subscription }: { readonly subscription: Subscription }) {
  const { name, activationCode, deployment } = subscription;
  const [opened, setOpened] = useState<Opened>(null);
  const toggled = (which: Opened) => setOpened(opened === which ? null : which);
  const canRenew = subscription.state !== "cancelled";
  return (
    <li class="subscription">
      <Head subscription={subscription} />
      <Terms subscription={subscription} />
      {activationCode === null ? null : (
        <p class="subscription-code">
          <code>{activationCode}</code>
          <Copy text={activationCode} what={`the activation code of ${name}`} />
          {subscription.cloudLicensing ? null : <span class="quiet">not used yet</span>}
        </p>
      )}
      {deployment === "hosted" ? (
        <p class="quiet">
          {subscription.group === null ? (
            "It has no group of the hosted product yet."
          ) : (
            <>
              For the group <Foreign text={subscription.group.name} /> of the hosted product
            </>
          )}
        </p>
      ) : null}
      <Install subscription={subscription}>
        {canRenew ? (
          <>
            <Toggle
              isOpen={opened === "renew"}
              label={`Renew ${name}`}
              onClick={() => toggled("renew")}
            >
              Renew…
            </Toggle>
            <Toggle
              isOpen={opened === "change"}
              label={`Change ${name}`}
              onClick={() => toggled("change")}
            >
              Change…
            </Toggle>
          </>
        ) : null}
      </Install>
      {opened === "renew" && canRenew ? (
        <Renew subscription={subscription} onSold={() => setOpened(null)} />
      ) : null}
      {opened === "change" && canRenew ? <Change subscription={subscription} /> : null}
    </li>
  );
}

function Head({ subscription }: { readonly subscription: Subscription }) {
  const { name, trial, deployment, futureTerms } = subscription;
  const today = state.value?.clock.now.slice(0, 10) ?? "";
  const isInForce = state.value?.currentLicense?.subscription === name;
  const isToCome = subscription.state === "active" && subscription.startsOn > today;
  return (
    <div class="subscription-head">
      <strong>{name}</strong>
      <span class={`badge subscription-${isToCome ? "later" : subscription.state}`}>
        {isToCome ? "starts later" : subscription.state}
      </span>
      {futureTerms.length > 0 ? <span class="badge subscription-renewed">renewed</span> : null}
      {isInForce ? (
        <span class="badge subscription-in-force">
          {subscription.state === "expired" ? "on the instance" : "in force"}
        </span>
      ) : null}
      {trial ? <span class="badge">trial</span> : null}
      {deployment === "hosted" ? <span class="badge">hosted</span> : null}
    </div>
  );
}

const seatsShown = (seats: number | null): string =>
  seats === null ? "unlimited seats" : `${seats} ${seats === 1 ? "seat" : "seats"}`;

const kinds = { cloud: "cloud", offline: "offline cloud", legacy: "license file" } as const;

function Terms({ subscription }: { readonly subscription: Subscription }) {
  const { name, plan, seats, startsOn, expiresOn, kind, company, futureTerms } = subscription;
  const inForce = state.value?.currentLicense;
  const isBehind =
    subscription.state === "active" && inForce?.subscription === name && inForce.seats !== seats;
  return (
    <div class="subscription-terms">
      <p>
        {plan}, {seatsShown(seats)}, {startsOn} to {expiresOn}
      </p>
      {futureTerms.map((term) => (
        <p key={term.startsOn}>
          then {term.plan}, {seatsShown(term.seats)}, {term.startsOn} to {term.expiresOn}
          {term.trial ? ", trial" : ""}
        </p>
      ))}
      <p class="subscription-company" title={company}>
        {kind === null ? "" : `${kinds[kind]}, `}
        <Foreign text={company} />
      </p>
      {isBehind ? (
        <p class="subscription-behind">
          The instance has {seatsShown(inForce.seats)} until it{" "}
          {kind === "cloud" ? "syncs" : "is given the new license"}.
        </p>
      ) : null}
    </div>
  );
}

/** What the rules say of the license that the portal has issued last, if that is why it was refused; null if it is not. */
async function refusalOf(name: string): Promise<Explanation | null> {
  const { licenseNumber } = await emulator.subscriptions.show(name);
  if (licenseNumber === null) return null;
  const file = await emulator.portalLicenses.download(licenseNumber);
  const explained = await emulator.licenses.explain(file);
  return explained.verdict === "refused" ? explained : null;
}

/** Gives the license to the instance: by its code, or as a file where there is none. */
function Install({
  subscription: { name, activationCode, licenseNumber, deployment },
  children,
}: {
  readonly subscription: Subscription;
  readonly children: preact.ComponentChildren;
}) {
  const [explained, setExplained] = useState<Explanation | null>(null);
  const install = useInstalling(async () => {
    setExplained(null);
    const came = await (activationCode === null
      ? emulator.licenses.upload(await emulator.portalLicenses.download(licenseNumber ?? 0))
      : emulator.licenses.activate(activationCode));
    if (came.errors.length > 0) setExplained(await refusalOf(name));
    return came;
  });
  const isFor = state.value?.edition === "ee" && deployment === "self-managed";
  const canInstall = isFor && (activationCode !== null || licenseNumber !== null);
  const verb = activationCode === null ? "uploaded" : "activated";
  return (
    <>
      <div class="actions">
        {canInstall ? (
          <ActionButton
            action={install}
            label={activationCode === null ? `Upload its file: ${name}` : `Activate now: ${name}`}
          >
            {activationCode === null ? "Upload its file" : "Activate now"}
          </ActionButton>
        ) : null}
        {children}
      </div>
      <Came came={install.came} verb={verb} onDismiss={install.forget} />
      {explained === null || install.came === null ? null : (
        <WhatIsInIt explained={explained} isSaid />
      )}
      <Problem text={install.error} />
    </>
  );
}
