import type { Socket } from "node:net";
import type { buildConnector } from "undici";
import type { TimeSpent } from "../base/time-spent.ts";
import type { TransportFailure, TransportPhase } from "../base/transport-failure.ts";
import { unbracketed } from "../base/unbracketed.ts";
import { type Dialing, dial } from "./dial.ts";
import { secure } from "./secure.ts";
import { codeOf, TransportError } from "./transport-error.ts";

interface Target {
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  readonly isSecure: boolean;
}

export const targetOf = ({ protocol, hostname, port }: URL): Target => {
  const isSecure = protocol === "https:";
  const host = unbracketed(hostname);
  const usual = isSecure ? 443 : 80;
  return { host, port: port === "" ? usual : Number(port), isSecure };
};

/** What a connection is at. */
interface Step extends Pick<TransportFailure, "host" | "address" | "phase"> {
  readonly since: number;
}

/** How a connection came to be, or did not. */
interface Making {
  readonly begunAt: number;
  /** What it is at; null once it is made, or given up. */
  step: Step | null;
  /** How long each phase took that is over, in milliseconds. */
  readonly took: Partial<Record<TransportPhase, number>>;
}

/** Makes connections for undici, and knows where each leads and what those that are not made yet wait for. */
export class Connections {
  readonly #dialing: Dialing;
  readonly #underWay = new Set<Making>();
  readonly #makings = new WeakMap<Socket, Making>();
  readonly #addresses = new WeakMap<Socket, string>();
  #lastAddress: string | null = null;

  constructor(dialing: Dialing) {
    this.#dialing = dialing;
  }

  /** Connects to a target, and speaks TLS with it if it is secure. */
  readonly to = (target: Target): buildConnector.connector =>
    this.#connector((step) => this.#open(target, step));

  /** Has a proxy make a tunnel to a target, and speaks TLS through it. */
  readonly through = (
    { connect, proxyHost }: { connect: buildConnector.connector; proxyHost: string },
    target: Target,
  ): buildConnector.connector =>
    this.#connector(async (step) => {
      step({ host: proxyHost, address: this.#lastAddress, phase: "proxy" });
      const socket = await tunnelled(connect, target).catch((error: unknown) => {
        throw error instanceof TransportError ? error : this.#refused(error, proxyHost);
      });
      return this.#secure(socket, target, step);
    });

  /** The address that a connection leads to, or the last that was tried. */
  addressOf = (socket: Socket | null): string | null =>
    (socket && this.#addresses.get(socket)) ?? this.#lastAddress;

  /** What the first of those that are not made yet waits for; undefined if all are made. */
  waitsFor(): Step | undefined {
    return this.#underWay.values().next().value?.step ?? undefined;
  }

  /** How a connection came to be: what each phase took of one that was begun since; nothing of one that was there. */
  phasesOf(socket: Socket | null, since: number): TimeSpent["phases"] {
    const making = socket ? this.#makings.get(socket) : undefined;
    return making && making.begunAt >= since ? making.took : {};
  }

  #connector(
    make: (step: (at: Omit<Step, "since">) => void) => Promise<Socket>,
  ): buildConnector.connector {
    return (_to, done) => {
      const making: Making = { begunAt: performance.now(), step: null, took: {} };
      this.#underWay.add(making);
      const step = (at: Omit<Step, "since"> | null) => {
        const now = performance.now();
        const { step: over, took } = making;
        // A phase may come again, as each address is dialed.
        if (over) took[over.phase] = (took[over.phase] ?? 0) + now - over.since;
        making.step = at && { ...at, since: now };
      };
      make(step)
        .finally(() => {
          step(null);
          this.#underWay.delete(making);
        })
        .then(
          (socket) => {
            this.#makings.set(socket, making);
            done(null, socket);
          },
          (error: Error) => done(error, null),
        );
    };
  }

  async #open(target: Target, step: (at: Omit<Step, "since">) => void): Promise<Socket> {
    const { host } = target;
    step({ host, address: null, phase: "dns" });
    const socket = await dial(target, this.#dialing, (address) => {
      this.#lastAddress = address;
      step({ host, address, phase: "tcp" });
    });
    if (target.isSecure) return this.#secure(socket, target, step);
    if (this.#lastAddress !== null) this.#addresses.set(socket, this.#lastAddress);
    return socket;
  }

  async #secure(
    socket: Socket,
    { host }: Target,
    step: (at: Omit<Step, "since">) => void,
  ): Promise<Socket> {
    const { network, timeouts, signal } = this.#dialing;
    const address = this.#lastAddress;
    step({ host, address, phase: "tls" });
    const within = { ms: timeouts.connectMs, signal };
    const secured = await secure(socket, { host, address }, network, within);
    if (address !== null) this.#addresses.set(secured, address);
    return secured;
  }

  #refused(error: unknown, proxyHost: string): TransportError {
    const ms = performance.now() - (this.waitsFor()?.since ?? performance.now());
    const failure = { host: proxyHost, address: this.#lastAddress, ms } as const;
    return new TransportError({ ...failure, phase: "proxy", code: refusalOf(error) }, error);
  }
}

/** What a proxy has answered, which undici tells in its message alone: `PROXY_407`. */
function refusalOf(error: unknown): string {
  const message = error instanceof Error ? error.message : "";
  const [, status] = /^Proxy response \((\d{3})\)/.exec(message) ?? [];
  return status === undefined ? codeOf(error) : `PROXY_${status}`;
}

/** A socket that leads through a proxy, on which nothing was said yet. */
const tunnelled = (connect: buildConnector.connector, { host, port }: Target): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const authority = `${host.includes(":") ? `[${host}]` : host}:${port}`;
    // With https:, undici would speak TLS itself.
    const asked = { protocol: "http:", hostname: host, host: authority, port: String(port) };
    connect(asked, (error, socket) => (error ? reject(error) : resolve(socket)));
  });
