import type { Socket } from "node:net";
import { type buildConnector, Client, type Dispatcher, errors, Pool, ProxyAgent } from "undici";
import type { TimeSpent } from "../base/time-spent.ts";
import type { TransportFailure } from "../base/transport-failure.ts";
import { Connections, targetOf } from "./connections.ts";
import { lookUp } from "./lookup.ts";
import type { Network, NetworkTimeouts } from "./network.ts";
import { chooseProxy, type ProxyChoice } from "./proxy-selection.ts";
import { repeatingClient } from "./repeating-client.ts";
import type { NetworkRules } from "./rules.ts";
import { codeOf, TransportError } from "./transport-error.ts";

interface OutboundOptions {
  readonly network: Network;
  readonly rules: NetworkRules;
  readonly timeouts: NetworkTimeouts & {
    /** Without a byte of an answer, in milliseconds. */
    readonly readMs: number;
  };
  /** Of an answer as it travels, in bytes. */
  readonly maxAnswerBytes: number;
  /** Gives up what is looked up before there is a way. */
  readonly signal?: AbortSignal | undefined;
}

/** Who waits for an answer, and may want to know over which connection. */
export interface AskingHandler extends Dispatcher.DispatchHandler {
  onConnection?(connection: UsedConnection): void;
}

/** The connection on which a request is sent. */
export interface UsedConnection {
  /** Where it leads, and what it took if it was made since a time of `performance.now()`. */
  spentSince(since: number): Omit<TimeSpent, "receiveMs">;
}

/** The way out to one origin. What fails on it is a `TransportError`, or what the request's own handler has thrown. */
export interface Outbound extends AsyncDisposable {
  readonly proxy: ProxyChoice;
  dispatch(asked: Dispatcher.DispatchOptions, handler: AskingHandler): void;
  /** What is waited for now, for whoever gives up. */
  waitsFor(): Omit<TransportFailure, "code">;
}

/**
 * The way out to whoever is at a URL, of which the path does not matter. Chooses the proxy, if there is to be one.
 *
 * Throws a `TransportError` if a variable names no proxy that could be asked, or if the version asks for the name before
 * the proxy, in vain.
 */
export async function outboundTo(portalUrl: string, options: OutboundOptions): Promise<Outbound> {
  const { network, rules, timeouts, maxAnswerBytes } = options;
  const url = new URL(new URL(portalUrl).origin);
  const target = targetOf(url);
  const proxy = await chosenProxy(url, options);
  const given = new AbortController();
  const connections = new Connections({ network, rules, timeouts, signal: given.signal });
  let askedAt = performance.now();

  const failure = (error: Error, socket: Socket | null, ms: number): Error => {
    // What ends before there is an answer may be the handler's own doing.
    if (error instanceof TransportError || !("code" in error)) return error;
    const address = connections.addressOf(socket);
    const isSilence =
      error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError;
    return new TransportError(
      { host: target.host, address, phase: "http", code: codeOf(error), ms },
      error,
      isSilence ? timeouts.readMs : undefined,
    );
  };
  const clientWith = (to: URL, connect: buildConnector.connector) =>
    repeatingClient(Client, to, {
      connect,
      failure,
      onSent: (handler: AskingHandler, socket) =>
        handler.onConnection?.({
          spentSince: (since) => ({
            address: connections.addressOf(socket),
            phases: connections.phasesOf(socket, since),
          }),
        }),
      headersTimeout: timeouts.readMs,
      bodyTimeout: timeouts.readMs,
      maxResponseSize: maxAnswerBytes,
    });

  const { dispatcher, forward } = wayOut();
  return {
    proxy,
    dispatch(asked, handler) {
      askedAt = performance.now();
      dispatcher.dispatch(forward(asked), handler);
    },
    waitsFor() {
      const { since, ...at } = connections.waitsFor() ?? {
        host: target.host,
        address: connections.addressOf(null),
        phase: "http",
        since: askedAt,
      };
      return { ...at, ms: performance.now() - since };
    },
    async [Symbol.asyncDispose]() {
      given.abort(new Error("The connection is not needed any more."));
      await dispatcher.destroy();
    },
  };

  function wayOut() {
    const { proxy: through } = proxy;
    if (through === null) {
      const connect = connections.to(target);
      return {
        dispatcher: new Pool(url, { factory: (to) => clientWith(to, connect) }),
        forward: (asked: Dispatcher.DispatchOptions) => asked,
      };
    }
    // Whatever its scheme says, a proxy is spoken to in the clear.
    const connect = connections.to({ ...targetOf(through), isSecure: false });
    const uri = new URL(`http://${through.host}`);
    const credentials = credentialsOf(through);
    if (!target.isSecure) {
      // It is handed the request whole, and its answer is the answer, whatever it says.
      const forward = (asked: Dispatcher.DispatchOptions) => ({
        ...asked,
        path: `${url.origin}${asked.path}`,
        headers: {
          ...(asked.headers as Readonly<Record<string, string>>),
          host: url.host,
          ...(credentials && { "proxy-authorization": credentials }),
        },
      });
      return { dispatcher: new Pool(uri, { factory: (to) => clientWith(to, connect) }), forward };
    }
    const proxyHost = targetOf(through).host;
    const dispatcher = new ProxyAgent({
      uri: uri.href,
      ...(credentials && { token: credentials }),
      clientFactory: (to) => new Client(to, { connect }),
      factory: (to, { connect: tunnel }: { connect: buildConnector.connector }) =>
        clientWith(new URL(to), connections.through({ connect: tunnel, proxyHost }, target)),
    });
    return { dispatcher, forward: (asked: Dispatcher.DispatchOptions) => asked };
  }
}

/** The proxy of an origin by the variables, once what the version looks up before it is there. */
async function chosenProxy(url: URL, { network, rules, timeouts, signal }: OutboundOptions) {
  const { host } = targetOf(url);
  let found: ReturnType<typeof lookUp> | undefined;
  const lookUpOnce = () => {
    found ??= lookUp(host, network, { ms: timeouts.lookupMs, signal });
    return found;
  };
  const proxy = await chooseProxy(url, network.proxyVariables, async () => {
    const addresses = await lookUpOnce().catch(() => []);
    return addresses[0]?.address ?? null;
  });
  if (proxy.problem !== null) throw new UnusableProxy(proxy.problem);
  if (proxy.proxy === null || rules.lookupBeforeProxy === "no") return proxy;
  try {
    await lookUpOnce();
  } catch (error) {
    const hasEnded = error instanceof TransportError && error.timedOutAfterMs === undefined;
    if (rules.lookupBeforeProxy === "must-resolve" || !hasEnded) throw error;
  }
  return proxy;
}

/** What is set names no proxy that could be asked. */
class UnusableProxy extends TransportError {
  constructor(problem: string) {
    super(
      { host: "", address: null, phase: "proxy", code: "ERR_INVALID_URL", ms: 0 },
      new Error(problem),
    );
  }
}

function credentialsOf({ username, password }: URL): string | null {
  if (username === "") return null;
  const clear = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(clear).toString("base64")}`;
}
