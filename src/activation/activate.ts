import { err, type Result } from "../base/result.ts";
import type { Refusal } from "../license/admission.ts";
import type { License, LicenseProblem } from "../license/license.ts";
import type { Clock } from "../time/clock.ts";
import { parseActivationCode } from "./activation-code.ts";
import { decideArrival } from "./installation.ts";
import type { InstanceSettings } from "./instance-settings.ts";
import type { Arrival, Installed, LicenseRecords } from "./license-records.ts";
import type { Activator } from "./origin.ts";
import type { Portal, PortalFailure } from "./portal.ts";
import { type PortalAccess, type PortalBarrier, portalBarrier } from "./portal-access.ts";
import type { SeatLinkQueue } from "./seat-link.ts";

/** A code as it was handed over. */
export interface Activation {
  readonly text: string;
  readonly by: Activator;
}

export interface ActivationPorts {
  readonly settings: Pick<InstanceSettings, keyof PortalAccess | "activationCodeCheck">;
  readonly portal: Portal;
  readonly licenses: LicenseRecords;
  readonly seatLinks: SeatLinkQueue;
  readonly clock: Clock;
  readonly readLicense: (key: string) => Result<License, LicenseProblem>;
  /** Whether the instance has stopped or started over since: nothing is stored then. */
  readonly isOver: () => boolean;
}

export type Stored = Result<Installed, ActivationFailure>;

/** Something was thrown while a portal was asked, or while its answer was taken in: the operator's log has it. */
export interface AnswerNotTaken {
  readonly kind: "answer-not-taken";
}

export type ActivationFailure =
  | { readonly kind: "malformed-code" }
  | PortalBarrier
  | PortalFailure
  | LicenseProblem
  | { readonly kind: "license-refused"; readonly refusals: readonly Refusal[] }
  | AnswerNotTaken
  /** The portal has done its part, and the disk not. `problem` is for people. */
  | { readonly kind: "license-not-stored"; readonly problem: string };

/**
 * Exchanges a code for a license and stores it: the portal first, then one atomic step, which also puts a report on
 * the license in force into the queue.
 *
 * Nothing is stored on any failure. A lost answer is repaired by activating again: the portal gives
 * the same key, and the same key takes the same row. Source: instance behaviour, what the service does.
 */
export async function activate({ text, by }: Activation, ports: ActivationPorts): Promise<Stored> {
  const barrier = portalBarrier(ports.settings);
  if (barrier) return err(barrier);
  const code = parseActivationCode(text, ports.settings.activationCodeCheck);
  if (!code.ok) return code;
  const redemption = await ports.portal.redeem(code.value, by);
  if (!redemption.ok) return redemption;
  const { licenseKey: key, futureSubscriptions } = redemption.value;
  const license = ports.readLicense(key);
  if (!license.ok) return license;

  if (ports.isOver()) return err(interrupted);
  return store({ key, license: license.value, futureSubscriptions, origin: { by } }, ports);
}

/** As it is told to an activation that has no answer of the portal yet. */
const interrupted = {
  kind: "portal-unreachable",
  detail: "interrupted by a reset or a stop",
  status: null,
  cause: null,
  leaked: null,
} as const;

type Sent = Omit<Arrival, "at" | "today">;

/** Goes by the day on which the answer has come: days may have passed since the question. */

async function store(sent: Sent, { licenses, seatLinks, clock }: ActivationPorts): Promise<Stored> {
  const at = clock.now();
  const today = clock.today();
  const installed = await licenses.install(
    today,
    (facts) => decideArrival({ ...sent, at, today }, facts),
    (tx, _installed, current) => seatLinks.add(tx, current(), { cause: "activation", at }),
  );
  return installed.ok ? installed : err({ kind: "license-refused", refusals: installed.error });
}
