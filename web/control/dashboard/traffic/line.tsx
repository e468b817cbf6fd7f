import type { ExchangeLine } from "../../../../src/package/verbs.ts";
import { Foreign } from "../../../design/foreign.tsx";
import { durationShown, instantShown } from "../shown.ts";
import { nameOf, problemOf, type Row } from "./rows.ts";

export const hopNames: Readonly<Record<ExchangeLine["hop"], string>> = {
  portal: "To portal",
  instance: "To instance",
  "portal-page": "Portal page",
  hosted: "To hosted",
};

export const StatusMark = ({ status }: { readonly status: number | null }) => (
  <span class={`status status-${status === null ? "none" : String(status).charAt(0)}`}>
    {status ?? "none"}
  </span>
);

/** The exchange of a row, or the newest of those that are folded. */
export const newestIn = (row: Row): ExchangeLine => (row.kind === "pages" ? row.newest : row.line);

/** When it was over; the day too where nothing above says it. */
function At({ at, isDated }: { readonly at: string; readonly isDated: boolean }) {
  const [day, time] = instantShown(at).split(" ");
  return (
    <time class="line-at" dateTime={at} title={instantShown(at)}>
      {isDated ? <span class="line-day">{day}</span> : null} {time}
    </time>
  );
}

interface LineProps {
  readonly row: Row;
  /** Whether it says its day. */
  readonly isDated: boolean;
}

/** A row of the traffic: one exchange, or page loads that are folded. */
export function Line({ row, isDated }: LineProps) {
  if (row.kind === "pages") return <Pages row={row} isDated={isDated} />;
  const { line } = row;
  const problem = problemOf(line);
  return (
    <>
      <At at={line.at} isDated={isDated} />
      <StatusMark status={line.status} />
      <span class={`badge line-hop line-hop-${line.hop}`}>{hopNames[line.hop]}</span>
      <span class="line-method">
        <Foreign text={line.method} />
      </span>
      <span class="line-what">
        <strong>
          <Foreign text={nameOf(line)} />
        </strong>{" "}
        {problem !== null ? (
          <span class="line-problem">
            <Foreign text={problem} />
          </span>
        ) : line.variables !== null ? (
          <code class="line-variables">
            <Foreign text={JSON.stringify(line.variables).slice(0, 300)} />
          </code>
        ) : null}
      </span>
      <span class="line-ms">{durationShown(line.ms)}</span>
    </>
  );
}

interface PagesProps {
  readonly row: Extract<Row, { kind: "pages" }>;
  readonly isDated: boolean;
}

function Pages({ row: { newest, count, isOpen }, isDated }: PagesProps) {
  return (
    <>
      <At at={newest.at} isDated={isDated} />
      <span class="status" />
      <span class="badge line-hop">Pages</span>
      <span class="line-method">{isOpen ? "Fold" : "Unfold"}</span>
      <span class="line-what line-pages">{count} page loads</span>
    </>
  );
}
