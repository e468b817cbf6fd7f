import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

interface DialogProps {
  readonly title: string;
  /** Called when the reader leaves it: by Escape, or by a button of the dialog. */
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** Its buttons. */
  readonly actions: ComponentChildren;
}

/** A question that comes before everything else. As long as it is there it is open; what was focused before is so again after it. */
export function Dialog({ title, onClose, children, actions }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = box.current;
    const opener = document.activeElement;
    dialog?.showModal();
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
