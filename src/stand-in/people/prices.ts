import { type Day, daysBetween } from "../../time/calendar.ts";
import type { Plan } from "../sales/order.ts";

/** List prices in US dollars for one user and a year. They are for show: nothing is ever charged. */
const listPrices: Readonly<Record<Plan, number>> = { starter: 48, premium: 348, ultimate: 1_188 };

/** What something costs, line by line, in whole cents. */
export interface Quote {
  readonly lines: readonly QuotedLine[];
  readonly cents: number;
}

interface QuotedLine {
  readonly what: string;
  readonly quantity: number;
  /** For one of them. */
  readonly cents: number;
}

const quoted = (lines: readonly QuotedLine[]): Quote => ({
  lines,
  cents: lines.reduce((sum, { quantity, cents }) => sum + quantity * cents, 0),
});

interface Renewal {
  readonly plan: Plan;
  readonly seats: number;
  /** Of the term that ends. Null is unlimited. */
  readonly seatsBefore: number | null;
  /** The most users at once in the term that ends. */
  readonly maximum: number;
}

/** How many users the term that ends had more than seats. Source: licensing, true-up at renewal. */
export const usersOverLicense = ({
  seatsBefore,
  maximum,
}: Pick<Renewal, "seatsBefore" | "maximum">) =>
  seatsBefore === null ? 0 : Math.max(0, maximum - seatsBefore);

/** A year's renewal, and the true-up for the year that ends. */
export function renewalQuote(renewal: Renewal): Quote {
  const { plan, seats } = renewal;
  const over = usersOverLicense(renewal);
  return quoted([
    { what: "Seats, for a year", quantity: seats, cents: listPrices[plan] * 100 },
    {
      what: "Users over license, for the year that ends",
      quantity: over,
      cents: listPrices[plan] * 100,
    },
  ]);
}

/** Seats for the rest of a term, by its days. */
export function seatsQuote(
  plan: Plan,
  seats: number,
  rest: { readonly from: Day; readonly to: Day },
): Quote {
  const cents = Math.round((listPrices[plan] * 100 * daysBetween(rest.from, rest.to)) / 365);
  return quoted([{ what: "Seats, for the rest of the term", quantity: seats, cents }]);
}

/** As `$1,044.00`. */
export const dollars = (cents: number): string =>
  `$${(cents / 100).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
