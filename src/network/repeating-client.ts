import type { Socket } from "node:net";
import type { buildConnector, Client, Dispatcher } from "undici";

/** How undici and the system call it that the other side has hung up. */
const closings = ["UND_ERR_SOCKET", "ECONNRESET", "EPIPE"];

interface Repeating extends Omit<Client.Options, "connect"> {
  readonly connect: buildConnector.connector;
  /** What a request is told that has failed on a connection; null if none was made. */
  readonly failure: (error: Error, socket: Socket | null, ms: number) => Error;
  /** Told of the connection on which a request is sent. */
  readonly onSent: (handler: Dispatcher.DispatchHandler, socket: Socket | null) => void;
}

/**
 * A connection to a portal, made anew when it was closed. A request that meets the end of one that was used before, and
 * gets no byte of an answer, is sent once more, on a new one: most servers close what was idle for some seconds, and nobody can
 * know that before it has been tried. What fails on a new connection has failed.
 *
 * It may be repeated though the portal might have taken it: a code brings the same license to the same instance however often
 * it is sent, a report says the same of the same day, and of two service tokens either will do.
 */
export function repeatingClient(
  Base: typeof Client,
  origin: URL,
  { connect, failure, onSent, ...options }: Repeating,
): Client {
  let socket: Socket | undefined;
  class RepeatingClient extends Base {
    override dispatch(
      asked: Dispatcher.DispatchOptions,
      handler: Dispatcher.DispatchHandler,
    ): boolean {
      const [used, readBefore] = [socket, socket?.bytesRead];
      let startedAt = performance.now();
      const wasHungUpOn = (error: Error) =>
        used !== undefined &&
        used === socket &&
        used.bytesRead === readBefore &&
        "code" in error &&
        closings.includes(String(error.code));
      const failed = (controller: Dispatcher.DispatchController, error: Error) =>
        handler.onResponseError?.(
          controller,
          failure(error, socket ?? null, performance.now() - startedAt),
        );
      const onRequestStart: Dispatcher.DispatchHandler["onRequestStart"] = (...given) => {
        startedAt = performance.now();
        onSent(handler, socket ?? null);
        handler.onRequestStart?.(...given);
      };
      const first: Dispatcher.DispatchHandler = {
        onRequestStart,
        onResponseStart: (...given) => handler.onResponseStart?.(...given),
        onResponseData: (...given) => handler.onResponseData?.(...given),
        onResponseEnd: (...given) => handler.onResponseEnd?.(...given),
        onResponseError: failed,
      };
      return super.dispatch(asked, {
        ...first,
        onResponseError: (controller, error) => {
          if (wasHungUpOn(error)) super.dispatch(asked, first);
          else failed(controller, error);
        },
      });
    }
  }
  return new RepeatingClient(origin, {
    ...options,
    connect(to, done) {
      socket = undefined;
      connect(to, (...made) => {
        socket = made[1] ?? undefined;
        done(...made);
      });
    },
  });
}
