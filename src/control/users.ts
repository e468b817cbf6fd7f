import { err, ok, type Result } from "../base/result.ts";
import type { AnswerOf, InputOf } from "../contract/operations.ts";
import { activeAddOns } from "../license/add-ons.ts";
import { billableUsers, type Users } from "../license/billable-users.ts";
import type { Controlled } from "./controlled.ts";
import { type Refused, refusal } from "./doing.ts";

type Counted = Pick<Controlled, "users" | "licenses" | "clock">;

export async function usersShown({ users, licenses, clock }: Counted) {
  const { pinned, ...kinds } = await users.users();
  const plan = (await licenses.current(clock.today()))?.license.plan ?? null;
  return { ...kinds, billable: billableUsers({ ...kinds, pinned }, plan), pinned: pinned !== null };
}

export async function changeUsers(
  counted: Counted,
  change: InputOf<"users.set">,
): Promise<Result<AnswerOf<"users.set">, Refused<400>>> {
  const changed = await counted.users.change((before) => changedUsers(before, change));
  return changed.ok
    ? ok(await usersShown(counted))
    : refusal(400, "more-than-active", changed.error);
}

function changedUsers(before: Users, { billable, ...kinds }: InputOf<"users.set">) {
  if (billable !== undefined) return ok({ ...before, pinned: billable });
  const given = Object.entries(kinds).filter(([, count]) => count !== undefined);
  const after: Users = { ...before, ...Object.fromEntries(given), pinned: null };
  return after.guests + after.withoutMembership <= after.active
    ? ok(after)
    : err(
        `Guests (${after.guests}) and users without membership (${after.withoutMembership}) are among the active users, of whom there are only ${after.active}.`,
      );
}

type Seated = Pick<Controlled, "licenses" | "addOnSeats" | "clock">;

/** Every add-on there is anything to tell of. */
export async function addOnsShown({ licenses, addOnSeats, clock }: Seated) {
  const today = clock.today();
  const license = (await licenses.current(today))?.license;
  const active = license ? activeAddOns(license, today) : new Map<string, number>();
  const assigned = await addOnSeats.assigned();
  const named = license?.addOnPurchases.map(({ addOn }) => addOn) ?? [];
  return [...new Set([...named, ...assigned.keys()])].map((type) => ({
    type,
    purchasedSeats: active.get(type) ?? 0,
    assignedSeats: assigned.get(type) ?? 0,
    active: active.has(type),
  }));
}

export async function assignSeats(seated: Seated, seats: InputOf<"addOns.assign">["seats"]) {
  await seated.addOnSeats.assign(
    new Map(seats.map(({ type, assignedSeats }) => [type, assignedSeats])),
  );
  return ok(await addOnsShown(seated));
}
