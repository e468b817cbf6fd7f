import type { Calendar } from "../calendar.ts";
import { inWords } from "./in-words.ts";
import type { ClockChange, FaultChange, PortalDeed } from "./recorded.ts";

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

export const clockCause = ({ by }: ClockChange): string =>
  by === "person" ? "Somebody set it." : "The emulator was started with --now.";

export const startText = "The emulator was started again.";

export const startCause =
  "Somebody started it. Daily jobs that a running clock has passed meanwhile are left out, and no fault is armed any more.";
