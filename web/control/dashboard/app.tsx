import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { FaultsPanel } from "./faults/panel.tsx";
import { JobsPanel } from "./jobs/panel.tsx";
import { LicenseFilePanel } from "./license-file/panel.tsx";
import { MailboxPanel } from "./mailbox/panel.tsx";
import { ScenariosPanel } from "./scenarios/panel.tsx";
import { SeatsPanel } from "./seats/panel.tsx";
import { SnapshotsPanel } from "./snapshots/panel.tsx";
import { connection, hasRead, mails, start, state, traffic } from "./store.ts";
import { Strip } from "./strip/strip.tsx";
import { SubscriptionsPanel } from "./subscriptions/panel.tsx";
import { TicketPanel } from "./ticket/panel.tsx";
import { TimelinePanel } from "./timeline/panel.tsx";
import { TokenForm } from "./token-form.tsx";
import { TrafficPanel } from "./traffic/panel.tsx";
import { UsersPanel } from "./users/panel.tsx";

const views = {
  traffic: { name: "Traffic", panel: TrafficPanel, count: () => traffic.value.count || null },
  timeline: { name: "Timeline", panel: TimelinePanel, count: () => null },
  seats: { name: "Seats", panel: SeatsPanel, count: () => null },
  mailbox: { name: "Mailbox", panel: MailboxPanel, count: () => mails.value.length || null },
} as const;
type View = keyof typeof views;
const viewNames = Object.keys(views) as View[];

const isView = (name: string): name is View => Object.hasOwn(views, name);

/** Whether steering and watching do not fit beside each other. */
const narrow = matchMedia("(width < 60rem)");

/**
 * What is watched; on a phone `steer` takes the place of all that, and stands first: before something was done, there is nothing
 * to watch. The address knows it: a reload leads back.
 */
const place = signal<View | "steer">(narrow.matches ? "steer" : "traffic");
const isNarrow = signal(narrow.matches);
narrow.addEventListener("change", ({ matches }) => {
  isNarrow.value = matches;
});

function readPlace() {
  const named = location.hash.slice(1);
  if (named === "steer" || isView(named)) place.value = named;
}

function go(to: View | "steer") {
  place.value = to;
  history.replaceState(null, "", `#${to}`);
}

export function App() {
  useEffect(() => {
    readPlace();
    addEventListener("hashchange", readPlace);
    void start();
    return () => removeEventListener("hashchange", readPlace);
  }, []);
  if (connection.value === "token") return <TokenForm />;
  if (state.value === null) return <Loading />;
  return (
    <div class={`dashboard dashboard-at-${place.value === "steer" ? "steer" : "watch"}`}>
      <h1 class="visually-hidden">Dashboard</h1>
      <Lost />
      <Strip />
      <div class="board">
        <Tabs />
        <section class="steer" id="view-steer" aria-label="Steer">
          <SubscriptionsPanel />
          <LicenseFilePanel />
          <FaultsPanel />
          <UsersPanel />
          <JobsPanel />
          <ScenariosPanel />
          <SnapshotsPanel />
          <TicketPanel />
        </section>
        <Watched key={watched()} name={watched()} />
      </div>
    </div>
  );
}

const watched = (): View => (place.value === "steer" ? "traffic" : place.value);

function Watched({ name }: { readonly name: View }) {
  const Shown = views[name].panel;
  return (
    <section class="watch" role="tabpanel" id={`view-${name}`} aria-labelledby={`tab-${name}`}>
      {hasRead.value ? <Shown /> : <span class="spinner" role="status" aria-label="Reading" />}
    </section>
  );
}

/** Arrow keys go from one to the next, as in every list of tabs. */
function Tabs() {
  const tabs: readonly (View | "steer")[] = isNarrow.value ? ["steer", ...viewNames] : viewNames;
  const selected = isNarrow.value ? place.value : watched();
  function step(event: KeyboardEvent) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(selected) + by + tabs.length) % tabs.length];
    if (next === undefined) return;
    go(next);
    document.getElementById(`tab-${next}`)?.focus();
  }
  return (
    <div class="tabs" role="tablist" aria-label="What is shown">
      {tabs.map((name) => {
        const count = name === "steer" ? null : views[name].count();
        return (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            class="tab"
            aria-selected={name === selected}
            aria-controls={`view-${name}`}
            tabIndex={name === selected ? 0 : -1}
            onClick={() => go(name)}
            onKeyDown={step}
          >
            {name === "steer" ? "Steer" : views[name].name}
            {count === null ? null : <span class="badge">{count}</span>}
          </button>
        );
      })}
    </div>
  );
}

const Lost = () =>
  connection.value === "lost" ? (
    <p role="alert" class="lost">
      The emulator does not answer. What is shown is as it was; the page goes on once it is back.
    </p>
  ) : null;

const Loading = () => (
  <div class="dashboard-loading" role="status">
    {connection.value === "lost" ? (
      <p>The emulator does not answer. The page goes on once it is back.</p>
    ) : (
      <span class="spinner" />
    )}
  </div>
);
