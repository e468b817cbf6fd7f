import type { Ready } from "../../../src/app/emulator.ts";
import { controlClient } from "../control-client.ts";
import { graphqlClient } from "../graphql-client.ts";
import type { Draws } from "./draws.ts";
import { isGone } from "./is-gone.ts";
import { type Ledger, type Sale, salesIn } from "./ledger.ts";

/** Somebody who asks for one thing after the other, and writes down what was answered. */
export interface Asker {
  readonly ready: Ready;
  readonly ledger: Ledger;
  readonly draws: Draws;
  readonly tally: Tally;
  /** Is told of each answer, once it is written down. */
  readonly onAnswer: () => void;
}

/** How many requests were answered, and how many were not. */
export interface Tally {
  answered: number;
  unanswered: number;
}

/** Asks until the emulator is no more. */
export async function askOnAndOn(asker: Asker, isKilled: () => boolean): Promise<void> {
  while (!isKilled()) {
    try {
      await askForOneThing(asker);
      asker.tally.answered += 1;
      asker.onAnswer();
    } catch (error) {
      if (!(isKilled() && isGone(error))) throw error;
      asker.tally.unanswered += 1;
    }
  }
}

function askForOneThing(asker: Asker): Promise<void> {
  const { draws, ledger } = asker;
  const sold = draws.pick(salesIn(ledger, "sold"));
  const active = draws.pick(salesIn(ledger, "active"));
  const choice = draws.below(10);
  if (sold && choice < 5) return activate(asker, sold);
  if (active && choice < 7) return remove(asker, active);
  return choice < 9 ? sell(asker) : moveClock(asker);
}

async function sell({ ready, ledger }: Asker) {
  ledger.orders += 1;
  const company = `Customer ${ledger.orders}`;
  const seats = 10 * ledger.orders;
  ledger.ordered.set(company, seats);
  const { status, body } = await controlClient(ready.control.url).post("/portal/subscriptions", {
    company,
    seats,
    ...terms,
    futureTerms: [{ plan: "ultimate", seats: seats + 1, ...laterTerm }],
  });
  if (status !== 201) throw unexpected(body);
  ledger.ordered.delete(company);
  const code: string = body.activationCode;
  ledger.sales.set(company, {
    company,
    code,
    seats,
    phase: "sold",
    number: null,
    mayReturn: false,
  });
}

/** Long enough that no license of these ever expires, whatever the clock shows. */
const terms = { startsOn: "2020-01-01", expiresOn: "2090-01-01" };
const laterTerm = { startsOn: "2090-01-01", expiresOn: "2091-01-01" };

/** While it goes on, a license may come back that is removed. */
async function reporting<Value>({ ledger }: Asker, work: Promise<Value>): Promise<Value> {
  ledger.reporting += 1;
  ledger.reported += 1;
  try {
    return await work;
  } finally {
    ledger.reporting -= 1;
  }
}

async function activate(asker: Asker, sale: Sale) {
  sale.phase = "activating";
  const { body } = await reporting(asker, graphqlOf(asker.ready).activate(sale.code));
  if (body.errors?.length !== 0) throw unexpected(body);
  sale.number = Number(body.license.id.split("/").at(-1));
  sale.phase = "active";
}

async function remove({ ready, ledger }: Asker, sale: Sale) {
  ledger.removals = true;
  sale.phase = "removing";
  const { reporting: before, reported } = ledger;
  sale.mayReturn = true;
  const id = `gid://gitlab/License/${sale.number}`;
  const { body } = await graphqlOf(ready)(removal, { id });
  if (body.data?.licenseDestroy?.errors?.length !== 0) throw unexpected(body);
  sale.phase = "removed";
  sale.mayReturn = before > 0 || ledger.reported > reported;
}

const removal = "mutation ($id: LicenseID!) { licenseDestroy(input: { id: $id }) { errors } }";

async function moveClock(asker: Asker) {
  const { ready, ledger, draws } = asker;
  const hours = 1 + draws.below(60);
  ledger.clockSlack += hours * 3_600_000;
  const control = controlClient(ready.control.url);
  const { status, body } = await reporting(asker, control.post("/clock/advance", { hours }));
  if (status !== 200) throw unexpected(body);
  // Another move may have been answered first, and shown more.
  ledger.clock = Math.max(ledger.clock, Date.parse(body.now));
}

const graphqlOf = ({ instance, tokens }: Ready) =>
  graphqlClient(`${instance.url}/api/graphql`, tokens.admin);

const unexpected = (answer: unknown) =>
  new Error(`The emulator answered ${JSON.stringify(answer)} before it was killed.`);
