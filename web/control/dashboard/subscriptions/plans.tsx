import type { Order } from "../../../../src/package/verbs.ts";

type Plan = NonNullable<Order["plan"]>;

const plans: Readonly<Record<Plan, string>> = {
  premium: "Premium",
  ultimate: "Ultimate",
  starter: "Starter",
};

export const isPlan = (text: string): text is Plan => Object.hasOwn(plans, text);

/** What is sold, to be chosen from. */
export const PlanOptions = () => (
  <>
    {Object.entries(plans).map(([plan, name]) => (
      <option key={plan} value={plan}>
        {name}
      </option>
    ))}
  </>
);
