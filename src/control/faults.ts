import { ok, type Result } from "../base/result.ts";
import {
  type ArmedFault,
  type Fault,
  faultAudiences,
  type HostedFault,
  type InstanceFault,
  type NetworkFault,
  type PortalFault,
} from "../contract/fault.ts";
import { faultEndpoints } from "../contract/fault-endpoints.ts";
import type { Controlled } from "./controlled.ts";
import { type Refused, refusal } from "./doing.ts";
import { noHostedProduct } from "./hosted.ts";

type Faulty = Pick<Controlled, "portal" | "instanceFaults" | "hosted" | "lab">;

/** Arms a fault of the stand-in portal, of the instance, of the hosted product, or of the network before the portal. */
export async function armFault(
  { portal, instanceFaults, hosted, lab }: Faulty,
  fault: Fault,
): Promise<Result<ArmedFault, Refused<400 | 409>>> {
  const refused = meantForNobody(fault);
  if (refused) return refused;
  switch (fault.endpoint) {
    case "graphql":
    case "admin-page":
      return ok(instanceFaults.add(fault as InstanceFault));
    case "hosted": {
      const product = hosted();
      return product ? ok(product.faults.add(fault as HostedFault)) : noHostedProduct();
    }
    case "network":
      return lab ? armNetwork(lab, fault as NetworkFault) : noStandIn();
    case "activate":
    case "seat-links":
    case "any-portal":
      return portal ? ok(portal.addFault(fault as PortalFault)) : noStandIn();
  }
}

/** Refuses a fault that would wait in vain, because no request to its endpoint says for whom it is. */
function meantForNobody(fault: Fault) {
  const saying = (name: string) =>
    Object.entries(faultEndpoints).flatMap(([endpoint, { says }]) =>
      says.some((one) => one === name) ? [endpoint] : [],
    );
  const unsaid = Object.keys(faultAudiences).find(
    (name) => Reflect.get(fault, name) !== undefined && !saying(name).includes(fault.endpoint),
  );
  return unsaid === undefined
    ? null
    : refusal(
        400,
        "invalid-body",
        `${unsaid}: requests to ${fault.endpoint} do not say it. endpoint must be ${saying(unsaid).join(" or ")}.`,
      );
}

const noStandIn = () =>
  refusal(
    409,
    "no-stand-in-portal",
    "The portal is an external one (--portal-url), which cannot be broken from here.",
  );

/** Answers once the network listens. */
async function armNetwork(lab: NonNullable<Controlled["lab"]>, fault: NetworkFault) {
  try {
    return ok(await lab.faults.add(fault));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    // The machine has no file, port or thread left for it.
    if (!/^(?:E[A-Z]+|ERR_WORKER_INIT_FAILED)$/.test(code)) throw error;
    return refusal(409, "no-network", `The network could not be opened: ${code}.`);
  }
}

/** Faults that are still to come, in the order in which they were armed. */
export const armedFaults = ({ portal, instanceFaults, hosted, lab }: Faulty): ArmedFault[] =>
  [
    ...(portal?.faults() ?? []),
    ...instanceFaults.all(),
    ...(hosted()?.faults.all() ?? []),
    ...(lab?.faults.all() ?? []),
  ].toSorted((one, other) => Number(one.id) - Number(other.id));

export async function removeFault({ portal, instanceFaults, hosted, lab }: Faulty, id: string) {
  const isRemoved =
    portal?.removeFault(id) ||
    instanceFaults.remove(id) ||
    hosted()?.faults.remove(id) ||
    (await lab?.faults.remove(id));
  return isRemoved
    ? ok(null)
    : refusal(
        404,
        "fault-not-found",
        `No armed fault has the id "${id}". It may have been consumed.`,
      );
}

export async function clearFaults({ portal, instanceFaults, hosted, lab }: Faulty) {
  portal?.clearFaults();
  hosted()?.faults.clear();
  instanceFaults.clear();
  await lab?.faults.clear();
}
