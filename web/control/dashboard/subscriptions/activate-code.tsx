import { useId, useState } from "preact/hooks";
import { emulator } from "../emulator.ts";
import { Came, useInstalling } from "../installing.tsx";
import { Problem } from "../pieces.tsx";

/** Activates with a code that somebody has: of a portal that is not the stand-in, whose codes nobody here knows. */
export function ActivateCode() {
  const [code, setCode] = useState("");
  const id = useId();
  const activate = useInstalling(async () => {
    const came = await emulator.licenses.activate(code);
    if (came.errors.length === 0) setCode("");
    return came;
  });
  return (
    <form
      class="subscription-row"
      aria-label="Activate with a code"
      onSubmit={(event) => {
        event.preventDefault();
        if (code !== "") void activate.run();
      }}
    >
      <label for={id}>
        Activation code
        <input
          id={id}
          class="code-field"
          autocomplete="off"
          spellcheck={false}
          maxLength={1_000}
          value={code}
          onInput={({ currentTarget }) => setCode(currentTarget.value)}
        />
      </label>
      <button type="submit" aria-disabled={activate.busy || code === "" ? "true" : undefined}>
        Activate
      </button>
      <Came came={activate.came} verb="activated" onDismiss={activate.forget} />
      <Problem text={activate.error} />
    </form>
  );
}
