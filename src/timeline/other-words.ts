import { isTooFar } from "../jobs/run-until.ts";
import type { Calendar } from "../time/calendar.ts";
import { inWords } from "./in-words.ts";
import type { ClockChange, FaultChange, FurtherStart, PortalDeed } from "./recorded.ts";

export function faultText({ action, id, fault, endpoint, times, request }: FaultChange): string {
  switch (action) {
    case "armed":
      return `Fault ${id} was armed: ${fault}, endpoint ${endpoint}, ${lasting(times)}.`;
    case "struck":
      return `Fault ${id} (${fault}) befell ${request}.`;
    case "removed":
      return `Fault ${id} (${fault}, endpoint ${endpoint}) was removed.`;
  }
}

export function faultCause({ action, endpoint, times }: FaultChange): string {
  switch (action) {
    case "armed":
      return "Somebody armed it.";
    case "struck":
      return times === "standing"
        ? `It was armed for ${endpoint}, and stays until it is removed.`
        : `It was armed for ${endpoint}: ${times === 0 ? "used up now" : `${times} more to come`}.`;
    case "removed":
      return "Somebody removed it.";
  }
}

const lasting = (times: number | "standing") =>
  times === "standing" ? "until it is removed" : `${times} ${times === 1 ? "time" : "times"}`;

export const portalText = ({ action, subject, detail }: PortalDeed): string =>
  `${subject} ${inWords(action)} at the portal: ${detail}.`;

export function clockText({ from, to, running }: ClockChange, { toIso }: Calendar): string {
  const runs = running ? "runs" : "stands still";
  return from === to
    ? `The clock ${runs} from now on.`
    : `The clock was set from ${toIso(from)} to ${toIso(to)}, and ${runs}.`;
}

export function clockCause(change: ClockChange, { toIso }: Calendar): string {
  switch (change.by) {
    case "person":
      return isTooFar(change)
        ? "Somebody set it. The jobs of more than 100 years were passed over."
        : "Somebody set it.";
    case "start":
      return "The emulator was started with --now.";
    case "stop":
      return `Somebody set it to ${toIso(change.wanted ?? change.to)}, and the emulator ended on the way.`;
  }
}

export const startText = "The emulator was started again.";

export const startCause = ({ hasRunOn }: FurtherStart): string =>
  hasRunOn
    ? "Somebody started it. The clock has run on meanwhile, without daily jobs; no fault is armed any more."
    : "Somebody started it. No fault is armed any more.";
