import { useState } from "preact/hooks";
import { maxLicenseBytes } from "../../../../src/base/file-limits.ts";
import { largestCount } from "../../../../src/base/largest-count.ts";
import type { Explanation, Seats } from "../../../../src/package/verbs.ts";
import { emulator } from "../emulator.ts";
import { FileDrop } from "../file-drop.tsx";
import { textOf } from "../file-text.ts";
import { Problem, useAction } from "../pieces.tsx";
import { Verdict } from "./verdict.tsx";

/** A license that somebody has asked about. */
export interface Asked {
  readonly text: string;
  /** The license that it was made to follow, by its row; undefined for one that is somebody's own. */
  readonly follows: number | null | undefined;
}

/** The row of the license in force; null if none is. */
export const rowInForce = (terms: Seats["terms"]): number | null =>
  terms.find(({ current }) => current)?.row ?? null;

type Kind = "file" | "cloud" | "paste";

interface RenewalProps {
  readonly seats: Seats;
  readonly explained: Explanation | null;
  /** Whether what was asked about followed a license that is in force no more. */
  readonly isOutdated: boolean;
  readonly onAsked: (asked: Asked) => Promise<void>;
  readonly onForget: () => void;
  /** Shows a day in the chart. */
  readonly onDay: (day: string) => void;
}

/** Asks whether a license would be admitted, and says why. Installs nothing. */
export function Renewal({ seats, explained, isOutdated, onAsked, onForget, onDay }: RenewalProps) {
  const current = seats.terms.find((term) => term.current) ?? null;
  const [typed, setTyped] = useState<string | null>(null);
  const count = typed ?? String(seats.seats ?? 100);
  const [trueUp, setTrueUp] = useState("");
  const [kind, setKind] = useState<Kind>("file");
  const [pasted, setPasted] = useState("");
  const action = useAction(async (own: string | null) => {
    if (own !== null) return onAsked({ text: own, follows: undefined });
    const { license } = await emulator.portalLicenses.write(attributes());
    return onAsked({ text: license, follows: rowInForce(seats.terms) });
  });
  function attributes() {
    const expiresOn = current?.expiresOn ?? seats.today;
    const startsOn = expiresOn > seats.today ? expiresOn : seats.today;
    return {
      licensee: { Name: "Example Admin", Email: "admin@example.com", Company: "Example Company" },
      issued_at: startsOn,
      expires_at: `${String(Number(startsOn.slice(0, 4)) + 1).padStart(4, "0")}${startsOn.slice(4).replace("02-29", "02-28")}`,
      cloud_licensing_enabled: kind === "cloud",
      restrictions: {
        plan: current?.plan ?? "premium",
        active_user_count: Number(count),
        ...(current?.seats != null && { previous_user_count: current.seats }),
        ...(trueUp !== "" &&
          seats.window && {
            trueup_quantity: Number(trueUp),
            trueup_from: seats.window.from,
            trueup_to: seats.window.to,
          }),
      },
    };
  }
  function change(next: Kind) {
    setKind(next);
    take.forget();
    action.forget();
    onForget();
  }
  const take = useAction(async (file: File) => {
    change("paste");
    const text = await textOf(file, "a license file", maxLicenseBytes);
    setPasted(text);
    await action.run(text);
  });
  return (
    <section class="seats-renewal" aria-labelledby="seats-renewal">
      <h3 id="seats-renewal">Would a renewal be admitted?</h3>
      <form
        class="seats-form"
        onSubmit={(event) => {
          event.preventDefault();
          void action.run(kind === "paste" ? pasted : null);
        }}
      >
        <label class="field">
          Renewed as
          <select
            value={kind}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              change(chosen === "cloud" || chosen === "paste" ? chosen : "file");
            }}
          >
            <option value="file">a license file</option>
            <option value="cloud">a cloud license</option>
            <option value="paste">a license file of mine</option>
          </select>
        </label>
        {kind === "paste" ? (
          <div class="seats-paste">
            <FileDrop
              label="Drop a license file, or choose one"
              hint="Nothing is installed by that."
              onFile={(file) => void take.run(file)}
            />
            <label class="field">
              Or paste its text
              <textarea
                rows={3}
                spellcheck={false}
                value={pasted}
                onInput={(event) => {
                  setPasted(event.currentTarget.value);
                  onForget();
                }}
              />
            </label>
          </div>
        ) : (
          <>
            <label class="field">
              Seats
              <input
                type="number"
                min={0}
                max={largestCount}
                required={true}
                value={count}
                onInput={(event) => setTyped(event.currentTarget.value)}
              />
            </label>
            <label class="field">
              Paid true-up
              <input
                type="number"
                min={0}
                max={largestCount}
                placeholder="none"
                value={trueUp}
                onInput={(event) => setTrueUp(event.currentTarget.value)}
              />
            </label>
          </>
        )}
        <button type="submit" aria-disabled={action.busy ? "true" : undefined}>
          Ask
          {action.busy ? <span class="spinner" /> : null}
        </button>
      </form>
      <p class="quiet">Nothing is installed. It is judged again as users and licenses change.</p>
      <Problem text={take.error ?? action.error} />
      {isOutdated ? (
        <p role="status">Another license is in force since it was judged: ask again.</p>
      ) : null}
      {explained ? (
        <Verdict explained={explained} onFile={() => change("file")} onDay={onDay} />
      ) : null}
    </section>
  );
}
