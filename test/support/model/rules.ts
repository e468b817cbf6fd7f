import { type Fault, type Model, type Row, type Sold, type Term, todayOf } from "./model.ts";

/** What the portal has done about an activation, and what the instance got to see of it. */
type PortalAnswer =
  | { readonly errors: readonly string[] }
  | { readonly key: Omit<Row, "row" | "createdAt" | "syncedAt">; readonly future: readonly Term[] };

const invalidKey =
  "The license key is invalid. Make sure it is exactly as you received it from GitLab Inc.";
const connectivity = ["CONNECTIVITY_ERROR"];
const brokenJson = ["The subscription portal answered with broken JSON"];

/** Activates a code, and tells the errors that the administrator gets to see. */
export function activate(model: Model, code: string): readonly string[] {
  if (!/^\w{24}$/.test(code)) {
    return ["The activation code should be a 24-character alphanumeric string"];
  }
  const answer = askPortal(model, code);
  if ("errors" in answer) return answer.errors;
  const { key, future } = answer;
  const current = currentOf(model);
  if (current && current.type !== "legacy_license" && current.number === key.number) {
    current.syncedAt = model.now;
  } else {
    if (key.term.expiresOn <= todayOf(model)) return ["This license has already expired."];
    model.lastRow += 1;
    model.rows.push({ ...key, row: model.lastRow, createdAt: model.now, syncedAt: model.now });
  }
  model.future = future;
  report(model);
  return [];
}

/**
 * Tells the portal of the license in force, if it is an online one, and takes in what comes back: the key of that
 * subscription's term in force, and the terms to come.
 */
function report(model: Model) {
  const current = currentOf(model);
  const sale = current?.type === "online_cloud" ? model.sold[current.subscription - 1] : undefined;
  if (!current || !sale) return;
  const answer = redeem(model, sale.code);
  if ("errors" in answer) throw new Error("A code that was sold is known.");
  const { key, future } = answer;
  if (current.number === key.number) current.syncedAt = model.now;
  else if (key.term.expiresOn > todayOf(model)) {
    model.lastRow += 1;
    model.rows.push({ ...key, row: model.lastRow, createdAt: model.now, syncedAt: model.now });
  }
  model.future = future;
}

/** Moves the clock, and reports at each time of day on the way at which this instance does. */
export function advance(model: Model, hours: number) {
  const target = model.now + hours * hourMs;
  const firstOn = Date.parse(todayOf(model)) + model.reportsAt;
  for (let at = firstOn; at <= target; at += dayMs) {
    if (at <= model.now) continue;
    model.now = at;
    report(model);
  }
  model.now = target;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Removes every row with a number, and tells whether there was one. */
export function remove(model: Model, number: number): boolean {
  const kept = model.rows.filter((row) => row.number !== number);
  if (kept.length === model.rows.length) return false;
  if (currentOf(model)?.number === number) model.future = [];
  model.rows = kept;
  return true;
}

/**
 * The newest row that has started and not expired, else the newest that has started.
 * No subscription is ever cancelled here.
 */
export function currentOf(model: Model): Row | null {
  const today = todayOf(model);
  const started = model.rows.filter(({ term }) => term.startsOn <= today);
  return started.findLast(({ term }) => term.expiresOn > today) ?? started.at(-1) ?? null;
}

/** The term in force is the latest that has started, else the first; the others come later. */
export function termsOf({ terms }: Sold, today: string) {
  const started = terms.filter(({ startsOn }) => startsOn <= today);
  const inForce = started.at(-1) ?? terms[0];
  return { inForce, later: terms.slice(terms.indexOf(inForce) + 1) };
}

function askPortal(model: Model, code: string): PortalAnswer {
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
function redeem(model: Model, code: string): PortalAnswer {
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
