import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";

interface DialogProps {
  readonly title: string;
  /** Called when the reader leaves it: by Escape, or by a button of the dialog. */
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** Its buttons. */
  readonly actions: ComponentChildren;
}

/** A question that comes before everything else. As long as it is there it is open. Its first field has the focus, and afterwards what had it before. */
export function Dialog({ title, onClose, children, actions }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Not after the next paint: whoever types on meanwhile would type into nothing.
  useLayoutEffect(() => {
    const dialog = box.current;
    const opener = document.activeElement;
    dialog?.showModal();
    dialog?.querySelector("input")?.focus();
    return () => {
      dialog?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={box}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div class="dialog-head">
        <h2 id={titleId}>{title}</h2>
      </div>
      <div class="dialog-body">{children}</div>
      <div class="dialog-foot">{actions}</div>
    </dialog>
  );
}
