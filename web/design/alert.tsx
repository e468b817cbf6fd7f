import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { CrossIcon } from "./icons.tsx";

interface AlertProps {
  readonly kind: "info" | "success" | "warning" | "danger";
  readonly title?: string | undefined;
  readonly testId?: string | undefined;
  /** Without it the alert cannot be dismissed. */
  readonly onDismiss?: (() => void) | undefined;
  /** Whether the reader is led here as soon as it is shown. */
  readonly takesFocus?: boolean;
  readonly children?: ComponentChildren;
}

/** Something that a person is told: at once if it has just happened. */
export function Alert({ kind, title, testId, onDismiss, takesFocus, children }: AlertProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (takesFocus) box.current?.focus();
  }, [takesFocus]);
  return (
    <div
      ref={box}
      class={`alert alert-${kind}`}
      role={kind === "danger" ? "alert" : "status"}
      tabIndex={-1}
      data-testid={testId}
    >
      <div class="alert-body">
        {title === undefined ? null : <h2 class="alert-title">{title}</h2>}
        {children}
      </div>
      {onDismiss === undefined ? null : (
        <button
          type="button"
          class="button-quiet button-icon"
          aria-label="Dismiss"
          onClick={onDismiss}
        >
          <CrossIcon />
        </button>
      )}
    </div>
  );
}
