import { ok, type Result } from "../base/result.ts";
import type { ArmedFault, Fault, InstanceFault, PortalFault } from "../contract/fault.ts";
import type { Controlled } from "./controlled.ts";
import { type Refused, refusal } from "./doing.ts";

type Faulty = Pick<Controlled, "portal" | "instanceFaults">;

/** Arms a fault of the stand-in portal, or of the instance. */
export function armFault(
  { portal, instanceFaults }: Faulty,
  fault: Fault,
): Result<ArmedFault, Refused<409>> {
  if (isOfInstance(fault)) return ok(instanceFaults.add(fault));
  if (portal && isOfPortal(fault)) return ok(portal.addFault(fault));
  return refusal(
    409,
    "no-stand-in-portal",
    "The portal is an external one (--portal-url), which cannot be broken from here.",
  );
}

/** Faults that are still to come, in the order in which they were armed. */
export const armedFaults = ({ portal, instanceFaults }: Faulty): ArmedFault[] =>
  [...(portal?.faults() ?? []), ...instanceFaults.all()].toSorted(
    (one, other) => Number(one.id) - Number(other.id),
  );

export const removeFault = ({ portal, instanceFaults }: Faulty, id: string) =>
  portal?.removeFault(id) || instanceFaults.remove(id)
    ? ok(null)
    : refusal(
        404,
        "fault-not-found",
        `No armed fault has the id "${id}". It may have been consumed.`,
      );

export function clearFaults({ portal, instanceFaults }: Faulty) {
  portal?.clearFaults();
  instanceFaults.clear();
}

const isOfInstance = (fault: Fault): fault is InstanceFault =>
  fault.endpoint === "graphql" || fault.endpoint === "admin-page";
const isOfPortal = (fault: Fault): fault is PortalFault => !isOfInstance(fault);
