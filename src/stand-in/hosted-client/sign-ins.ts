/** Somebody who is away to sign in at the hosted product. */
interface SignInUnderWay {
  /** The session that they must come back with. */
  readonly sessionId: string;
  readonly verifier: string;
  readonly redirectUri: string;
  /** The customer who links the account; null for whoever signs in with it. */
  readonly customerId: number | null;
  /** Where they go once they are back. */
  readonly back: string;
}

/** Those who are away, by the state that they bring back. */
export interface SignIns {
  /** The state. */
  begin(signIn: SignInUnderWay): string;
  /** Whoever brings a state back, once, with the session that they had. */
  end(state: string, sessionId: string | undefined): SignInUnderWay | null;
}

/** Of more who are away at once, the first are forgotten. */
const most = 1_000;

export function signInsOf(randomToken: () => string): SignIns {
  const away = new Map<string, SignInUnderWay>();
  return {
    begin(signIn) {
      const state = randomToken();
      const [first] = away.keys();
      if (away.size >= most && first !== undefined) away.delete(first);
      away.set(state, signIn);
      return state;
    },
    end(state, sessionId) {
      const signIn = away.get(state);
      if (!signIn || signIn.sessionId !== sessionId) return null;
      away.delete(state);
      return signIn;
    },
  };
}
