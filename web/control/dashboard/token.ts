import { canBeToken } from "./token-text.ts";

const key = "understudy-control-token";

/** The control token, where one is asked for: of this tab alone, and in no cookie. */
export const controlToken = {
  get: (): string | null => sessionStorage.getItem(key),
  set: (token: string) => sessionStorage.setItem(key, token),
  forget: () => sessionStorage.removeItem(key),
};

/** Takes a token from the address, `#token=…`, which no server is sent, and forgets it there. */
export function takeTokenFromAddress() {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token === null) return;
  controlToken.set(token);
  history.replaceState(null, "", location.pathname + location.search);
}

export function authorization(): Record<string, string> {
  const token = controlToken.get();
  // Without one, the emulator says that it wants one.
  return token !== null && canBeToken(token) ? { authorization: `Bearer ${token}` } : {};
}
