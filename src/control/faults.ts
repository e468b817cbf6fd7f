import { ok, type Result } from "../base/result.ts";
import type {
  ArmedFault,
  Fault,
  HostedFault,
  InstanceFault,
  NetworkFault,
  PortalFault,
} from "../contract/fault.ts";
import type { Controlled } from "./controlled.ts";
import { type Refused, refusal } from "./doing.ts";
import { noHostedProduct } from "./hosted.ts";

type Faulty = Pick<Controlled, "portal" | "instanceFaults" | "hosted" | "lab">;

/** Arms a fault of the stand-in portal, of the instance, of the hosted product, or of the network before the portal. */
export async function armFault(
  { portal, instanceFaults, hosted, lab }: Faulty,
  fault: Fault,
): Promise<Result<ArmedFault, Refused<400 | 409>>> {
  if (isForSome(fault) && !isOfPortal(fault)) return onlyOfPortal;
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

const isForSome = (fault: Fault): boolean =>
  ["activationCode", "subscription", "instance"].some(
    (name) => Reflect.get(fault, name) !== undefined,
  );

const isOfPortal = ({ endpoint }: Fault): boolean =>
  endpoint === "activate" || endpoint === "seat-links" || endpoint === "any-portal";

const onlyOfPortal = refusal(
  400,
  "invalid-body",
  "activationCode, subscription and instance are for faults of the portal: endpoint must be activate, seat-links or any-portal.",
);

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
