import { selectField, textField } from "../../../layout/fields.ts";
import type { StaffRequest } from "../portal-session.ts";
import type { Desk } from "./desk.ts";
import { fieldError } from "./forms.ts";
import type { Back } from "./returned-form.ts";

/** Billing accounts as `name (zuora id)`; an account of thousands is named by its number. */
export function accountField(
  { accounts }: Desk,
  name: string,
  value: string,
  flaws: Back["flaws"],
): string {
  const all = accounts.billingAccounts();
  const error = fieldError(flaws, "billing account");
  if (all.length > mostOptions) {
    return textField({
      name,
      label: "Billing account",
      value,
      error,
      required: true,
      hint: "Its id, from the list of billing accounts.",
      attributes: 'inputmode="numeric"',
    });
  }
  return selectField({
    name,
    label: "Billing account",
    value,
    error,
    required: true,
    options: [
      { value: "", text: "Choose one" },
      ...all.map((one) => ({ value: String(one.id), text: `${one.name} (${one.zuoraAccountId})` })),
    ],
  });
}

const mostOptions = 200;

/** The billing account that a link to a form has named. */
export const accountIn = ({ incoming }: StaffRequest): string =>
  new URLSearchParams(incoming.url.split("?")[1] ?? "").get("billing_account") ?? "";

/** The number that was typed or chosen; -1, which no account has, for anything else. */
export const numberIn = (text: string): number => (/^\d{1,15}$/.test(text) ? Number(text) : -1);
