import type { ExchangeLine } from "../../../../src/package/verbs.ts";
import { Foreign } from "../../../design/foreign.tsx";
import { instantShown } from "../pieces.tsx";
import { durationShown } from "./body.ts";
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

/** A row of the traffic: one exchange, or page loads that are folded. */
export function Line({ row }: { readonly row: Row }) {
  if (row.kind === "pages") return <Pages row={row} />;
  const { line } = row;
  const problem = problemOf(line);
  return (
    <>
      <time class="line-at">{instantShown(line.at)}</time>
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
      <StatusMark status={line.status} />
      <span class="line-ms">{durationShown(line.ms)}</span>
    </>
  );
}

function Pages({ row: { lines, isOpen } }: { readonly row: Extract<Row, { kind: "pages" }> }) {
  const newest = lines[0];
  return (
    <>
      <time class="line-at">{newest ? instantShown(newest.at) : ""}</time>
      <span class="badge line-hop">Pages</span>
      <span class="line-method">{isOpen ? "Fold" : "Unfold"}</span>
      <span class="line-what line-pages">{lines.length} page loads</span>
    </>
  );
}
