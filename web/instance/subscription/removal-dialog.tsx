import { Dialog } from "../../design/dialog.tsx";

interface RemovalProps {
  readonly isPending: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

export const RemovalDialog = ({ isPending, onConfirm, onClose }: RemovalProps) => (
  <Dialog
    title="Remove license"
    onClose={onClose}
    actions={
      <>
        <button type="button" onClick={onClose}>
          Cancel
        </button>
        <button
          type="button"
          class="button-danger"
          data-testid="confirm-remove-license-button"
          aria-busy={isPending}
          onClick={onConfirm}
        >
          {isPending ? <span class="spinner" aria-hidden="true" /> : null}
          Remove license
        </button>
      </>
    }
  >
    <p>Are you sure you want to remove the license?</p>
  </Dialog>
);
