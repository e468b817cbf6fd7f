import { err, ok, type Result } from "../../base/result.ts";
import { type Office, timeIn } from "../licenses/issue.ts";
import type { Customer } from "../people/people-books.ts";
import { type Actor, whodunnit } from "../sales/actor.ts";
import { type Refusal, refusal } from "../sales/order.ts";
import type { HostedAccount } from "./hosted-client.ts";

/** The accounts of the hosted product that customers have linked. */
export interface LinkedAccounts {
  /** Links an account to a customer, in the place of another one; keeps the token that was given with it. */
  link(customerId: number, given: GivenAccount, actor: Actor): Result<Customer, Refusal>;
  /** The customer who has linked an account, with the token that was given anew. */
  signIn(given: GivenAccount): Result<Customer, Refusal>;
}

interface GivenAccount {
  readonly account: HostedAccount;
  readonly token: string;
}

export function linkedAccountsOf(office: Office): LinkedAccounts {
  const { books, onPortalEvent } = office;

  /** Keeps what is linked, and who has changed it. The token is nobody's to read. Runs inside `atomically`. */
  function keep(before: Customer, { account, token }: GivenAccount, actor: Actor): Customer {
    const isSame = before.uid === account.id && before.username === account.username;
    const after = {
      ...before,
      provider: "gitlab",
      uid: account.id,
      username: account.username,
      accessToken: token,
      version: isSame ? before.version : before.version + 1,
    };
    books.changeCustomer(after);
    if (isSame) return after;
    books.addVersion({
      itemType: "Customer",
      itemId: after.id,
      event: "update",
      whodunnit: whodunnit(actor),
      objectChanges: {
        ...(before.provider !== "gitlab" && { provider: [before.provider, "gitlab"] as const }),
        uid: [before.uid, account.id],
        username: [before.username, account.username],
      },
      createdAt: timeIn(office),
    });
    const action = before.uid === null ? "account-linked" : "account-changed";
    const detail = `${account.username} (${account.id})`;
    const by = whodunnit(actor);
    books.afterCommit(() => onPortalEvent({ action, subject: after.email, detail, by }));
    return after;
  }

  return {
    link: (customerId, given, actor) =>
      books.atomically((): Result<Customer, Refusal> => {
        const customer = books.customer(customerId);
        if (!customer) return err(refusal("customer-not-found", "This customer is gone."));
        const other = books.customerWithAccount(given.account.id);
        if (other && other.id !== customerId) return err(takenAccount(given.account));
        return ok(keep(customer, given, actor));
      }),
    signIn: (given) =>
      books.atomically((): Result<Customer, Refusal> => {
        const customer = books.customerWithAccount(given.account.id);
        if (!customer) return err(unknownAccount(given.account));
        if (!customer.loginActivated) return err(loginOff);
        const self = { id: customer.id, email: customer.email, impersonatedBy: null };
        return ok(keep(customer, given, { kind: "customer", ...self }));
      }),
  };
}

/** Source of the first sentence: portal people, B4. */
const takenAccount = ({ username }: HostedAccount) =>
  refusal(
    "account-taken",
    `Email has already been taken. The account ${username} is linked to another customer: sign in as that one, or have it unlinked.`,
  );

const unknownAccount = ({ username }: HostedAccount) =>
  refusal(
    "account-not-linked",
    `No customer has linked the account ${username}. Sign in with your email, then link it in your profile.`,
  );

const loginOff = refusal("login-off", "This account cannot sign in. Ask support.");
