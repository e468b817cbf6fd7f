import { useSignalEffect } from "@preact/signals";
import { useId, useState } from "preact/hooks";
import type { Snapshot } from "../../../../src/package/verbs.ts";
import { emulator, Refused } from "../emulator.ts";
import { fileBody } from "../file-body.ts";
import { FileDrop } from "../file-drop.tsx";
import { ActionButton, Confirm, Panel, Problem, useAction } from "../pieces.tsx";
import { sizeShown } from "../shown.ts";
import { connection, life, state } from "../store.ts";

type Asked = { readonly to: "restore" | "remove"; readonly name: string };

export function SnapshotsPanel() {
  const [snapshots, setSnapshots] = useState<readonly Snapshot[]>([]);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const list = useAction(async () => setSnapshots(await emulator.snapshots.list()));
  const act = useAction(async () => {
    if (asked === null) return;
    await emulator.snapshots[asked.to](asked.name);
    setTold(`${asked.name} was ${asked.to === "restore" ? "restored" : "removed"}.`);
    await list.run();
  });
  async function changed(what: string) {
    setTold(what);
    await list.run();
  }
  useSignalEffect(() => {
    if (connection.value === "live" && life.value >= 0) void list.run();
  });
  const taken = new Set(snapshots.map(({ name }) => name));
  return (
    <Panel title="Snapshots" count={snapshots.length || null}>
      <Save
        taken={taken}
        onStart={() => setTold(null)}
        onSaved={(name) => changed(`${name} was saved.`)}
      />
      {told === null ? null : <p role="status">{told}</p>}
      <Problem text={list.error} />
      {snapshots.length === 0 ? (
        <p class="quiet">
          Nothing was saved yet. A snapshot keeps instance, portal, clock, users, faults and mails.
        </p>
      ) : (
        <ul class="snapshots-list">
          {snapshots.map((one) => (
            <Kept key={one.name} snapshot={one} onAsk={(to) => setAsked({ to, name: one.name })} />
          ))}
        </ul>
      )}
      <Import taken={taken} onImported={(name) => changed(`${name} was imported.`)} />
      {asked === null ? null : (
        <Confirm
          title={asked.to === "restore" ? `Go back to ${asked.name}?` : `Remove ${asked.name}?`}
          verb={asked.to === "restore" ? "Restore" : "Remove"}
          action={act}
          onClose={() => {
            setAsked(null);
            act.forget();
          }}
        >
          <p>
            {asked.to === "restore"
              ? "What instance and portal are in now is lost unless it is saved. Traffic is forgotten, and open sessions end."
              : "Its file is deleted."}
          </p>
        </Confirm>
      )}
    </Panel>
  );
}

function Save({
  taken,
  onStart,
  onSaved,
}: {
  readonly taken: ReadonlySet<string>;
  readonly onStart: () => void;
  readonly onSaved: (name: string) => Promise<void>;
}) {
  const [typed, setName] = useState("");
  const [withoutSecrets, setWithoutSecrets] = useState(false);
  /** A name that another one has. */
  const [refused, setRefused] = useState<string | null>(null);
  const id = useId();
  // Which day it was is what tells snapshots apart.
  const suggested = freeOf(`at-${state.value?.clock.now.slice(0, 10) ?? "start"}`, taken);
  const save = useAction(async (replace: boolean) => {
    const name = typed.trim() || suggested;
    onStart();
    try {
      await emulator.snapshots.save(name, { replace, withoutSecrets });
    } catch (error) {
      if (error instanceof Refused && error.code === "snapshot-exists") setRefused(name);
      throw error;
    }
    setRefused(null);
    setName("");
    await onSaved(name);
  });
  return (
    <form
      class="snapshots-save"
      onSubmit={(event) => {
        event.preventDefault();
        void save.run(false);
      }}
    >
      <label for={id} class="visually-hidden">
        Name of the snapshot
      </label>
      <input
        id={id}
        placeholder={suggested}
        autocomplete="off"
        aria-describedby={`${id}-hint`}
        value={typed}
        onInput={({ currentTarget }) => {
          setName(currentTarget.value);
          save.forget();
          setRefused(null);
        }}
      />
      <button type="submit" aria-disabled={save.busy ? "true" : undefined}>
        Save
      </button>
      <p class="hint" id={`${id}-hint`}>
        Up to 100 letters, digits, dots, dashes and underscores.
      </p>
      <label class="checkbox">
        <input
          type="checkbox"
          checked={withoutSecrets}
          onChange={({ currentTarget }) => setWithoutSecrets(currentTarget.checked)}
        />
        Without secrets, to be passed on
      </label>
      <Problem text={save.error} />
      {refused === null ? null : (
        <ActionButton action={{ busy: save.busy, run: () => save.run(true) }}>
          Replace {refused}
        </ActionButton>
      )}
    </form>
  );
}

function Kept({
  snapshot: { name, bytes },
  onAsk,
}: {
  readonly snapshot: Snapshot;
  readonly onAsk: (to: Asked["to"]) => void;
}) {
  const download = useAction(async () => {
    const file = await emulator.snapshots.export(name);
    handOut(new Blob([new Uint8Array(file)], { type: "application/zip" }), `${name}.zip`);
  });
  return (
    <li class="snapshot">
      <p class="snapshot-name">
        {name} <span class="quiet">{sizeShown(bytes)}</span>
      </p>
      <div class="actions">
        <button type="button" aria-label={`Restore ${name}`} onClick={() => onAsk("restore")}>
          Restore…
        </button>
        <ActionButton action={download} class="button-quiet" label={`Export ${name}`}>
          Export
        </ActionButton>
        <button
          type="button"
          class="button-quiet-danger"
          aria-label={`Remove ${name}`}
          onClick={() => onAsk("remove")}
        >
          Remove…
        </button>
      </div>
      <Problem text={download.error} />
    </li>
  );
}

function Import({
  taken,
  onImported,
}: {
  readonly taken: ReadonlySet<string>;
  readonly onImported: (name: string) => Promise<void>;
}) {
  const take = useAction(async (file: File) => {
    const name = freeOf(nameOf(file), taken);
    await emulator.snapshots.import(name, fileBody(file));
    await onImported(name);
  });
  return (
    <>
      <FileDrop
        label="Import a file"
        hint="A snapshot that another emulator has exported. Nothing is restored by that."
        accept=".zip,application/zip"
        onFile={(file) => void take.run(file)}
      />
      {take.busy ? <span class="spinner" /> : null}
      <Problem text={take.error} />
    </>
  );
}

/** What a snapshot is called that comes from a file. */
const nameOf = ({ name }: File): string =>
  name
    .replace(/\.\w+$/, "")
    .replaceAll(/[^\w.-]+/g, "-")
    .replace(/^[^A-Za-z0-9]+/, "")
    .slice(0, 100) || "imported";

/** The name, or the first with a number behind it that no other one has: an import replaces nothing, nor does a save under a name that is offered. */
function freeOf(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number += 1) {
    const end = `-${number}`;
    free = name.slice(0, 100 - end.length) + end;
  }
  return free;
}

/** Has the browser keep a file. */
function handOut(file: Blob, name: string) {
  const address = URL.createObjectURL(file);
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
