import { randomAlphanumeric } from "../base/random.ts";
import { err, ok, type Result } from "../base/result.ts";
import { type Account, type Refusal, refusal } from "./accounts.ts";
import type { CountedNamespace } from "./books.ts";
import { billableOf, planOn } from "./gitlab-subscription.ts";
import { type AccessName, accessLevels, checkGroup, type Namespace, owner } from "./groups.ts";
import { type HostedOffice, issueToken, noteSeats } from "./office.ts";
import type { Registration } from "./registration.ts";

/** Who is to have an account; what is left out is made up. */
interface UserWanted {
  readonly username?: string | undefined;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly password?: string | undefined;
  readonly admin?: boolean | undefined;
}

/** Somebody with an account, as whoever runs the emulator sees them. */
interface User extends Account {
  /** Paths of the groups that they own, at the top. */
  readonly owns: readonly string[];
}

/** A group that is to be made. */
interface GroupWanted {
  readonly name: string;
  readonly path?: string | undefined;
  /** Full path of the group that it is to be in. */
  readonly parent?: string | undefined;
  /** User name of who is to own it. */
  readonly owner?: string | undefined;
  readonly members?:
    | readonly { readonly username: string; readonly access: AccessName }[]
    | undefined;
  /** How many members it has besides those that have accounts. */
  readonly otherMembers?: number | undefined;
}

/** A group, as whoever runs the emulator sees it. */
interface Group {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  readonly parent: string | null;
  readonly owners: readonly string[];
  /** Of itself and of what is in it, those without accounts too. */
  readonly members: number;
  readonly billableMembers: number;
  readonly plan: string;
  readonly seats: number | null;
  readonly endsOn: string | null;
}

interface MemberWanted {
  readonly group: string;
  readonly username: string;
  /** Null takes them out. */
  readonly access: AccessName | null;
}

/** What whoever runs the emulator does with the hosted product. */
export interface HostedDesk {
  addUser(
    wanted: UserWanted,
  ): Promise<Result<User & { readonly password: string; readonly token: string }, Refusal>>;
  users(): readonly User[];
  removeUser(username: string): Result<null, Refusal>;
  addGroup(wanted: GroupWanted): Result<Group, Refusal>;
  groups(): readonly Group[];
  /** By its path; null if there is none. */
  group(path: string): Group | null;
  removeGroup(path: string): Result<null, Refusal>;
  setMember(wanted: MemberWanted): Result<Group, Refusal>;
  /** Ends the tokens that applications have of an account, or of all: how many those were. */
  revokeTokens(username?: string): Result<number, Refusal>;
}

/** More are not listed. */
const most = 1_000;

export function deskOf(office: HostedOffice, registration: Registration): HostedDesk {
  const { books, clock, random } = office;
  const everything = { offset: 0, limit: most };
  const named = (username: string): Result<Account, Refusal> => {
    const found = books.accountNamed(username);
    return found && found.username.toLowerCase() === username.toLowerCase()
      ? ok(found)
      : err(refusal("user-not-found", `The hosted product has no user "${username}".`));
  };
  const groupAt = (path: string): Result<Namespace, Refusal> => {
    const found = books.namespaceAt(path);
    return found?.kind === "group"
      ? ok(found)
      : err(refusal("group-not-found", `The hosted product has no group "${path}".`));
  };
  const owned = (accountId: number) =>
    books
      .namespaces(
        { accountId, search: "", isTop: true, kind: "group", leastAccess: owner },
        { offset: 0, limit: 100 },
      )
      .map(({ fullPath }) => fullPath);
  const shownUser = (account: Account): User => ({
    id: account.id,
    username: account.username,
    name: account.name,
    email: account.email,
    admin: account.admin,
    createdAt: account.createdAt,
    owns: owned(account.id),
  });
  function shownGroup(group: CountedNamespace): Group {
    const plan = planOn(group.provisioned, clock.today());
    const inForce = plan === "free" ? null : group.provisioned;
    const parent = group.fullPath.split("/").slice(0, -1).join("/");
    return {
      id: group.id,
      name: group.name,
      path: group.fullPath,
      parent: parent === "" ? null : parent,
      owners: books
        .membersOf(group.id, owner, { offset: 0, limit: 100 })
        .map((one) => one.username),
      members: group.count.members,
      billableMembers: billableOf(group.count, plan),
      plan,
      seats: inForce?.seats ?? null,
      endsOn: inForce?.endDate ?? null,
    };
  }
  const shown = (group: Namespace) => shownGroup(books.counted(group, null));

  return {
    async addUser({ username = nextUsername(), name = titled(username), ...wanted }) {
      const drawn = () => randomAlphanumeric(random, `hosted/drawn-password/${username}`, 20);
      const password = wanted.password ?? drawn();
      const account = await registration.register({
        username,
        name,
        email: wanted.email ?? `${username.toLowerCase()}@example.com`,
        password,
        admin: wanted.admin ?? false,
      });
      if (!account.ok) return account;
      const token = books.atomically(() =>
        issueToken(office, {
          userId: account.value.id,
          application: null,
          scopes: ["api"],
          codeDigest: null,
        }),
      );
      return ok({ ...shownUser(account.value), password, token });
    },
    users: () => books.accounts(everything).map(shownUser),
    removeUser(username) {
      const found = named(username);
      if (!found.ok) return found;
      books.atomically(() => books.removeAccount(found.value.id));
      return ok(null);
    },
    addGroup: (wanted) =>
      books.atomically((): Result<Group, Refusal> => {
        const parent = wanted.parent === undefined ? ok(null) : groupAt(wanted.parent);
        if (!parent.ok) return parent;
        const members = membersWanted(wanted, named);
        if (!members.ok) return members;
        const group = makeGroup(office, {
          name: wanted.name,
          path: wanted.path,
          parent: parent.value,
          otherMembers: wanted.otherMembers ?? 0,
        });
        if (!group.ok) return group;
        for (const { accountId, level } of members.value) {
          books.setMember(group.value.id, accountId, level);
        }
        noteSeats(office, group.value);
        return ok(shown(group.value));
      }),
    groups: () =>
      books
        .namespaces(
          { accountId: null, search: "", isTop: false, kind: "group", leastAccess: 0 },
          everything,
        )
        .map(shownGroup),
    group(path) {
      const found = groupAt(path);
      return found.ok ? shown(found.value) : null;
    },
    removeGroup(path) {
      const found = groupAt(path);
      if (!found.ok) return found;
      books.atomically(() => books.removeNamespace(found.value.id));
      return ok(null);
    },
    setMember({ group: path, username, access }) {
      const found = groupAt(path);
      if (!found.ok) return found;
      const account = named(username);
      if (!account.ok) return account;
      const level = access === null ? null : accessLevels[access];
      books.atomically(() => {
        books.setMember(found.value.id, account.value.id, level);
        noteSeats(office, found.value);
      });
      return ok(shown(found.value));
    },
    revokeTokens(username) {
      if (username === undefined) return ok(books.atomically(() => books.revokeTokensOf(null)));
      const found = named(username);
      if (!found.ok) return found;
      return ok(books.atomically(() => books.revokeTokensOf(found.value.id)));
    },
  };

  /** `user-1`, unless somebody has that name. */
  function nextUsername(): string {
    let number = 1;
    while (books.namespaceAt(`user-${number}`)) number += 1;
    return `user-${number}`;
  }
}

/** Makes a group. Runs inside `atomically`. */
export function makeGroup(
  { books }: Pick<HostedOffice, "books">,
  wanted: Parameters<typeof checkGroup>[0],
): Result<Namespace, Refusal> {
  const checked = checkGroup(wanted);
  if (!checked.ok) return checked;
  if (books.namespaceAt(checked.value.fullPath)) {
    return err(refusal("path-taken", "path has already been taken.", "path"));
  }
  return ok(books.addNamespace(checked.value));
}

function membersWanted(
  { owner: ownerName, members = [] }: GroupWanted,
  named: (username: string) => Result<Account, Refusal>,
): Result<readonly { readonly accountId: number; readonly level: number }[], Refusal> {
  const wanted = [
    ...members.map(({ username, access }) => ({ username, level: accessLevels[access] })),
    ...(ownerName === undefined ? [] : [{ username: ownerName, level: owner }]),
  ];
  const found: { accountId: number; level: number }[] = [];
  for (const { username, level } of wanted) {
    const account = named(username);
    if (!account.ok) return account;
    found.push({ accountId: account.value.id, level });
  }
  return ok(found);
}

/** `ada-lovelace` as a name. */
const titled = (username: string) =>
  username
    .split(/[._-]+/)
    .filter(Boolean)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
