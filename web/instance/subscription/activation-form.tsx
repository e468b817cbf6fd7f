import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type Activation, keptCode } from "./activation.ts";
import { Outside, places } from "./links.tsx";

interface FormProps {
  readonly id: string;
  readonly activation: Activation;
  /** The buttons, where the form has its own. */
  readonly children?: ComponentChildren;
}

const wanted = /^\w{24}$/;
const wrongCode = "The activation code should be a 24-character alphanumeric string";
const termsWanted = "Select that you agree before activating the subscription.";

/** Code and terms. Nothing is sent that the product's page would not send. Source: instance behaviour, activation form. */
export function ActivationForm({ id, activation, children }: FormProps) {
  // What was sent outlives the dialog in which it was typed.
  const { code: sent, isPending, activate } = activation;
  const [code, setCode] = useState(sent ?? keptCode.code);
  const [agrees, setAgrees] = useState(sent !== null);
  /** Hints stand from the first try on, and go as soon as there is no reason for them. */
  const [wasTried, setTried] = useState(false);
  const codeField = useRef<HTMLInputElement>(null);
  const termsBox = useRef<HTMLInputElement>(null);
  const trimmed = code.trim();
  const isCode = wanted.test(trimmed);
  const codeHint = wasTried && !isCode;
  const termsHint = wasTried && !agrees;
  return (
    <form
      id={id}
      noValidate
      class="activation-form"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!isCode) codeField.current?.focus();
        else if (!agrees) termsBox.current?.focus();
        else void activate(trimmed);
      }}
    >
      <div class="field" data-testid="form-group-activation-code">
        <label for="activation-code-group">Activation code</label>
        <input
          ref={codeField}
          id="activation-code-group"
          class="code-field"
          name="activationCode"
          data-testid="activation-code-field"
          placeholder="Enter activation code"
          pattern="\w{24}"
          required
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          value={code}
          aria-invalid={codeHint}
          aria-describedby={codeHint ? "activation-code-hint" : undefined}
          onInput={(event) => setCode(event.currentTarget.value)}
        />
        {codeHint ? (
          <p id="activation-code-hint" class="invalid-hint">
            {wrongCode}
          </p>
        ) : null}
      </div>
      <div class="field" data-testid="form-group-terms">
        <div class="check">
          <input
            ref={termsBox}
            id="subscription-form-terms-check"
            type="checkbox"
            name="terms"
            data-testid="subscription-terms-checkbox"
            required
            checked={agrees}
            aria-invalid={termsHint}
            aria-describedby={termsHint ? "terms-hint" : undefined}
            onChange={(event) => setAgrees(event.currentTarget.checked)}
          />
          <label for="subscription-form-terms-check">
            I agree that my use of the GitLab Software is subject to the Subscription Agreement
            located at the <Outside href={places.terms}>Terms of Service</Outside>.
          </label>
        </div>
        {termsHint ? (
          <p id="terms-hint" class="invalid-hint">
            {termsWanted}
          </p>
        ) : null}
      </div>
      {isPending ? <Waiting /> : null}
      {children}
    </form>
  );
}

const patientMs = 4_000;

/** Says that a slow portal is still waited for. */
function Waiting() {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), patientMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p class="hint" role="status">
      {isLong ? "The portal has not answered yet. It is still waited for." : ""}
    </p>
  );
}

export function ActivateButton({
  isPending,
  form,
}: {
  readonly isPending: boolean;
  readonly form?: string;
}) {
  return (
    <button type="submit" form={form} data-testid="activate-button" aria-busy={isPending}>
      {isPending ? <span class="spinner" aria-hidden="true" /> : null}
      Activate
    </button>
  );
}
