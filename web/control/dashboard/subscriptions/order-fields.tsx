import { largestCount } from "../../../../src/base/largest-count.ts";
import type { Order } from "../../../../src/package/verbs.ts";
import { Field } from "../pieces.tsx";

type Plan = NonNullable<Order["plan"]>;

const plans: Readonly<Record<Plan, string>> = {
  premium: "Premium",
  ultimate: "Ultimate",
  starter: "Starter",
};

export const isPlan = (text: string): text is Plan => Object.hasOwn(plans, text);

/** What is sold, to be chosen from. A select that a value steers needs no chosen one. */
export const PlanOptions = ({ chosen }: { readonly chosen?: string }) => (
  <>
    {Object.entries(plans).map(([plan, name]) => (
      <option key={plan} value={plan} selected={plan === chosen}>
        {name}
      </option>
    ))}
  </>
);

/** The plan of an order, as the field `plan`. */
export const PlanField = ({ initial = "premium" }: { readonly initial?: string }) => (
  <Field label="Plan">
    {(id) => (
      <select id={id} name="plan">
        <PlanOptions chosen={initial} />
      </select>
    )}
  </Field>
);

/** How many seats, as the field `seats`: without any they are unlimited. */
export const SeatsField = ({ initial }: { readonly initial: number | null }) => (
  <Field label="Seats">
    {(id) => (
      <input
        id={id}
        name="seats"
        type="number"
        min={1}
        max={largestCount}
        defaultValue={initial === null ? "" : String(initial)}
        placeholder="unlimited"
      />
    )}
  </Field>
);

/** What was typed into a field of a form; empty if it has none of that name. */
export const textIn = (data: FormData, name: string): string => String(data.get(name) ?? "");

/** The seats that were typed; null is unlimited. */
export function seatsIn(data: FormData): number | null {
  const seats = textIn(data, "seats");
  return seats === "" ? null : Number(seats);
}
