import { type Fault, type Model, type Row, type Sold, type Term, todayOf } from "./model.ts";

/** What the portal has done about an activation, and what the instance got to see of it. */
type PortalAnswer =
  | { readonly errors: readonly string[] }
  | { readonly key: Omit<Row, "row" | "createdAt" | "syncedAt">; readonly future: readonly Term[] };

const invalidKey =
  "The license key is invalid. Make sure it is exactly as you received it from GitLab Inc.";
const connectivity = ["CONNECTIVITY_ERROR"];
const brokenJson = ["The subscription portal answered with broken JSON"];

/** The term in force is the latest that has started, else the first; the others come later. */
export function termsOf({ terms }: Sold, today: string) {
  const started = terms.filter(({ startsOn }) => startsOn <= today);
  const inForce = started.at(-1) ?? terms[0];
  return { inForce, later: terms.slice(terms.indexOf(inForce) + 1) };
}

/** What comes of a code, with the fault that is next. */
export function askPortal(model: Model, code: string): PortalAnswer {
  const fault = model.faults.shift();
  if (!fault) return redeem(model, code);
  switch (fault.kind) {
    case "no-errors-key":
      return withoutErrorsKey(redeem(model, code));
    case "truncated":
      redeem(model, code);
      return { errors: brokenJson };
    case "drop-connection":
      if (fault.when === "after") redeem(model, code);
      return { errors: connectivity };
    case "foreign-key":
      model.lastNumber += 1;
      return { errors: [invalidKey] };
    case "expired-license":
      model.lastNumber += 1;
      return { errors: ["This license has already expired."] };
    case "legacy-license":
      return legacyKey(model, code);
    default:
      return { errors: withoutWork(fault) };
  }
}

/** No errors are success; what is refused brings no key then. */
const withoutErrorsKey = (answer: PortalAnswer): PortalAnswer =>
  "errors" in answer ? { errors: [invalidKey] } : answer;

function withoutWork(fault: Fault): readonly string[] {
  switch (fault.kind) {
    case "html":
      return ["The subscription portal answered with something other than JSON"];
    case "broken-json":
      return brokenJson;
    case "empty":
      return ["The subscription portal answered with an empty body"];
    case "graphql-errors":
      return ["The subscription portal refused the request: out of order"];
    case "errors":
      return fault.errors;
    default:
      return connectivity;
  }
}

/** What an offline subscription is sent at its sale: a file for the term in force and for each after it. */
export function sendFiles(model: Model, sale: Sold) {
  if (sale.kind === "cloud") return;
  const { inForce, later } = termsOf(sale, todayOf(model));
  for (const term of [inForce, ...later]) issue(model, sale, term);
}

function issue(model: Model, sale: Sold, term: Term) {
  model.lastNumber += 1;
  const license = { number: model.lastNumber, term };
  sale.issued.push(license);
  return license;
}

/** The same key as long as the same term is in force, however often it is asked for. */
export function redeem(model: Model, code: string): PortalAnswer {
  const sale = model.sold.find((one) => one.code === code);
  if (!sale) return { errors: ["invalid activation code"] };
  sale.usedAt ??= model.now;
  const { inForce, later } = termsOf(sale, todayOf(model));
  const issued = sale.issued.find(({ term }) => term === inForce) ?? issue(model, sale, inForce);
  return {
    key: {
      number: issued.number,
      subscription: model.sold.indexOf(sale) + 1,
      type: sale.kind === "offline" ? "offline_cloud" : "online_cloud",
      trial: sale.trial,
      term: inForce,
      // A file does not know when its code was first used.
      activatedAt: sale.kind === "offline" ? model.now : sale.usedAt,
    },
    future: later,
  };
}

/** A key of its own, which does not become the subscription's and uses nothing up. */
function legacyKey(model: Model, code: string): PortalAnswer {
  const sale = model.sold.find((one) => one.code === code);
  if (!sale) throw new Error("What an unknown code is answered with this fault is not modelled.");
  model.lastNumber += 1;
  const { inForce, later } = termsOf(sale, todayOf(model));
  return {
    key: {
      number: model.lastNumber,
      subscription: model.sold.indexOf(sale) + 1,
      type: "legacy_license",
      trial: sale.trial,
      term: inForce,
      activatedAt: model.now,
    },
    future: later,
  };
}
