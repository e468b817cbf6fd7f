import { useState } from "preact/hooks";
import { start } from "./store.ts";
import { controlToken } from "./token.ts";
import { canBeToken } from "./token-text.ts";

/** Asks for the control token, where this emulator is open to others. */
export function TokenForm() {
  const [token, setToken] = useState("");
  const [wasRefused, setRefused] = useState(controlToken.get() !== null);
  return (
    <form
      class="token-form card card-body"
      onSubmit={(event) => {
        event.preventDefault();
        const typed = token.trim();
        if (!canBeToken(typed)) return setRefused(true);
        controlToken.set(typed);
        void start();
      }}
    >
      <h1>Control token</h1>
      <p>
        Others can reach this server, so it asks for its control token: its start has printed it as{" "}
        <em>bearer token</em>, with <code>--json</code> as <code>control.token</code>. It is kept in
        this tab alone.
      </p>
      {wasRefused ? <p role="alert">That is not the token.</p> : null}
      <div class="field">
        <label for="control-token">Token</label>
        <input
          id="control-token"
          type="password"
          autocomplete="off"
          required
          value={token}
          onInput={({ currentTarget }) => setToken(currentTarget.value)}
        />
      </div>
      <button type="submit">Go on</button>
    </form>
  );
}
