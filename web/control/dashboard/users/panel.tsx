import { useId, useState } from "preact/hooks";
import type { Users, UsersChange } from "../../../../src/package/verbs.ts";
import { emulator } from "../emulator.ts";
import { ActionButton, Panel, Problem, useAction } from "../pieces.tsx";
import { readState, state } from "../store.ts";

type Kind = Exclude<keyof UsersChange, "billable">;

const kinds: readonly { readonly kind: Kind; readonly name: string; readonly hint: string }[] = [
  { kind: "active", name: "Active", hint: "every active human" },
  { kind: "guests", name: "Guests", hint: "of these, guests everywhere" },
  { kind: "withoutMembership", name: "No membership", hint: "of these, in no group or project" },
  { kind: "bots", name: "Bots", hint: "take no seat" },
  { kind: "blocked", name: "Blocked", hint: "take no seat" },
];

export function UsersPanel() {
  const users = state.value?.users;
  return (
    <Panel title="Users" count={users ? `${users.billable} billable` : null}>
      {users ? (
        <>
          <Kinds users={users} />
          <Pin users={users} />
        </>
      ) : null}
    </Panel>
  );
}

/** What has been typed and not saved; the other fields show what there is, also if somebody else changes it. */
type Typed = Partial<Record<Kind, string>>;

function Kinds({ users }: { readonly users: Users }) {
  const [typed, setTyped] = useState<Typed>({});
  const id = useId();
  const isTyped = Object.keys(typed).length > 0;
  const save = useAction(async () => {
    const change = Object.fromEntries(Object.entries(typed).map(([k, text]) => [k, Number(text)]));
    await emulator.users.set(change);
    setTyped({});
    await readState();
  });
  return (
    <form
      class="users-kinds"
      onSubmit={(event) => {
        event.preventDefault();
        if (isTyped) void save.run();
      }}
    >
      {kinds.map(({ kind, name, hint }) => (
        <div class="users-kind" key={kind}>
          <label for={`${id}-${kind}`}>{name}</label>
          <span class="quiet" id={`${id}-${kind}-hint`}>
            {hint}
          </span>
          <input
            id={`${id}-${kind}`}
            type="number"
            min={0}
            step={1}
            required
            aria-describedby={`${id}-${kind}-hint`}
            value={typed[kind] ?? String(users[kind])}
            onInput={({ currentTarget: { value } }) => setTyped({ ...typed, [kind]: value })}
          />
        </div>
      ))}
      {isTyped && users.pinned ? (
        <p class="quiet">Once these are saved, the billable users follow from them again.</p>
      ) : null}
      {isTyped ? (
        <div class="actions">
          <button type="submit" aria-disabled={save.busy ? "true" : undefined}>
            Save users
          </button>
          <button
            type="button"
            class="button-quiet"
            onClick={() => {
              setTyped({});
              save.forget();
            }}
          >
            Discard
          </button>
        </div>
      ) : null}
      <Problem text={save.error} />
    </form>
  );
}

/** The billable users as a number of one's own, whatever the kinds say. */
function Pin({ users }: { readonly users: Users }) {
  const [typed, setTyped] = useState<string | null>(null);
  const id = useId();
  const pin = useAction(async () => {
    await emulator.users.set({ billable: Number(typed ?? users.billable) });
    setTyped(null);
    await readState();
  });
  const derive = useAction(async () => {
    await emulator.users.set({ active: users.active });
    setTyped(null);
    await readState();
  });
  return (
    <form
      class="users-pin"
      onSubmit={(event) => {
        event.preventDefault();
        void pin.run();
      }}
    >
      <label for={id}>
        Billable {users.pinned ? <span class="badge users-pinned">pinned</span> : null}
      </label>
      <span class="quiet" id={`${id}-hint`}>
        {users.pinned
          ? "set by hand: the kinds above do not count"
          : "follows from the kinds and the plan"}
      </span>
      <input
        id={id}
        type="number"
        min={0}
        step={1}
        required
        aria-describedby={`${id}-hint`}
        value={typed ?? String(users.billable)}
        onInput={({ currentTarget: { value } }) => setTyped(value)}
      />
      <div class="actions">
        <button type="submit" class="users-set" aria-disabled={pin.busy ? "true" : undefined}>
          {users.pinned ? "Set" : "Pin"}
        </button>
        {users.pinned ? <ActionButton action={derive}>Derive again</ActionButton> : null}
      </div>
      <Problem text={pin.error ?? derive.error} />
    </form>
  );
}
