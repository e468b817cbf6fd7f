import { activeAddOns } from "../license/add-ons.ts";
import type { Clock } from "../time/clock.ts";
import type { LicenseRecords } from "./license-records.ts";

/** Seats of add-ons that users were assigned. Every method is one atomic step. */
export interface AddOnSeats {
  /** By add-on; one that is not named has none. */
  assigned(): Promise<ReadonlyMap<string, number>>;
  /** Changes the add-ons that are named, and leaves the others. */
  assign(seats: ReadonlyMap<string, number>): Promise<void>;
}

/** The seats that are assigned after a change of some: an add-on without any is not kept. */
export const withAssigned = (
  before: ReadonlyMap<string, number>,
  changed: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> =>
  new Map([...new Map([...before, ...changed])].filter(([, seats]) => seats > 0));

/** An active add-on, as the portal is told of it. */
export interface AddOn {
  readonly type: string;
  readonly purchasedSeats: number;
  readonly assignedSeats: number;
}

/** What the add-ons of an instance follow from. */
export interface AddOnPorts {
  readonly licenses: Pick<LicenseRecords, "current">;
  readonly addOnSeats: Pick<AddOnSeats, "assigned">;
  readonly clock: Pick<Clock, "today">;
}

/** The add-ons that the license in force gives today. */
export async function addOnsToday(ports: AddOnPorts): Promise<readonly AddOn[]> {
  const today = ports.clock.today();
  const current = await ports.licenses.current(today);
  const active = current ? activeAddOns(current.license, today) : new Map<string, number>();
  // Most licenses have none, and every report comes by here.
  if (active.size === 0) return [];
  const assigned = await ports.addOnSeats.assigned();
  return [...active].map(([type, purchasedSeats]) => ({
    type,
    purchasedSeats,
    assignedSeats: assigned.get(type) ?? 0,
  }));
}
