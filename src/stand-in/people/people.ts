import { passwordFlaw, passwordsOf } from "../../base/passwords.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { attempts } from "../../listener/attempts.ts";
import type { MachineTime } from "../../time/clock.ts";
import { type Office, timeIn } from "../licenses/issue.ts";
import { confirmationLetter, type Letter, passwordLetter, signInLetter } from "../mail/letters.ts";
import { post } from "../mail/post.ts";
import { type Actor, whodunnit } from "../sales/actor.ts";
import { type Refusal, refusal } from "../sales/order.ts";
import {
  type CustomerFields,
  changesBetween,
  checkedFields,
  emailTaken,
  flawed,
  lookedUp,
  type PeopleRefusal,
} from "./customer-fields.ts";
import { drawLink, endLink, linkedCustomer } from "./customer-links.ts";
import type { Customer, LinkPurpose } from "./people-books.ts";

/** Why somebody is not let in. */
export interface SignInRefusal extends Refusal {
  /** Seconds until the next attempt; only where there were too many. */
  readonly retryAfter?: number;
}

interface SignUp {
  readonly name: string;
  readonly email: string;
  readonly company: string;
  readonly password: string;
  readonly repeated: string;
}

/** A new password, typed twice. */
interface NewPassword {
  readonly password: string;
  readonly repeated: string;
}

/** A change of a customer by somebody who has seen them in a certain version. */
interface CustomerEdit {
  readonly expectedVersion: number;
  readonly fields: CustomerFields;
}

/** Those who can sign in at the portal. */
export interface People {
  customer(id: number): Customer | null;
  /** An address that nobody has and a wrong password are refused alike. */
  signIn(email: string, password: string): Promise<Result<Customer, SignInRefusal>>;
  /**
   * Mails a link, if somebody has the address and may sign in; nobody learns whether that is so. Refused only if too many
   * were asked for.
   */
  sendLink(email: string, purpose: LinkPurpose): Result<void, SignInRefusal>;
  /** Whom a link lets in, which is not used up by asking. */
  linked(token: string, purpose: LinkPurpose): Customer | null;
  /** Uses up a link of one's mail: to sign in, or to confirm one's address. */
  follow(token: string, purpose: "sign-in" | "confirmation"): Result<Customer, Refusal>;
  /** Uses up a link of one's mail with a new password. */
  resetPassword(token: string, chosen: NewPassword): Promise<Result<Customer, PeopleRefusal>>;
  signUp(wanted: SignUp): Promise<Result<Customer, PeopleRefusal & SignInRefusal>>;
  /** Changes the password of somebody who knows the present one, or has none. */
  changePassword(
    id: number,
    chosen: NewPassword & { readonly present: string },
    actor: Actor,
  ): Promise<Result<Customer, PeopleRefusal>>;
  edit(id: number, edit: CustomerEdit, actor: Actor): Result<Customer, PeopleRefusal>;
  /** Forgets the account of the hosted product that a customer has linked. */
  unlinkAccount(id: number, actor: Actor): Result<Customer, Refusal>;
  /** A link with which staff lets somebody sign in once, in the place of those before it. */
  oneTimeLink(id: number, actor: Actor): Result<string, Refusal>;
  /** Notes that a member of staff works in a customer's place from now on. */
  impersonate(id: number, staffEmail: string): Result<Customer, Refusal>;
  /** Counts attempts anew. */
  forgetAttempts(): void;
}

interface PeopleOptions {
  /** Real time in milliseconds: attempts do not follow the emulator's clock. */
  readonly time: MachineTime;
  /** What links in mails start with. */
  readonly origin: () => string;
}

/** Where the links of mails lead. */
const linkPaths: Readonly<Record<LinkPurpose, string>> = {
  "sign-in": "/customers/sign_in/link?token=",
  password: "/customers/password/edit?reset_password_token=",
  confirmation: "/customers/confirmation?confirmation_token=",
};

export function peopleOf(office: Office, { time, origin }: PeopleOptions): People {
  const { books, random, onPortalEvent } = office;
  const passwords = passwordsOf();
  const isAddress = (email: string) => books.customerWithEmail(email) !== null;
  const signInAttempts = attempts(time, isAddress);
  const mailsAsked = attempts(time, isAddress, mailsPerMinute);
  const registrations = attempts(time, () => true, mailsPerMinute);
  const tell = (action: string, { email }: Customer, detail: string, by: string | null = email) =>
    onPortalEvent({ action, subject: email, detail, by });

  /** Keeps a customer as they are now, and who has changed what. Runs inside `atomically`. */
  function keep(before: Customer, after: Customer, actor: Actor): Customer {
    const kept = { ...after, version: before.version + 1 };
    books.changeCustomer(kept);
    books.addVersion({
      itemType: "Customer",
      itemId: kept.id,
      event: "update",
      whodunnit: whodunnit(actor),
      objectChanges: changesBetween(before, kept),
      createdAt: timeIn(office),
    });
    return kept;
  }
  const urlOf = (token: string, purpose: LinkPurpose) => `${origin()}${linkPaths[purpose]}${token}`;
  function mailLink(customer: Customer, purpose: LinkPurpose) {
    const url = urlOf(drawLink(office, customer, purpose), purpose);
    post(office, letters[purpose]({ to: customer.email, name: customer.name, url }));
  }
  /** The customer, or that there is none. */
  const found = (id: number): Result<Customer, Refusal> => {
    const customer = books.customer(id);
    return customer ? ok(customer) : err(noCustomer(id));
  };
  const digestFor = ({ id, version }: Pick<Customer, "id" | "version">, password: string) =>
    passwords.digest(password, random.bytes(`customer/${id}/password/${version + 1}`, 16));
  /** Who follows a link has the mail that it was in: the address is theirs. */
  const confirmed = (customer: Customer): Customer => ({
    ...customer,
    confirmedAt: customer.confirmedAt ?? timeIn(office),
  });

  return {
    customer: books.customer,
    async signIn(given, password) {
      const email = lookedUp(given);
      const retryAfter = signInAttempts.waitFor(email);
      if (retryAfter > 0) return err({ ...tooManyAttempts, retryAfter });
      // Counted before the password is looked at: those that are sent at once count as well.
      signInAttempts.failed(email);
      const customer = books.customerWithEmail(email);
      const is = await passwords.isPassword(password, customer?.passwordDigest ?? null);
      if (!is.ok) return err(busy);
      if (!customer || !is.value) return err(invalidSignIn);
      const now = books.customer(customer.id);
      // Somebody has changed it meanwhile.
      if (now?.passwordDigest !== customer.passwordDigest) return err(invalidSignIn);
      const flaw = whyNotIn(now);
      if (flaw) return err(flaw);
      signInAttempts.succeeded(email);
      tell("signed-in", now, "with a password");
      return ok(now);
    },
    sendLink(given, purpose) {
      const email = lookedUp(given);
      const retryAfter = mailsAsked.waitFor(email);
      if (retryAfter > 0) return err({ ...tooManyAttempts, retryAfter });
      mailsAsked.failed(email);
      const customer = books.customerWithEmail(email);
      const isSent =
        customer?.loginActivated && (purpose !== "confirmation" || customer.confirmedAt === null);
      if (isSent) books.atomically(() => mailLink(customer, purpose));
      return ok(undefined);
    },
    linked: (token, purpose) => linkedCustomer(office, token, purpose),
    follow(token, purpose) {
      const entered = books.atomically((): Result<Customer, Refusal> => {
        const customer = linkedCustomer(office, token, purpose);
        if (!customer) return err(deadLink);
        if (!customer.loginActivated) return err(loginOff);
        endLink(office, token);
        if (customer.confirmedAt !== null) return ok(customer);
        const after = confirmed(customer);
        // Whoever has registered with the address, and chosen a password, has not shown that it is theirs.
        const passwordDigest = purpose === "confirmation" ? after.passwordDigest : null;
        return ok(keep(customer, { ...after, passwordDigest }, byThemselves(customer)));
      });
      if (!entered.ok) return entered;
      if (purpose === "sign-in") tell("signed-in", entered.value, "by a link of a mail");
      else tell("confirmed", entered.value, "by a link of a mail");
      return entered;
    },
    async resetPassword(token, chosen) {
      const customer = linkedCustomer(office, token, "password");
      if (!customer) return err(deadLink);
      const flaw = newPasswordFlaw(chosen);
      if (flaw) return err(flaw);
      const digest = await digestFor(customer, chosen.password);
      if (!digest.ok) return err(busy);
      const changed = books.atomically((): Result<Customer, Refusal> => {
        const now = linkedCustomer(office, token, "password");
        if (!now) return err(deadLink);
        if (!now.loginActivated) return err(loginOff);
        endLink(office, token);
        const after = { ...confirmed(now), passwordDigest: digest.value };
        return ok(keep(now, after, byThemselves(now)));
      });
      if (!changed.ok) return changed;
      signInAttempts.succeeded(changed.value.email);
      tell("password-changed", changed.value, "by a link of a mail");
      return changed;
    },
    async signUp({ name, email: given, company, ...chosen }) {
      const fields = checkedFields({ name, email: given, company });
      const passwordProblem = newPasswordFlaw(chosen);
      if (!fields.ok || passwordProblem) {
        const wrong = fields.ok ? {} : fields.error.fields;
        return err(flawed({ ...wrong, ...passwordProblem?.fields }));
      }
      const email = lookedUp(given);
      if (books.customerWithEmail(email)) return err(emailTaken);
      const retryAfter = registrations.waitFor("all");
      if (retryAfter > 0) return err({ ...tooManyAttempts, retryAfter });
      registrations.failed("all");
      const salt = random.bytes(`customer/${email}/password`, 16);
      const digest = await passwords.digest(chosen.password, salt);
      if (!digest.ok) return err(busy);
      const added = books.atomically((): Result<Customer, PeopleRefusal> => {
        if (books.customerWithEmail(email)) return err(emailTaken);
        const customer = books.addCustomer({
          ...nobody,
          name: name.trim(),
          email,
          company: company.trim(),
          passwordDigest: digest.value,
          createdAt: timeIn(office),
        });
        books.addVersion({
          itemType: "Customer",
          itemId: customer.id,
          event: "create",
          whodunnit: email,
          objectChanges: changesBetween({}, customer),
          createdAt: timeIn(office),
        });
        mailLink(customer, "confirmation");
        return ok(customer);
      });
      if (added.ok) tell("signed-up", added.value, added.value.company);
      return added;
    },
    async changePassword(id, { present, ...chosen }, actor) {
      const customer = found(id);
      if (!customer.ok) return customer;
      const { passwordDigest, email } = customer.value;
      if (signInAttempts.waitFor(email) > 0) return err(tooManyAttempts);
      const is =
        passwordDigest === null ? ok(true) : await passwords.isPassword(present, passwordDigest);
      if (!is.ok) return err(busy);
      if (!is.value) signInAttempts.failed(email);
      const wrong = {
        ...(!is.value && { present: "is invalid" }),
        ...newPasswordFlaw(chosen)?.fields,
      };
      if (Object.keys(wrong).length > 0) return err(flawed(wrong));
      const digest = await digestFor(customer.value, chosen.password);
      if (!digest.ok) return err(busy);
      const changed = books.atomically((): Result<Customer, PeopleRefusal> => {
        const now = found(id);
        if (!now.ok) return now;
        if (now.value.passwordDigest !== passwordDigest) return err(changedMeanwhile);
        return ok(keep(now.value, { ...now.value, passwordDigest: digest.value }, actor));
      });
      if (changed.ok) tell("password-changed", changed.value, "by the customer");
      return changed;
    },
    edit(id, { expectedVersion, fields }, actor) {
      const edited = books.atomically((): Result<readonly [Customer, Customer], PeopleRefusal> => {
        const customer = found(id);
        if (!customer.ok) return customer;
        const before = customer.value;
        if (before.version !== expectedVersion) return err(changedMeanwhile);
        const checked = checkedFields(fields);
        if (!checked.ok) return checked;
        const after = { ...before, ...checked.value };
        if (Object.keys(changesBetween(before, after)).length === 0) return ok([before, before]);
        const other = books.customerWithEmail(after.email);
        if (other && other.id !== id) return err(emailTaken);
        // Links that were mailed to the address before are no longer in the hands of whose it is.
        if (after.email !== before.email) books.endLinksOf(id);
        return ok([before, keep(before, after, actor)]);
      });
      if (!edited.ok) return edited;
      const [before, after] = edited.value;
      const names = Object.keys(changesBetween(before, after));
      if (names.length > 0)
        tell("edited", after, names.join(", ").replaceAll("_", " "), whodunnit(actor));
      return ok(after);
    },
    unlinkAccount(id, actor) {
      const unlinked = books.atomically((): Result<Customer, Refusal> => {
        const customer = found(id);
        if (!customer.ok) return customer;
        if (customer.value.uid === null) return err(noAccount);
        const after = { ...customer.value, provider: null, uid: null, username: null };
        return ok(keep(customer.value, { ...after, accessToken: null }, actor));
      });
      if (unlinked.ok)
        tell("unlinked", unlinked.value, "no account of the hosted product", whodunnit(actor));
      return unlinked;
    },
    oneTimeLink(id, actor) {
      return books.atomically(() => {
        const customer = found(id);
        if (!customer.ok) return customer;
        if (!customer.value.loginActivated) return err(loginOff);
        const url = urlOf(drawLink(office, customer.value, "sign-in"), "sign-in");
        books.afterCommit(() =>
          tell("sign-in-link-drawn", customer.value, "works once", whodunnit(actor)),
        );
        return ok(url);
      });
    },
    impersonate(id, staffEmail) {
      const customer = found(id);
      if (customer.ok) tell("impersonated", customer.value, "in a session of its own", staffEmail);
      return customer;
    },
    forgetAttempts() {
      signInAttempts.forget();
      mailsAsked.forget();
      registrations.forget();
    },
  };
}

/** To one address, and to all that register: enough for every test that signs in by a mail, and no way to fill the disk. */
const mailsPerMinute = 100;

const letters: Readonly<
  Record<LinkPurpose, (sent: { to: string; name: string; url: string }) => Letter>
> = {
  "sign-in": signInLetter,
  password: passwordLetter,
  confirmation: confirmationLetter,
};

/** A customer of whom nothing is known yet. */
const nobody: Omit<Customer, "id" | "name" | "email" | "company" | "createdAt"> = {
  passwordDigest: null,
  loginActivated: true,
  confirmedAt: null,
  provider: null,
  uid: null,
  username: null,
  accessToken: null,
  version: 1,
};

const byThemselves = ({ id, email }: Customer): Actor => ({
  kind: "customer",
  id,
  email,
  impersonatedBy: null,
});

/** Why somebody who has said the right password may not come in all the same. */
function whyNotIn({ loginActivated, confirmedAt }: Customer): Refusal | undefined {
  if (!loginActivated) return loginOff;
  return confirmedAt === null ? unconfirmed : undefined;
}

function newPasswordFlaw({ password, repeated }: NewPassword) {
  const flaw = passwordFlaw(password);
  const wrong = {
    ...(flaw !== undefined && { password: flaw }),
    ...(password !== repeated && { repeated: "doesn't match the password" }),
  };
  return Object.keys(wrong).length > 0 ? flawed(wrong) : undefined;
}

const invalidSignIn = refusal("invalid-sign-in", "Invalid email or password.");

const tooManyAttempts = refusal(
  "too-many-attempts",
  "There were too many attempts. Wait a minute, then try again.",
);

const busy = refusal("busy", "Too many people sign in at this moment. Try again.");

const loginOff = refusal(
  "login-off",
  "Login is not activated for this account. Please contact support.",
);

const unconfirmed = refusal(
  "unconfirmed",
  "Please confirm your email address first. The mail that you got when you registered has a link.",
);

/** What is said of a link that lets nobody in. */
export const deadLink = refusal(
  "dead-link",
  "This link works no longer: it was used, a newer one was sent, or more than 24 hours have passed.",
);

const changedMeanwhile = refusal(
  "customer-changed",
  "The customer was saved in the meantime. Look at what is there now, and repeat your change.",
);

const noAccount = refusal("no-account", "Customer has not linked their GitLab.com account.");

const noCustomer = (id: number) => refusal("customer-not-found", `No customer has the id ${id}.`);
