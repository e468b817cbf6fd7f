import { expect } from "vitest";
import type { Facts, License, Subscription } from "./facts.ts";
import type { Ledger, Sale } from "./ledger.ts";

/**
 * Holds what is there after a start against what was acknowledged, and writes down what became of the rest:
 * a request without an answer has been done as a whole, or not at all.
 */
export function settle(ledger: Ledger, facts: Facts) {
  settleClock(ledger, facts);
  const [first, ...subscriptions] = facts.subscriptions;
  expect(first).toMatchObject({ name: "A-S00000001", company: "Example Company" });
  const byCompany = new Map(subscriptions.map((one) => [one.company, one]));
  expect(byCompany.size).toBe(subscriptions.length);
  settleOrders(ledger, byCompany);
  expect(new Set(byCompany.keys())).toEqual(new Set(ledger.sales.keys()));

  for (const sale of ledger.sales.values()) settleSale(sale, byCompany.get(sale.company), facts);
  const active = [...ledger.sales.values()].filter(({ phase }) => phase === "active");
  expect(new Set(facts.licenses.map(({ company }) => company))).toEqual(
    new Set(active.map(({ company }) => company)),
  );
  checkSelection(ledger, facts);
}

function settleClock(ledger: Ledger, { now }: Facts) {
  const shown = Date.parse(now);
  expect(shown).toBeGreaterThanOrEqual(ledger.clock);
  expect(shown).toBeLessThanOrEqual(ledger.clock + ledger.clockSlack);
  ledger.clock = shown;
  ledger.clockSlack = 0;
}

function settleOrders(ledger: Ledger, byCompany: ReadonlyMap<string, Subscription>) {
  for (const [company, seats] of ledger.ordered) {
    const done = byCompany.get(company);
    if (!done) continue;
    const { activationCode: code } = done;
    expect(code).toMatch(/^\w{24}$/);
    ledger.sales.set(company, {
      company,
      code,
      seats,
      phase: "sold",
      number: null,
      mayReturn: false,
    });
  }
  ledger.ordered.clear();
}

function settleSale(sale: Sale, sold: Subscription | undefined, { licenses }: Facts) {
  const { company, code, seats } = sale;
  expect(sold).toMatchObject({ activationCode: code, plan: "premium", seats, ...firstTerm });
  const rows = licenses.filter((license) => license.company === company);
  // The report of an advance may bring a key back that was replaced meanwhile, in a row of its own.
  expect(new Set(rows.map(({ number }) => number)).size).toBeLessThanOrEqual(1);
  const [row] = rows;
  if (sale.phase === "activating") sale.phase = row ? "active" : "sold";
  if (sale.phase === "removing") sale.phase = row ? "active" : "removed";
  if (sale.phase === "removed" && sale.mayReturn && row) sale.phase = "active";
  sale.mayReturn = false;
  if (sale.phase === "active") {
    sale.number ??= row?.number ?? null;
    expect(row).toMatchObject({ number: sale.number, subscription: sold?.name, plan: "premium" });
    expect(row).toMatchObject({ seats, ...firstTerm });
    expect(sold).toMatchObject({ cloudLicensing: true, licenseNumber: sale.number });
  }
}

const firstTerm = { startsOn: "2020-01-01", expiresOn: "2090-01-01" };

/** All of these have started and none has expired: the newest is in force. */
function checkSelection({ sales, removals }: Ledger, facts: Facts) {
  const newest = facts.licenses.toSorted((one, other) => other.row - one.row)[0] ?? null;
  expect(facts.current).toEqual(newest);
  expect(facts.currentId).toBe(newest && idOf(newest));
  expect(facts.history).toEqual(facts.licenses.map(idOf));
  // The list came with the newest license; removing the one in force has emptied it.
  const seats = newest && sales.get(newest.company)?.seats;
  const sent = seats ? [seats + 1] : [];
  expect(removals && facts.future.length === 0 ? sent : facts.future).toEqual(sent);
}

const idOf = ({ number }: License) => `gid://gitlab/License/${number}`;
