import { computed, signal } from "@preact/signals";
import { mostExchanges, mostTrafficBytes } from "../../../../src/base/kept-traffic.ts";
import type { ExchangeLine } from "../../../../src/package/verbs.ts";
import { emulator } from "../emulator.ts";
import { ActionButton, Empty, Problem, useAction } from "../pieces.tsx";
import { mostExchangesShown, traffic } from "../store.ts";
import { Detail } from "./detail.tsx";
import { hopNames, Line, newestIn } from "./line.tsx";
import { List } from "./list.tsx";
import { hasDropped, isForgotten } from "./log.ts";
import { type Filter, growingRows, hasFailed, type Row } from "./rows.ts";

/** They outlive a look at another tab. */
const filter = signal<Filter>({ text: "", hop: "all", errorsOnly: false });
const opened = signal<ReadonlySet<string>>(new Set());
const selected = signal<ExchangeLine | null>(null);

const rowsFrom = growingRows();
const rows = computed(() => rowsFrom(traffic.value, filter.value, opened.value));

/** The exchange that is shown beside the list, as long as it is of this traffic. */
const shown = computed(() => {
  const line = selected.value;
  return line === null || isForgotten(traffic.value, line) ? null : line;
});

const change = (to: Partial<Filter>) => {
  filter.value = Object.assign({}, filter.value, to);
};

function toggle(key: string) {
  const next = new Set(opened.value);
  if (!next.delete(key)) next.add(key);
  opened.value = next;
}

function open(row: Row) {
  if (row.kind === "pages") toggle(row.key);
  else selected.value = row.line;
}

function close() {
  selected.value = null;
  // Once it is not covered any more.
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>(".traffic [role=listbox]")?.focus();
  });
}

function search() {
  document.querySelector<HTMLElement>(".traffic input[type=search]")?.focus();
}

const classOf = (row: Row): string =>
  row.kind === "exchange" && hasFailed(row.line) ? "line is-failed" : "line";

/** Whether a row says its day: the first of each day, but that which stands above the list. */
function isDated(row: Row, index: number) {
  const above = rows.peek().at(index - 1);
  return above !== undefined && dayOf(above) !== dayOf(row);
}

const dayOf = (row: Row) => newestIn(row).at.slice(0, 10);

/** What went over the wire, newest first, and one exchange beside it. */
export function TrafficPanel() {
  const exchange = shown.value;
  return (
    <div class={`traffic ${exchange === null ? "" : "traffic-with-exchange"}`}>
      <div class="traffic-side">
        <Filters />
        {rows.value.count === 0 ? (
          <Nothing />
        ) : (
          <List
            label="Exchanges, newest first"
            items={rows.value}
            rowHeight={{ wide: 34, narrow: 58 }}
            selected={exchange === null ? null : String(exchange.id)}
            onOpen={open}
            onClose={close}
            onSearch={search}
            classOf={classOf}
            above={(row) => <time dateTime={dayOf(row)}>{dayOf(row)}</time>}
          >
            {(row, index) => <Line row={row} isDated={isDated(row, index)} />}
          </List>
        )}
        {rows.value.count > 0 && hasDropped(traffic.value) ? <Dropped /> : null}
      </div>
      {exchange === null ? null : <Detail id={exchange.id} onClose={close} />}
    </div>
  );
}

function Filters() {
  const clear = useAction(async () => {
    await emulator.traffic.clear();
    selected.value = null;
  });
  const { text, hop, errorsOnly } = filter.value;
  return (
    <search class="watch-filters" aria-label="Filter the traffic">
      <input
        type="search"
        aria-label="Search the traffic"
        placeholder="Operation, path, variable, error …"
        value={text}
        onInput={({ currentTarget }) => change({ text: currentTarget.value })}
      />
      <select
        aria-label="Hop"
        value={hop}
        onChange={({ currentTarget }) => change({ hop: currentTarget.value as Filter["hop"] })}
      >
        <option value="all">All hops</option>
        {Object.entries(hopNames).map(([name, shown]) => (
          <option key={name} value={name}>
            {shown}
          </option>
        ))}
      </select>
      <label class="checkbox">
        <input
          type="checkbox"
          checked={errorsOnly}
          onChange={({ currentTarget }) => change({ errorsOnly: currentTarget.checked })}
        />
        Errors only
      </label>
      <ActionButton action={clear} class="button-quiet">
        Clear traffic
      </ActionButton>
      <Problem text={clear.error} />
    </search>
  );
}

/** What is said where older exchanges are looked for. */
const Dropped = () => (
  <p class="quiet traffic-dropped">
    Older ones were dropped. The emulator keeps the last {mostExchanges.toLocaleString("en")}{" "}
    exchanges, at most {mostTrafficBytes / 2 ** 20} MiB; this page up to{" "}
    {mostExchangesShown.toLocaleString("en")} that it has seen.
  </p>
);

const Nothing = () =>
  traffic.value.count === 0 ? (
    <Empty title="The log of the traffic is empty">
      <p>Activate a code, open a page of the instance or ask its API. It shows up here at once.</p>
      <p>
        It begins anew whenever the emulator starts or is reset, a scenario is run, a snapshot is
        restored or somebody clears it.
      </p>
    </Empty>
  ) : (
    <Empty title="Nothing fits the filter">
      <button type="button" onClick={() => change({ text: "", hop: "all", errorsOnly: false })}>
        Show all {traffic.value.count}
      </button>
      {hasDropped(traffic.value) ? <Dropped /> : null}
    </Empty>
  );
