import type { State } from "../../../../src/package/verbs.ts";

/** Users that take a seat, beside the seats that were bought. */
export function SeatsTile({ state }: { readonly state: State }) {
  const { users, currentLicense } = state;
  const seats = currentLicense?.seats ?? null;
  const isOver = seats !== null && users.billable > seats;
  return (
    <div class={`strip-tile ${isOver ? "strip-tile-danger" : ""}`}>
      <h2>Seats used</h2>
      <p class="strip-value">
        {users.billable}
        <span class="strip-of">
          {currentLicense === null ? " users" : seats === null ? " of unlimited" : ` of ${seats}`}
        </span>
      </p>
      {seats === null ? null : (
        <meter
          class="strip-meter"
          aria-label="Seats used"
          min={0}
          max={Math.max(seats, 1)}
          value={Math.min(users.billable, seats)}
        />
      )}
      <p class="quiet">
        {isOver
          ? `${users.billable - seats} more than were bought. `
          : users.billable === seats
            ? "All are taken. "
            : ""}
        <a href="#seats" class="strip-about">
          Over time
        </a>
      </p>
    </div>
  );
}
