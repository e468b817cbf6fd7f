import { type Passwords, passwordsOf } from "../base/passwords.ts";
import { err, ok, type Result } from "../base/result.ts";
import { attempts } from "../listener/attempts.ts";
import type { MachineTime } from "../time/clock.ts";
import { type Account, checkAccount, type NewAccount, type Refusal, refusal } from "./accounts.ts";
import type { HostedOffice } from "./office.ts";

/** How people come to an account, and in. */
export interface Registration {
  /** Makes an account, with a namespace of its name. */
  register(account: NewAccount): Promise<Result<Account, Refusal>>;
  /** By user name or e-mail. A name that nobody has and a wrong password are refused alike. */
  signIn(login: string, password: string): Promise<Result<Account, Refusal>>;
}

export function registrationOf(office: HostedOffice, time: MachineTime): Registration {
  const { books, clock, random } = office;
  const passwords: Passwords = passwordsOf();
  const tried = attempts(time, (email) => books.accountNamed(email) !== null);
  return {
    async register(wanted) {
      const checked = checkAccount(wanted);
      if (!checked.ok) return checked;
      const { username, name, email, password, admin } = checked.value;
      const taken = takenBy(office, checked.value);
      if (taken) return err(taken);
      const salt = random.bytes(`hosted/password/${username.toLowerCase()}`, 16);
      const digest = await passwords.digest(password, salt);
      if (!digest.ok) return err(busy);
      return books.atomically((): Result<Account, Refusal> => {
        const takenSince = takenBy(office, checked.value);
        if (takenSince) return err(takenSince);
        const createdAt = clock.calendar.toIsoWithMilliseconds(clock.now());
        return ok(books.addAccount({ username, name, email, admin, createdAt }, digest.value));
      });
    },
    async signIn(login, password) {
      const account = books.accountNamed(login.trim());
      // However the account is called.
      const name = account?.email ?? login.trim().toLowerCase();
      if (tried.waitFor(name) > 0) return err(tooMany);
      // Counted before the password is looked at: those that are sent at once count as well.
      tried.failed(name);
      const is = await passwords.isPassword(password, account?.passwordDigest ?? null);
      if (!is.ok) return err(busy);
      const now = account && books.account(account.id);
      if (!is.value || !now) return err(wrong);
      tried.succeeded(name);
      return ok(now);
    },
  };
}

function takenBy({ books }: HostedOffice, { username, email }: NewAccount): Refusal | null {
  const isTaken = books.accountNamed(username) !== null || books.namespaceAt(username) !== null;
  if (isTaken) return refusal("username-taken", "username has already been taken.", "username");
  return books.accountNamed(email)
    ? refusal("email-taken", "email has already been taken.", "email")
    : null;
}

const wrong = refusal("invalid-login", "Invalid login or password.");
const tooMany = refusal("too-many-attempts", "Too many attempts. Try again in a minute.");
const busy = refusal("busy", "Too many people sign in at once. Try again.");
