import { useState } from "preact/hooks";
import type { Explanation, Seats } from "../../../../src/package/verbs.ts";
import { Foreign } from "../../../design/foreign.tsx";
import { emulator } from "../emulator.ts";
import { Problem, useAction } from "../pieces.tsx";

interface RenewalProps {
  readonly seats: Seats;
  readonly explained: Explanation | null;
  readonly onExplained: (explained: Explanation | null) => void;
}

/** Asks whether a license would be admitted, and says why. Installs nothing. */
export function Renewal({ seats, explained, onExplained }: RenewalProps) {
  const current = seats.terms.find((term) => term.current) ?? null;
  const [count, setCount] = useState(String(seats.seats ?? 100));
  const [trueUp, setTrueUp] = useState("");
  const [kind, setKind] = useState<"file" | "cloud" | "paste">("file");
  const [pasted, setPasted] = useState("");
  const action = useAction(async () => {
    const text =
      kind === "paste" ? pasted : (await emulator.portalLicenses.write(attributes())).license;
    onExplained(await emulator.licenses.explain(text));
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
  return (
    <section class="seats-renewal" aria-labelledby="seats-renewal">
      <h3 id="seats-renewal">Would a renewal be admitted?</h3>
      <form
        class="seats-form"
        onSubmit={(event) => {
          event.preventDefault();
          void action.run();
        }}
      >
        <label class="field">
          Renewed as
          <select
            value={kind}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              setKind(chosen === "cloud" || chosen === "paste" ? chosen : "file");
              onExplained(null);
            }}
          >
            <option value="file">a license file</option>
            <option value="cloud">a cloud license</option>
            <option value="paste">a license file of mine</option>
          </select>
        </label>
        {kind === "paste" ? (
          <label class="field seats-paste">
            License file
            <textarea
              rows={3}
              value={pasted}
              onInput={(event) => setPasted(event.currentTarget.value)}
            />
            <input
              type="file"
              aria-label="Choose a license file"
              onChange={(event) =>
                void event.currentTarget.files?.[0]?.slice(0, 1_000_000).text().then(setPasted)
              }
            />
          </label>
        ) : (
          <>
            <label class="field">
              Seats
              <input
                type="number"
                min={0}
                required={true}
                value={count}
                onInput={(event) => setCount(event.currentTarget.value)}
              />
            </label>
            <label class="field">
              Paid true-up
              <input
                type="number"
                min={0}
                placeholder="none"
                value={trueUp}
                onInput={(event) => setTrueUp(event.currentTarget.value)}
              />
            </label>
          </>
        )}
        <button type="submit" aria-disabled={action.busy ? "true" : undefined}>
          Ask
        </button>
      </form>
      <Problem text={action.error} />
      {explained ? <Verdict explained={explained} onFile={() => setKind("file")} /> : null}
    </section>
  );
}

function Verdict({ explained, onFile }: { explained: Explanation; onFile: () => void }) {
  const { verdict, messages, problems, rule, inWords, license } = explained;
  const texts = inWords ?? { past: "", compared: [], remedies: [] };
  return (
    <div class="seats-verdict" role="status">
      <p class={`badge ${verdict === "admitted" ? "seats-admitted" : "seats-refused"}`}>
        {verdict === "admitted" ? "Admitted" : "Refused"} on {explained.today}
      </p>
      {messages.map((message) => (
        <blockquote key={message}>
          <Foreign text={message} />
        </blockquote>
      ))}
      {problems.map((problem) => (
        <p key={problem}>
          <Foreign text={problem} />
        </p>
      ))}
      {license && rule === "cloud-license" ? (
        <p>
          The rules about seats pass over a cloud license: what is used is paid.{" "}
          <button type="button" class="button-quiet" onClick={onFile}>
            Ask of a license file
          </button>
        </p>
      ) : null}
      {texts.compared.length > 0 ? (
        <>
          <p>{texts.past}.</p>
          <ol class="seats-steps">
            {texts.compared.map((step) => (
              <li key={step}>{step}.</li>
            ))}
          </ol>
        </>
      ) : null}
      {texts.remedies.length > 0 ? (
        <>
          <h4>What would pass</h4>
          <ul>
            {texts.remedies.map((remedy) => (
              <li key={remedy}>{remedy}</li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
