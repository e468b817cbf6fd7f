import { Foreign } from "../../design/foreign.tsx";
import type { Exchange } from "./exchange.ts";

const maxShown = 20_000;
const mostLines = 12;

/** What is behind an error alert: why, in a sentence; the raw answer; and by which name the log knows the request. */
export function ErrorDetails({
  exchange,
  isOpen = false,
}: {
  readonly exchange: Exchange | null;
  readonly isOpen?: boolean;
}) {
  if (exchange === null) return null;
  const { cause, requestId, status } = exchange;
  const answer = indented(exchange.raw);
  return (
    <details class="error-details" open={isOpen} data-testid="error-details">
      <summary>Details</summary>
      <dl class="facts">
        <dt>Cause</dt>
        <dd data-testid="error-cause">
          {cause === null ? "The instance says no more than its answer." : <Foreign text={cause} />}
        </dd>
        <dt>Request</dt>
        <dd>
          {requestId === null ? "-" : <code data-testid="error-request-id">{requestId}</code>}
          {status === null ? "" : `, answered with ${status}`}
        </dd>
        <dt>Answer</dt>
        <dd>
          <textarea
            class="raw"
            readOnly
            rows={Math.min(answer.split("\n").length, mostLines)}
            aria-label="The answer as it came"
            data-testid="error-raw"
            value={answer}
          />
        </dd>
      </dl>
    </details>
  );
}

/** JSON is easier to read in lines; what is none is shown as it came. */
function indented(raw: string): string {
  const short = raw.slice(0, maxShown);
  if (raw === "") return "(empty)";
  try {
    return JSON.stringify(JSON.parse(raw), null, 2).slice(0, maxShown);
  } catch {
    return short;
  }
}

/** What to do where the visitor is signed out, or the page belongs to a session before. */
export function SessionOver({ exchange }: { readonly exchange: Exchange | null }) {
  if (!exchange?.isSessionOver) return null;
  return (
    <p>
      Your session may have ended.{" "}
      <button type="button" onClick={() => location.reload()}>
        Reload and sign in again
      </button>{" "}
      A code that you have typed is kept.
    </p>
  );
}
