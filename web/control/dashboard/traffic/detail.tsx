import { useEffect, useRef, useState } from "preact/hooks";
import { statusInWords } from "../../../../src/base/status-words.ts";
import type { Exchange } from "../../../../src/package/verbs.ts";
import { Foreign } from "../../../design/foreign.tsx";
import { CrossIcon } from "../../../design/icons.tsx";
import { emulator, Refused } from "../emulator.ts";
import { Copy, Problem } from "../pieces.tsx";
import { durationShown, instantShown, printable, sizeShown } from "../shown.ts";
import { aboutBody, cutAt, shownBody } from "./body.ts";
import { curlOf, differencesOf } from "./curl.ts";
import { hopNames, StatusMark } from "./line.tsx";

interface DetailProps {
  readonly id: number;
  readonly onClose: () => void;
}

/** An exchange whole: why it failed, bodies, variables and headers. */
export function Detail({ id, onClose }: DetailProps) {
  const [exchange, setExchange] = useState<Exchange | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  // Where it covers the list, that loses the focus.
  useEffect(() => {
    const list = document.querySelector(".traffic-side");
    if (list && getComputedStyle(list).visibility === "hidden") heading.current?.focus();
  }, []);
  useEffect(() => {
    let isMeant = true;
    setProblem(null);
    emulator.traffic.show(String(id)).then(
      (shown) => {
        if (isMeant) setExchange(shown);
      },
      (error: unknown) => {
        if (!(error instanceof Refused)) throw error;
        if (isMeant) setProblem(error.message);
      },
    );
    return () => {
      isMeant = false;
    };
  }, [id]);
  return (
    <article
      class="exchange"
      aria-label={`Exchange ${id}`}
      onKeyDown={({ key }) => (key === "Escape" ? onClose() : undefined)}
    >
      <header class="exchange-head">
        <h2 ref={heading} tabIndex={-1} class="exchange-title">
          {exchange?.id === id ? <Foreign text={titleOf(exchange)} /> : `Exchange ${id}`}
        </h2>
        <button
          type="button"
          class="button-quiet button-icon"
          aria-label="Close the exchange"
          onClick={onClose}
        >
          <CrossIcon />
        </button>
      </header>
      <Problem text={problem} />
      {exchange?.id === id && problem === null ? <Whole exchange={exchange} /> : null}
    </article>
  );
}

const titleOf = ({ operations, request }: Exchange) =>
  operations[0] ?? `${request.method} ${request.url}`;

function Whole({ exchange }: { readonly exchange: Exchange }) {
  const { request, response } = exchange;
  return (
    <>
      <p class="exchange-facts">
        <StatusMark status={response?.status ?? null} />
        <span>{durationShown(exchange.ms)}</span>
        <span>{hopNames[exchange.hop]}</span>
        <time>{instantShown(exchange.at)}</time>
        <Copy what="as curl" text={() => curl(exchange)}>
          Copy as curl
        </Copy>
      </p>
      {differencesOf(request).map((text) => (
        <p key={text} class="quiet exchange-differs">
          {text}
        </p>
      ))}
      {exchange.operations.length === 0 ? null : (
        <p class="exchange-address">
          <code>
            <Foreign text={`${request.method} ${request.url}`} />
          </code>
        </p>
      )}
      <Why exchange={exchange} />
      {response === null ? null : (
        <BodyPart title="Response" headers={response.headers} body={response.body} />
      )}
      {exchange.variables === null ? null : (
        <section class="exchange-part" aria-label="Variables">
          <h3>Variables</h3>
          <LongText what="variables" text={JSON.stringify(exchange.variables, null, 2)} />
        </section>
      )}
      <BodyPart title="Request" headers={request.headers} body={request.body} />
    </>
  );
}

async function curl({ hop, request }: Exchange): Promise<string> {
  if (!request.url.startsWith("/")) return curlOf(request, "");
  const { instance, portal } = await emulator.addresses.show();
  return curlOf(request, hop === "portal-page" ? (portal?.url ?? "") : instance.url);
}

/** What failed, in words, and where. */
function Why({ exchange: { errors, error, cause, response } }: { readonly exchange: Exchange }) {
  const status = response !== null && response.status >= 400 ? response.status : null;
  const isOdd = response === null || status !== null || error !== null || errors.length > 0;
  if (!isOdd && cause === null) return null;
  const said = [
    ...(status === null ? [] : [statusInWords(status)]),
    ...errors,
    ...(error === null ? [] : [error]),
  ];
  return (
    <section class="alert alert-danger" aria-label="What went wrong">
      <div class="alert-body">
        <p class="alert-title">
          {response === null ? "No answer came" : "The answer tells of an error"}
        </p>
        {[...new Set(said)].map((text) => (
          <p key={text}>
            <Foreign text={text} />
          </p>
        ))}
        {cause === null ? null : (
          <p>
            {phases[cause.phase]} {cause.host}
            {cause.address === null ? "" : ` (${cause.address})`}: <code>{cause.code}</code> after{" "}
            {durationShown(cause.ms)}.
          </p>
        )}
      </div>
    </section>
  );
}

const phases: Readonly<Record<NonNullable<Exchange["cause"]>["phase"], string>> = {
  dns: "Looking up the name",
  tcp: "Connecting to",
  proxy: "Passing the proxy",
  tls: "Agreeing on TLS with",
  http: "Speaking HTTP with",
};

interface BodyPartProps {
  readonly title: "Request" | "Response";
  readonly headers: Exchange["request"]["headers"];
  readonly body: string;
}

function BodyPart({ title, headers, body }: BodyPartProps) {
  const shown = shownBody(body);
  const names = Object.entries(headers);
  return (
    <section class="exchange-part" aria-label={title}>
      <h3>
        {title}
        {aboutBody(body, headers).map((text) => (
          <span key={text} class="badge">
            <Foreign text={text} />
          </span>
        ))}
      </h3>
      {names.length === 0 ? null : (
        <details class="exchange-headers">
          <summary>{names.length} headers</summary>
          <table>
            <caption class="visually-hidden">Headers of the {title.toLowerCase()}</caption>
            <tbody>
              {names.map(([name, value]) => (
                <tr key={name}>
                  <th scope="row">
                    <Foreign text={name} />
                  </th>
                  <td>
                    <Foreign text={[value].flat().join("\n")} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
      {shown.kind === "empty" ? (
        <p class="quiet">It has no body.</p>
      ) : shown.kind === "binary" ? (
        <div class="long-text">
          <p class="quiet">It is not text. Its first bytes, as far as they were kept:</p>
          <pre class="exchange-bytes">{shown.glance}</pre>
        </div>
      ) : (
        <LongText what={`body of the ${title.toLowerCase()}`} text={shown.text} />
      )}
    </section>
  );
}

/** The beginning of a text, and the rest on wish: a browser takes its time over a megabyte. */
function LongText({ what, text }: { readonly what: string; readonly text: string }) {
  const [whole, setWhole] = useState("");
  const { start, left } = whole === text ? { start: text, left: 0 } : cutAt(text);
  return (
    <div class="long-text">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard. */}
      <section class="long-text-frame" tabIndex={0} aria-label={`The ${what}`}>
        <pre>
          <bdi>{printable(start)}</bdi>
        </pre>
      </section>
      <div class="actions">
        {left === 0 ? null : (
          <button type="button" onClick={() => setWhole(text)}>
            Show all, {sizeShown(left)} more
          </button>
        )}
        <Copy what={`the ${what}`} text={text}>
          Copy
        </Copy>
      </div>
    </div>
  );
}
