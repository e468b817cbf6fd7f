import type { TransportFailure } from "../base/transport-failure.ts";

/** A name and a value, in the order of the file. */
export type HarHeader = readonly [name: string, value: string];

/** One request and what came of it, as a HAR tells it, in one shape whatever has written it, without what is secret or personal. */
export interface HarEntry {
  /** Its place in the file, from 0. */
  readonly index: number;
  /** As it was written: ISO 8601, some with an offset. */
  readonly startedAt: string | null;
  /** From the beginning to the end, in milliseconds. */
  readonly ms: number | null;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly HarHeader[];
    /** Null if there was none, or none is told of. */
    readonly body: string | null;
    readonly mimeType: string;
  };
  /** Null if none came. */
  readonly response: {
    readonly status: number;
    readonly headers: readonly HarHeader[];
    /** Decoded, if it was written as base64. Null if it is not told, or is an image, a font, a style or a script. */
    readonly body: string | null;
    readonly mimeType: string;
  } | null;
  /** What a browser calls it that no answer came: `net::ERR_CONNECTION_REFUSED`. */
  readonly error: string | null;
  /** Of an export of this program: between whom it went. */
  readonly hop: string | null;
  /** The same: where the network has failed. */
  readonly cause: TransportFailure | null;
  /** Who has written the file: `Chrome` (also Edge), `Firefox`, `Safari`, or what it calls itself. */
  readonly browser: string | null;
  readonly pageref: string | null;
}
