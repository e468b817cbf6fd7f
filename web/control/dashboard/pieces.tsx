import { useSignal, useSignalEffect } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Dialog } from "../../design/dialog.tsx";
import { Foreign } from "../../design/foreign.tsx";
import { CopyIcon } from "../../design/icons.tsx";
import { Refused } from "./emulator.ts";
import { connection } from "./store.ts";

/** Something that is done on wish: whether it is under way, and what was wrong with it last. */
export interface Action<Given extends readonly unknown[]> {
  readonly busy: boolean;
  readonly error: string | null;
  /** Resolves to whether it was done. */
  readonly run: (...given: Given) => Promise<boolean>;
  readonly forget: () => void;
}

/** A second press while it is under way does nothing. */
export function useAction<Given extends readonly unknown[]>(
  work: (...given: Given) => Promise<unknown>,
): Action<Given> {
  const busy = useSignal<"idle" | "busy">("idle");
  const [error, setError] = useState<Refused | null>(null);
  useSignalEffect(() => {
    // What was not answered says nothing any more once the emulator is back.
    if (connection.value === "live") setError((last) => (last?.status === 0 ? null : last));
  });
  return {
    busy: busy.value === "busy",
    error: error?.message ?? null,
    forget: () => setError(null),
    async run(...given) {
      if (busy.peek() === "busy") return false;
      busy.value = "busy";
      setError(null);
      try {
        await work(...given);
        return true;
      } catch (problem) {
        if (!(problem instanceof Refused)) throw problem;
        setError(problem);
        return false;
      } finally {
        busy.value = "idle";
      }
    },
  };
}

/** What was wrong, beside what was pressed. */
export const Problem = ({ text }: { readonly text: string | null }) =>
  text === null ? null : (
    <p role="alert" class="problem">
      <Foreign text={text} />
    </p>
  );

interface ActionButtonProps {
  readonly action: Pick<Action<readonly []>, "busy" | "run">;
  readonly class?: string;
  /** What it is called where its words do not say of what. */
  readonly label?: string;
  /** More of it, for who rests on it. */
  readonly title?: string;
  readonly disabled?: boolean;
  readonly children: ComponentChildren;
}

export const ActionButton = ({
  action,
  label,
  title,
  disabled,
  children,
  ...props
}: ActionButtonProps) => (
  <button
    type="button"
    class={props.class ?? ""}
    aria-label={label}
    title={title}
    aria-disabled={action.busy || disabled ? "true" : undefined}
    onClick={() => (disabled ? undefined : void action.run())}
  >
    {children}
    {action.busy ? <span class="spinner" /> : null}
  </button>
);

/** A button that copies a text. */
export function Copy({
  text,
  what,
  children,
}: {
  /** The text, or what makes it. */
  readonly text: string | (() => string | Promise<string>);
  /** What is copied, for those who do not see where the button stands. */
  readonly what: string;
  readonly children?: ComponentChildren;
}) {
  const [told, setTold] = useState<string | null>(null);
  useEffect(() => {
    if (told === null) return undefined;
    const timer = setTimeout(() => setTold(null), 2_000);
    return () => clearTimeout(timer);
  }, [told]);
  async function copy() {
    try {
      await navigator.clipboard.writeText(typeof text === "string" ? text : await text());
      setTold("Copied");
    } catch {
      setTold("Could not be copied");
    }
  }
  return (
    <button type="button" class="button-quiet copy" aria-label={`Copy ${what}`} onClick={copy}>
      <CopyIcon />
      {children}
      <span role="status" class="copy-told">
        {told}
      </span>
    </button>
  );
}

interface PanelProps {
  readonly title: string;
  /** A number beside the title. */
  readonly count?: number | string | null;
  /** Whether it is open of itself. */
  readonly open?: boolean;
  readonly children: ComponentChildren;
}

/** A part of the steering side, which opens on wish. */
export const Panel = ({ title, count, open, children }: PanelProps) => (
  <details class="panel card" open={open}>
    <summary class="panel-head">
      <h2>{title}</h2>
      {count === undefined || count === null ? null : <span class="badge">{count}</span>}
    </summary>
    <div class="panel-body">{children}</div>
  </details>
);

interface FieldProps {
  readonly label: string;
  readonly class?: string;
  /** What is to be known of it. */
  readonly hint?: string | undefined;
  /** What is filled in, with the id by which the label finds it, and that of the hint. */
  readonly children: (id: string, hintId: string | undefined) => ComponentChildren;
}

/** A label above what is filled in, and a hint below. */
export function Field({ label, hint, children, ...props }: FieldProps) {
  const id = useId();
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  return (
    <div class={`field ${props.class ?? ""}`}>
      <label for={id}>{label}</label>
      {children(id, hintId)}
      {hint === undefined ? null : (
        <span class="hint" id={hintId}>
          {hint}
        </span>
      )}
    </div>
  );
}

/**
 * For a form that opens on wish: its first field has the focus then, and afterwards what had it before, as with a dialog.
 */
export function useOpenedForm() {
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    const opener = document.activeElement;
    form.current?.querySelector<HTMLElement>("input, select")?.focus();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return form;
}

interface ToggleProps {
  readonly isOpen: boolean;
  /** What it is called where its words do not say of what. */
  readonly label?: string;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}

/** A button that opens and closes what follows it. */
export const Toggle = ({ isOpen, label, onClick, children }: ToggleProps) => (
  <button type="button" aria-label={label} aria-expanded={isOpen} onClick={onClick}>
    {children}
  </button>
);

/** What stands where there is nothing yet. */
export const Empty = ({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
}) => (
  <div class="empty">
    <p class="empty-title">{title}</p>
    {children}
  </div>
);

interface ConfirmProps {
  readonly title: string;
  /** What the button is called that does it. */
  readonly verb: string;
  readonly action: Action<readonly []>;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** Asks before what cannot be taken back. */
export const Confirm = ({ title, verb, action, onClose, children }: ConfirmProps) => (
  <Dialog
    title={title}
    onClose={onClose}
    actions={
      <>
        <button type="button" onClick={onClose}>
          Keep everything
        </button>
        <button
          type="button"
          class="button-danger"
          aria-disabled={action.busy ? "true" : undefined}
          onClick={() => void action.run().then((done) => (done ? onClose() : undefined))}
        >
          {verb}
        </button>
      </>
    }
  >
    {children}
    <Problem text={action.error} />
  </Dialog>
);
