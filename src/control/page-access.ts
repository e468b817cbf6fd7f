import { randomAlphanumeric, systemRandom } from "../base/random.ts";
import { err, ok } from "../base/result.ts";
import { isSameSecret } from "../base/secret.ts";
import { asksForHtml } from "../layout/document.ts";
import { type Entrance, isOpenedByNeighbor } from "../listener/gate.ts";
import type { Incoming, Reply } from "../listener/http.ts";
import { sessionCookieNamed, sessionStore } from "../listener/session-store.ts";
import { machineTime } from "../time/clock.ts";
import { callerRefusal, type IsCaller, tokenRefusal } from "./guard.ts";

/** Who reads pages of the control API: whoever may call it, and browsers in which its token was typed. */
export interface PageAccess {
  /** Whoever may read a page. */
  readonly reader: Entrance<null>;
  /** Whoever may say that they may. */
  readonly visitor: Entrance<null>;
  /** The field of forms by which they prove that they are of a page. A page of another site cannot read it. */
  readonly formToken: string;
  /** The cookie for a browser in which the token was typed; null if it is another one. */
  readonly cookieFor: (token: string) => string | null;
}

interface PageAccessOptions {
  readonly isCaller: IsCaller;
  /** How somebody is refused a page: with a form that asks for the token, or none. */
  readonly refusePage: (status: number, incoming: Incoming) => Reply;
}

const cookie = sessionCookieNamed("_understudy_control");

const newToken = () => randomAlphanumeric(systemRandom, "control-page", 32);

export function pageAccess({ isCaller, refusePage }: PageAccessOptions): PageAccess {
  const formToken = newToken();
  const sessions = sessionStore<object>({
    isSignedIn: () => true,
    now: machineTime,
    randomToken: newToken,
  });
  const isForged: Entrance<null>["isForged"] = ({ form }) =>
    !isSameSecret(form().get("authenticity_token") ?? "", formToken);
  const entrance = (mayEnter: IsCaller): Entrance<null> => ({
    isForged,
    admit(incoming) {
      const { cookie: cookies } = incoming.headers;
      const isKnown = sessions.find(cookie.idIn(cookies)) !== null;
      const isReader: IsCaller = (given) => isKnown || mayEnter(given);
      // Pages of the other parties lead here.
      const refusal = isOpenedByNeighbor(incoming)
        ? tokenRefusal(incoming, isReader)
        : callerRefusal(incoming, isReader);
      if (refusal === null) return ok(null);
      return err(asksForHtml(incoming) ? refusePage(refusal.status, incoming) : refusal);
    },
  });
  return {
    formToken,
    reader: entrance(isCaller),
    visitor: entrance(() => true),
    cookieFor: (token) => (isCaller(`Bearer ${token}`) ? cookie.of(sessions.open({}).id) : null),
  };
}
