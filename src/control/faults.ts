import { ok, type Result } from "../base/result.ts";
import type {
  ArmedFault,
  Fault,
  HostedFault,
  InstanceFault,
  PortalFault,
} from "../contract/fault.ts";
import type { Controlled } from "./controlled.ts";
import { type Refused, refusal } from "./doing.ts";
import { noHostedProduct } from "./hosted.ts";

type Faulty = Pick<Controlled, "portal" | "instanceFaults" | "hosted">;

/** Arms a fault of the stand-in portal, of the instance, or of the hosted product. */
export function armFault(
  { portal, instanceFaults, hosted }: Faulty,
  fault: Fault,
): Result<ArmedFault, Refused<409>> {
  if (isOfInstance(fault)) return ok(instanceFaults.add(fault));
  if (isOfHosted(fault)) {
    const product = hosted();
    return product ? ok(product.faults.add(fault)) : noHostedProduct();
  }
  if (portal && isOfPortal(fault)) return ok(portal.addFault(fault));
  return refusal(
    409,
    "no-stand-in-portal",
    "The portal is an external one (--portal-url), which cannot be broken from here.",
  );
}

/** Faults that are still to come, in the order in which they were armed. */
export const armedFaults = ({ portal, instanceFaults, hosted }: Faulty): ArmedFault[] =>
  [
    ...(portal?.faults() ?? []),
    ...instanceFaults.all(),
    ...(hosted()?.faults.all() ?? []),
  ].toSorted((one, other) => Number(one.id) - Number(other.id));

export const removeFault = ({ portal, instanceFaults, hosted }: Faulty, id: string) =>
  portal?.removeFault(id) || instanceFaults.remove(id) || hosted()?.faults.remove(id)
    ? ok(null)
    : refusal(
        404,
        "fault-not-found",
        `No armed fault has the id "${id}". It may have been consumed.`,
      );

export function clearFaults({ portal, instanceFaults, hosted }: Faulty) {
  portal?.clearFaults();
  hosted()?.faults.clear();
  instanceFaults.clear();
}

const isOfInstance = (fault: Fault): fault is InstanceFault =>
  fault.endpoint === "graphql" || fault.endpoint === "admin-page";
const isOfHosted = (fault: Fault): fault is HostedFault => fault.endpoint === "hosted";
const isOfPortal = (fault: Fault): fault is PortalFault =>
  !isOfInstance(fault) && !isOfHosted(fault);
