import { err, ok, type Result } from "../../../base/result.ts";
import { escapeHtml, escapeText } from "../../../listener/html.ts";
import type { Reply } from "../../../listener/http.ts";
import type { Day } from "../../../time/calendar.ts";
import type { CustomerDesk, Seen, SeenSubscription } from "../../people/customer-desk.ts";
import type { PeopleRefusal } from "../../people/customer-fields.ts";
import type { CustomerStep } from "../../people/customer-view.ts";
import {
  dollars,
  type Quote,
  renewalQuote,
  seatsQuote,
  usersOverLicense,
} from "../../people/prices.ts";
import type { Refusal } from "../../sales/order.ts";
import type { Subscription } from "../../sales/subscription.ts";
import { subscriptionsPath } from "../places.ts";
import type { CustomerRequest, PortalPageRoute } from "../portal-session.ts";
import { actorIn, ownFields, ownPage, sent, tellAndGo, typedBack } from "./customer-page.ts";
import { field } from "./fields.ts";
import {
  cardPath,
  missingSubscription,
  nameIn,
  productOf,
  type SubscriptionParts,
  statusOf,
  stepPath,
} from "./subscriptions.ts";

export interface OrderParts extends SubscriptionParts {
  readonly today: () => Day;
}

/** What stands in the fields of a form. */
type Typed = Readonly<Partial<Record<string, string>>>;

type FlawedFields = Readonly<Record<string, string>>;

/** A form on which a customer orders something for a subscription. */
interface OrderForm<Values> {
  readonly step: CustomerStep;
  /** The end of its path. */
  readonly path: string;
  readonly title: string;
  /** What the button is called that orders. */
  readonly button: string;
  readonly isDangerous?: boolean;
  /** What stands in the fields before anything was typed. */
  readonly initial: (seen: SeenSubscription) => Typed;
  /** The fields, as HTML. */
  readonly fields: (typed: Typed, flaws: FlawedFields, seen: SeenSubscription) => string;
  readonly read: (typed: Typed, seen: SeenSubscription) => Result<Values, FlawedFields>;
  /** What it costs; null for what costs nothing. Shown before anything can be ordered. */
  readonly quote: ((values: Values, seen: SeenSubscription, today: Day) => Quote) | null;
  readonly order: (desk: CustomerDesk, seen: Seen, values: Values) => Result<Subscription, Refusal>;
  /** What is told once it was done. */
  readonly done: (after: Subscription, values: Values) => string;
}

export const orderRoutes = (parts: OrderParts): readonly PortalPageRoute[] => [
  ...routesOf(parts, renewal),
  ...routesOf(parts, moreSeats),
  ...routesOf(parts, largerPlan),
  ...routesOf(parts, cancellation),
];

function routesOf<Values>(parts: OrderParts, form: OrderForm<Values>): PortalPageRoute[] {
  const path = `${subscriptionsPath}/{name}/${form.path}`;
  return [
    {
      method: "GET",
      path,
      access: "customer",
      answer: (request) =>
        withSeen(parts, request, (seen) => formPage(parts, request, form, { seen })),
    },
    sent(parts, {
      path,
      answer: (request) => withSeen(parts, request, (seen) => take(parts, request, form, seen)),
      again: (request, why) =>
        withSeen(parts, request, (seen) =>
          formPage(parts, request, form, { seen, typed: typedIn(request), ...why }),
        ),
    }),
  ];
}

function withSeen(
  parts: OrderParts,
  request: CustomerRequest,
  answer: (seen: SeenSubscription) => Reply,
): Reply {
  const seen = parts.desk.subscription(request.who.customer.id, nameIn(request));
  return seen ? answer(seen) : missingSubscription(parts, request);
}

const typedIn = ({ form }: CustomerRequest): Typed => Object.fromEntries(form());

/** Shows the price, or orders if what is ordered is what the price was shown for. */
function take<Values>(
  parts: OrderParts,
  request: CustomerRequest,
  form: OrderForm<Values>,
  seen: SeenSubscription,
): Reply {
  const typed = typedIn(request);
  const shown = { seen, typed };
  const values = form.read(typed, seen);
  if (!values.ok) {
    return formPage(parts, request, form, { ...shown, status: 422, flaws: values.error });
  }
  const price = form.quote?.(values.value, seen, parts.today()) ?? null;
  if (typed["order"] === undefined) return formPage(parts, request, form, shown);
  if (price !== null && typed["quoted"] !== String(price.cents)) {
    const alert = `The price has changed with what you have typed. Look at it, then select ${form.button}.`;
    return formPage(parts, request, form, { ...shown, status: 422, alert });
  }
  const { customer } = request.who;
  const done = form.order(
    parts.desk,
    {
      customerId: customer.id,
      name: seen.subscription.name,
      expectedVersion: Number(typed["version"]),
      actor: actorIn(request.who),
    },
    values.value,
  );
  if (!done.ok) {
    const { fields = {}, message }: PeopleRefusal = done.error;
    const status = statusOf(done.error);
    return formPage(parts, request, form, { ...shown, status, alert: message, flaws: fields });
  }
  const words = form.done(done.value, values.value);
  return tellAndGo(parts, request, cardPath(seen.subscription.name), words);
}

interface ShownForm {
  readonly seen: SeenSubscription;
  readonly typed?: Typed;
  readonly status?: number;
  readonly alert?: string;
  readonly flaws?: FlawedFields;
}

function formPage<Values>(
  parts: OrderParts,
  request: CustomerRequest,
  form: OrderForm<Values>,
  { seen, typed: sentFields, status = 200, alert, flaws = {} }: ShownForm,
): Reply {
  const { name, version } = seen.subscription;
  const typed = sentFields ?? form.initial(seen);
  const against = seen.view.against[form.step];
  const values = form.read(typed, seen);
  const price = values.ok ? (form.quote?.(values.value, seen, parts.today()) ?? null) : null;
  const heading = `<p class="lead">${escapeText(productOf(seen))}, <span class="subscription-name">${name}</span></p>`;
  if (against !== null) {
    return ownPage(parts, request, {
      title: form.title,
      place: subscriptionsPath,
      width: "text",
      status: status === 200 ? 409 : status,
      alert: alert ?? against,
      body: `${heading}
${typedBack(request)}
<p><a href="${cardPath(name)}">Back to the subscription</a></p>`,
    });
  }
  return ownPage(parts, request, {
    title: form.title,
    place: subscriptionsPath,
    width: "text",
    status,
    alert:
      alert ?? (Object.keys(flaws).length > 0 ? "Please look at what is marked below." : undefined),
    body: `${heading}
<form class="card card-body" method="post" action="${stepPath(name, form.path)}">
${ownFields(request.who)}
<input type="hidden" name="version" value="${version}">
${form.fields(typed, flaws, seen)}
${price === null ? "" : `${priced(price)}\n<input type="hidden" name="quoted" value="${price.cents}">`}
<div class="actions">
${form.quote === null ? "" : '<button class="plain" type="submit">Show price</button>'}
${form.quote !== null && price === null ? "" : `<button type="submit" name="order" value="true"${form.isDangerous ? ' class="button-danger"' : ""}>${form.button}</button>`}
<a class="button button-quiet" href="${cardPath(name)}">Back</a>
</div>
</form>`,
  });
}

const priced = ({ lines, cents }: Quote) => `<div class="table-frame">
<table class="price">
<caption>Price</caption>
<thead><tr><th scope="col">What</th><th scope="col">Quantity</th><th scope="col">Total</th></tr></thead>
<tbody>
${lines.map((line) => `<tr><th scope="row">${line.what}</th><td>${line.quantity} × ${dollars(line.cents)}</td><td>${dollars(line.quantity * line.cents)}</td></tr>`).join("\n")}
</tbody>
<tfoot><tr><th scope="row" colspan="2">Total</th><td>${dollars(cents)}</td></tr></tfoot>
</table>
</div>
<p class="hint">Prices are for show: this portal is a stand-in, and nothing is charged.</p>`;

const largest = 2 ** 31 - 1;

/** A whole number as people type it; undefined for anything else. */
const wholeIn = (text: string | undefined, least: number): number | undefined => {
  const digits = (text ?? "").trim();
  const value = Number(digits);
  return /^\d{1,10}$/.test(digits) && value >= least && value <= largest ? value : undefined;
};

const wholeFlaw = (least: number) => `must be a whole number, ${least} at least`;

/** Source: portal people, A7, renew form; support handbook, 4. */
const renewal: OrderForm<{ readonly seats: number | null; readonly maximum: number }> = {
  step: "renew",
  path: "renew",
  title: "Renew subscription",
  button: "Renew subscription",
  initial: ({ subscription: { seats }, reported }) => ({
    seats: seats === null ? "" : String(seats),
    maximum_users: String(reported().maximum ?? ""),
  }),
  fields: (typed, flaws, { subscription, reported }) => {
    const maximum = wholeIn(typed["maximum_users"], 0);
    const known = reported().maximum;
    const over =
      maximum === undefined ? null : usersOverLicense({ seatsBefore: subscription.seats, maximum });
    return `${subscription.seats === null ? "<p>Its seats are unlimited, and stay so.</p>" : field({ name: "seats", label: "Seats", type: "number", value: typed["seats"] ?? "", flaw: flaws["seats"], hint: "For the year to come. As many at least as your instance has billable users.", attributes: 'inputmode="numeric" min="1" step="1" required' })}
${subscription.deployment === "hosted" ? "" : field({ name: "maximum_users", label: "Maximum users", type: "number", value: typed["maximum_users"] ?? "", flaw: flaws["maximum_users"], hint: `The most users at once in the term that ends, as the subscription page of your instance shows it.${known === null ? "" : ` Your instance has reported ${known}.`}`, attributes: 'inputmode="numeric" min="0" step="1" required' })}
${over === null ? "" : `<p>Users over license: <strong>${over}</strong></p>`}`;
  },
  read(typed, { subscription }) {
    const seats = subscription.seats === null ? null : wholeIn(typed["seats"], 1);
    const maximum = subscription.deployment === "hosted" ? 0 : wholeIn(typed["maximum_users"], 0);
    if (seats !== undefined && maximum !== undefined) return ok({ seats, maximum });
    return err({
      ...(seats === undefined && { seats: wholeFlaw(1) }),
      ...(maximum === undefined && { maximum_users: wholeFlaw(0) }),
    });
  },
  quote: ({ seats, maximum }, { subscription: { plan, seats: seatsBefore } }) =>
    renewalQuote({ plan, seats: seats ?? 0, seatsBefore, maximum }),
  order: (desk, seen, { seats, maximum }) =>
    desk.renew(seen, { seats, maxHistoricalUsers: maximum }),
  done: ({ name, kind }) =>
    kind === "legacy" || kind === "offline"
      ? `${name} was renewed. Check your email for the license and details.`
      : `${name} was renewed. Your instance gets its license with the next sync.`,
};

const moreSeats: OrderForm<number> = {
  step: "add-seats",
  path: "add_seats",
  title: "Add seats",
  button: "Add seats",
  initial: () => ({ seats: "" }),
  fields: (typed, flaws, { subscription: { seats } }) =>
    field({
      name: "seats",
      label: "Seats to add",
      type: "number",
      value: typed["seats"] ?? "",
      flaw: flaws["seats"],
      hint: `There are ${seats ?? "unlimited"} now.`,
      attributes: 'inputmode="numeric" min="1" step="1" required',
    }),
  read(typed) {
    const seats = wholeIn(typed["seats"], 1);
    return seats === undefined ? err({ seats: wholeFlaw(1) }) : ok(seats);
  },
  quote: (seats, { subscription: { plan, expiresOn } }, today) =>
    seatsQuote(plan, seats, { from: today, to: expiresOn }),
  order: (desk, seen, seats) => desk.addSeats(seen, seats),
  done: ({ name, kind, seats }) =>
    kind === "cloud"
      ? `${name} has ${seats} seats. Your instance has them after its next sync, or a manual one.`
      : kind === null
        ? `${name} has ${seats} seats.`
        : `${name} has ${seats} seats. Check your email for the license and details.`,
};

const largerPlan: OrderForm<string> = {
  step: "upgrade",
  path: "upgrade",
  title: "Upgrade plan",
  button: "Confirm upgrade",
  initial: () => ({ plan: "ultimate" }),
  fields: (_typed, _flaws, { subscription: { plan } }) => `<fieldset>
<legend>Plan</legend>
${(plan === "starter" ? ["premium", "ultimate"] : ["ultimate"]).map((one) => `<label><input type="radio" name="plan" value="${one}"${_typed["plan"] === one ? " checked" : ""}> ${one.charAt(0).toUpperCase()}${one.slice(1)}</label>`).join("\n")}
</fieldset>`,
  read: (typed, { subscription }) => {
    const plan = typed["plan"] ?? "";
    const larger = subscription.plan === "starter" ? ["premium", "ultimate"] : ["ultimate"];
    return larger.includes(plan) ? ok(plan) : err({ plan: "is none to upgrade to" });
  },
  quote: null,
  order: (desk, seen, plan) => desk.upgrade(seen, plan),
  done: ({ name, plan }) => `${name} has the plan ${plan} now.`,
};

const reasons = [
  "We use another product",
  "It costs too much",
  "We need other features",
  "It was bought by mistake",
  "Something else",
];

const longestComment = 500;

const cancellation: OrderForm<string> = {
  step: "cancel",
  path: "cancel",
  title: "Cancel subscription",
  button: "Cancel subscription",
  isDangerous: true,
  initial: () => ({}),
  fields: (
    typed,
    flaws,
    { subscription: { name } },
  ) => `<p>${name} ends today, and so does what it has for later. This cannot be undone.</p>
<fieldset${flaws["reason"] === undefined ? "" : ' aria-describedby="reason_flaw"'}>
<legend>Why do you cancel?</legend>
${reasons.map((reason) => `<label><input type="radio" name="reason" value="${escapeHtml(reason)}" required${typed["reason"] === reason ? " checked" : ""}> ${reason}</label>`).join("\n")}
${flaws["reason"] === undefined ? "" : `<p class="invalid-hint" id="reason_flaw">Reason ${flaws["reason"]}</p>`}
</fieldset>
<div class="field">
<label for="comment">Would you like to add anything?</label>
<textarea id="comment" name="comment" rows="4" maxlength="${longestComment}">${escapeText(typed["comment"] ?? "")}</textarea>
</div>`,
  read: (typed) => {
    const reason = typed["reason"] ?? "";
    const comment = (typed["comment"] ?? "").trim().slice(0, longestComment);
    const explained = comment === "" ? reason : `${reason}: ${comment}`;
    return reasons.includes(reason) ? ok(explained) : err({ reason: "must be chosen" });
  },
  quote: null,
  order: (desk, seen, reason) => desk.cancel(seen, reason),
  done: ({ name }) => `${name} was cancelled.`,
};
