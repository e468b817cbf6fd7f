import { csrfField } from "../../../layout/document.ts";
import { idOf, optionsOf } from "../../../layout/fields.ts";
import { icons } from "../../../layout/icons.ts";
import { escapeHtml, foreignText } from "../../../listener/html.ts";
import { type Incoming, queryOf, type Reply } from "../../../listener/http.ts";
import { redirect } from "../../../listener/replies.ts";
import type { CloudLicensing, Features } from "../../sales/features.ts";
import type { Refusal } from "../../sales/order.ts";
import type { Subscription } from "../../sales/subscription.ts";
import type { RecordRow, RecordsAsked } from "../../store/record-lists.ts";
import type { PortalPageRoute } from "../portal-session.ts";
import { actorOf, type Desk, flashed, late } from "./desk.ts";
import { conflictAlert, errorsAlert } from "./forms.ts";
import { pagerOf } from "./list-page.ts";
import { addressOf, askedIn } from "./list-request.ts";
import { type AtRecord, onRecord, recordPage } from "./record-page.ts";
import { type Resource, recordPath, shownText } from "./resource.ts";
import { billingAccounts, customers } from "./resources.ts";

/** How the features are shown: as in the seeds' time, or as today. */
type Face = "checkboxes" | "selects";

/** A subscription's form that comes back. */
interface Back {
  readonly status: number;
  /** HTML. */
  readonly alert: string;
  /** The subscription that is meant. */
  readonly name: string;
  /** What was typed; null if the store's own is shown. */
  readonly features: Features | null;
  /** The version that the form carries; the store's own unless said. */
  readonly version?: number;
}

/** The tab *Zuora Subscriptions* of customers and of billing accounts. Source: portal people, A3. */
export const zuoraSubscriptionRoutes = (desk: Desk): readonly PortalPageRoute[] =>
  [
    { resource: customers, accountOf: (row: RecordRow) => accountOfCustomer(desk, row) },
    { resource: billingAccounts, accountOf: (row: RecordRow) => Number(row["id"]) },
  ].flatMap(({ resource, accountOf }): PortalPageRoute[] => {
    const path = `${resource.path}/{id}/zuora_subscriptions`;
    const place: Place = { resource, accountOf };
    return [
      {
        method: "GET",
        path,
        access: "staff-page",
        answer: onRecord(desk, resource, (request, row) => listed(desk, place, { request, row })),
      },
      {
        method: "POST",
        path,
        access: "staff-page",
        refuseForged: (request) => late(desk, request),
        answer: onRecord(desk, resource, (request, row) => update(desk, place, { request, row })),
      },
      {
        method: "POST",
        path: `${path}/generate_activation_code`,
        access: "staff-page",
        refuseForged: (request) => late(desk, request),
        answer: onRecord(desk, resource, (request, row) => generate(desk, place, { request, row })),
      },
    ];
  });

/** Whose subscriptions are shown. */
interface Place {
  readonly resource: Resource;
  /** The billing account whose they are; null for none. */
  readonly accountOf: (row: RecordRow) => number | null;
}

const all: RecordsAsked = { query: "", filters: [], sort: null, reverse: false, page: 1 };

/** The billing account that a customer works for. */
function accountOfCustomer({ records, clock }: Desk, row: RecordRow): number | null {
  const of = { customer_id: Number(row["id"]) };
  const { rows } = records.records("memberships", { ...all, of, today: clock.today() });
  return rows[0] ? Number(rows[0]["billing_account_id"]) : null;
}

const tabPath = ({ resource }: Place, row: RecordRow) =>
  `${recordPath(resource, row)}/zuora_subscriptions`;

const faceIn = (incoming: Incoming): Face =>
  new URLSearchParams(queryOf(incoming)).get("features") === "selects" ? "selects" : "checkboxes";

/** The face stays in the address, wherever a form leads. */
const withFace = (path: string, face: Face) =>
  face === "selects" ? `${path}${path.includes("?") ? "&" : "?"}features=selects` : path;

function listed(desk: Desk, place: Place, at: AtRecord, back?: Back): Reply {
  const { records, clock } = desk;
  const { request, row } = at;
  const face = faceIn(request.incoming);
  const account = place.accountOf(row);
  const asked = { ...all, page: askedIn(request.incoming).page };
  const of = { billing_account_id: account ?? -1 };
  const found = records.records("orders", { ...asked, of, today: clock.today() });
  const path = tabPath(place, row);
  return recordPage(desk, place.resource, at, {
    tab: "zuora_subscriptions",
    title: "Zuora Subscriptions",
    status: back?.status ?? 200,
    body: `${back?.alert ?? ""}
<p class="quiet">${face === "selects" ? `Features as drop-downs. <a href="${path}">As check boxes</a>` : `Features as check boxes. <a href="${path}?features=selects">As drop-downs</a>`}.</p>
${
  found.total === 0
    ? `<div class="empty"><p class="empty-title">There are no subscriptions</p><p>${account === null ? "This customer has no billing account membership, and so no subscription." : "Nothing was sold to this billing account."}</p></div>`
    : `<ul class="sold">
${found.rows.map((order) => sold(desk, { at, place, face, order, back })).join("\n")}
</ul>
${pagerOf((page) => withFace(addressOf(path, asked, { page }), face), found)}`
}`,
  });
}

interface Sold {
  readonly at: AtRecord;
  readonly place: Place;
  readonly face: Face;
  readonly order: RecordRow;
  readonly back: Back | undefined;
}

/** One row: what was sold, its features, and what is done with it. */
function sold(desk: Desk, { at, place, face, order, back }: Sold): string {
  const name = String(order["subscription_name"]);
  const subscription = desk.sales.subscription(name);
  if (!subscription) return "";
  const path = tabPath(place, at.row);
  const own = back?.name === name ? back : undefined;
  const features = own?.features ?? subscription.features;
  const isHosted = subscription.deployment === "hosted";
  return `<li class="card sold-row" id="${name}">
<div class="sold-what">
<h2><a href="/admin/order/${order["id"]}">${name}</a> <span class="badge">${isHosted ? "SaaS" : "SM"}</span>${subscription.state === "active" ? "" : ` <span class="badge">${subscription.state}</span>`}</h2>
<dl class="sold-facts">
<div><dt>Plan</dt><dd>${foreignText(subscription.plan)}</dd></div>
<div><dt>Start date</dt><dd>${subscription.startsOn}</dd></div>
<div><dt>End date</dt><dd>${subscription.expiresOn}</dd></div>
<div><dt>Seats</dt><dd>${subscription.seats ?? "Unlimited"}</dd></div>
<div><dt>Seats owed</dt><dd>${shownText(seatsOwed(desk, subscription))}</dd></div>
</dl>
</div>
<form class="sold-features" method="post" action="${withFace(path, face)}">
${csrfField(at.request.who)}
<input type="hidden" name="subscription" value="${name}">
<input type="hidden" name="version" value="${own?.version ?? subscription.version}">
<fieldset class="features features-${face}">
<legend class="visually-hidden">Features of ${name}</legend>
${face === "selects" ? selects(name, features, isHosted) : boxes(name, features, isHosted)}
</fieldset>
<button type="submit" aria-label="Update ${name}">Update</button>
</form>
${
  isHosted
    ? ""
    : `<form class="sold-code" method="post" action="${withFace(`${path}/generate_activation_code`, face)}">
${csrfField(at.request.who)}
<input type="hidden" name="subscription" value="${name}">
<button type="submit" class="button-icon plain" title="Generate activation code" aria-label="Generate activation code for ${name}">${icons.cloud}</button>
</form>`
}
</li>`;
}

/** The most users that were reported in the term in force, less its seats; null if none were reported. */
function seatsOwed({ records, clock }: Desk, { name, seats }: Subscription): number | null {
  const of = { subscription_name: name };
  const { rows } = records.records("seatLinks", { ...all, of, today: clock.today() });
  const most = rows[0]?.["max_historical_user_count"] ?? null;
  return most === null || seats === null ? null : Math.max(0, Number(most) - seats);
}

const labels = {
  cloudLicensing: "Cloud Licensing",
  operationalMetrics: "Operational Metrics",
  seatReconciliation: "Quarterly Coterms",
  autoRenew: "Auto Renew",
} as const satisfies Readonly<Record<keyof Features, string>>;

type Switch = Exclude<keyof Features, "cloudLicensing">;
const switches: readonly Switch[] = ["operationalMetrics", "seatReconciliation", "autoRenew"];

const boxes = (name: string, features: Features, isHosted: boolean) =>
  [
    ...(isHosted ? [] : [box(name, "cloudLicensing", features.cloudLicensing === "yes")]),
    ...switches.map((one) => box(name, one, features[one])),
  ].join("\n");

const box = (subscription: string, feature: keyof Features, isOn: boolean) =>
  `<label class="checkbox"><input type="checkbox" id="${idOf(`${subscription}_${feature}`)}" name="${feature}" value="yes"${isOn ? " checked" : ""}> ${labels[feature]}</label>`;

const yesNo = [
  { value: "yes", text: "Yes" },
  { value: "no", text: "No" },
];

const selects = (name: string, features: Features, isHosted: boolean) =>
  [
    ...(isHosted
      ? []
      : [
          select(name, "cloudLicensing", features.cloudLicensing ?? "", [
            { value: "", text: "–" },
            { value: "yes", text: "Yes" },
            { value: "offline", text: "Offline" },
            { value: "no", text: "No" },
          ]),
        ]),
    ...switches.map((one) => select(name, one, features[one] ? "yes" : "no", yesNo)),
  ].join("\n");

function select(
  subscription: string,
  feature: keyof Features,
  value: string,
  options: readonly { readonly value: string; readonly text: string }[],
): string {
  const id = idOf(`${subscription}_${feature}`);
  return `<div class="feature"><label for="${id}">${labels[feature]}</label>
<select id="${id}" name="${feature}">
${optionsOf(options, value)}
</select></div>`;
}

/**
 * What the form says of the features. A box of Cloud Licensing that is not ticked leaves whatever is not Yes as it is:
 * there is no box for Offline.
 */
function featuresIn(form: URLSearchParams, face: Face, before: Features): Features {
  const isOn = (name: string) => form.get(name) === "yes";
  return {
    cloudLicensing:
      face === "selects"
        ? cloudLicensingIn(form.get("cloudLicensing"), before)
        : isOn("cloudLicensing")
          ? "yes"
          : before.cloudLicensing === "yes"
            ? "no"
            : before.cloudLicensing,
    operationalMetrics: isOn("operationalMetrics"),
    seatReconciliation: isOn("seatReconciliation"),
    autoRenew: isOn("autoRenew"),
  };
}

function cloudLicensingIn(text: string | null, before: Features): CloudLicensing {
  if (text === null) return before.cloudLicensing;
  return text === "yes" || text === "no" || text === "offline" ? text : null;
}

/** The subscription that a form names, if it is the record's. */
function namedIn(desk: Desk, place: Place, { request, row }: AtRecord): Subscription | null {
  const name = request.form().get("subscription") ?? "";
  const account = place.accountOf(row);
  if (account === null) return null;
  const of = { subscription_name: name, billing_account_id: account };
  const { total } = desk.records.records("orders", { ...all, of, today: desk.clock.today() });
  return total === 0 ? null : desk.sales.subscription(name);
}

const notTheirs = (desk: Desk, place: Place, at: AtRecord): Reply =>
  listed(desk, place, at, {
    status: 422,
    alert: errorsAlert(
      `${at.request.form().get("subscription") ?? ""} is no subscription of this ${place.resource.name.toLowerCase()}.`,
    ),
    name: "",
    features: null,
  });

function update(desk: Desk, place: Place, at: AtRecord): Reply {
  const { request, row } = at;
  const subscription = namedIn(desk, place, at);
  if (!subscription) return notTheirs(desk, place, at);
  const { name } = subscription;
  const face = faceIn(request.incoming);
  const form = request.form();
  const features = featuresIn(form, face, subscription.features);
  const expectedVersion = Number(form.get("version"));
  const updated = desk.sales.updateFeatures(
    name,
    { ...features, expectedVersion },
    actorOf(request.who),
  );
  if (updated.ok) {
    flashed(desk, request, `Subscription ${name} successfully updated`);
    return redirect(`${withFace(tabPath(place, row), face)}#${name}`);
  }
  if (updated.error.code !== "subscription-changed") {
    return refused(desk, place, at, { name, features, error: updated.error });
  }
  const now = desk.sales.subscription(name) ?? subscription;
  return listed(desk, place, at, {
    status: 409,
    alert: conflictAlert(`subscription ${name}`, differing(now.features, features)),
    name,
    features,
    version: now.version,
  });
}

function differing(now: Features, typed: Features): readonly (readonly [string, string])[] {
  return (Object.keys(labels) as (keyof Features)[]).flatMap(
    (name): (readonly [string, string])[] =>
      now[name] === typed[name] ? [] : [[labels[name], featureShown(now[name])]],
  );
}

const featureShown = (value: Features[keyof Features]): string =>
  value === true ? "Yes" : value === false ? "No" : (value ?? "undecided");

const refused = (
  desk: Desk,
  place: Place,
  at: AtRecord,
  {
    name,
    features,
    error,
  }: { readonly name: string; readonly features: Features | null; readonly error: Refusal },
): Reply =>
  listed(desk, place, at, {
    status: 422,
    alert: `<p role="alert">${escapeHtml(error.message)}</p>`,
    name,
    features,
  });

/** The cloud icon: a code for the subscription, which is mailed. */
function generate(desk: Desk, place: Place, at: AtRecord): Reply {
  const { request, row } = at;
  const subscription = namedIn(desk, place, at);
  if (!subscription) return notTheirs(desk, place, at);
  const { name } = subscription;
  const generated = desk.sales.generateCode(name, actorOf(request.who));
  if (!generated.ok) {
    return refused(desk, place, at, { name, features: null, error: generated.error });
  }
  flashed(
    desk,
    request,
    `An activation code for ${name} was generated, and mailed to ${generated.value.email}`,
  );
  return redirect(`${withFace(tabPath(place, row), faceIn(request.incoming))}#${name}`);
}
