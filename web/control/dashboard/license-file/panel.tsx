import { useId, useState } from "preact/hooks";
import { maxLicenseBytes } from "../../../../src/base/file-limits.ts";
import type { Explanation } from "../../../../src/package/verbs.ts";
import { emulator } from "../emulator.ts";
import { WhatIsInIt } from "../explanation/what-is-in-it.tsx";
import { FileDrop } from "../file-drop.tsx";
import { textOf } from "../file-text.ts";
import { Came, useInstalling } from "../installing.tsx";
import { ActionButton, Panel, Problem, useAction } from "../pieces.tsx";
import { state } from "../store.ts";

/** A license file: what it says, what would become of it, and the upload of it. */
export const LicenseFilePanel = () =>
  state.value?.edition === "ee" ? (
    <Panel title="License file">
      <LicenseFile />
    </Panel>
  ) : null;

function LicenseFile() {
  const [text, setText] = useState("");
  const [explained, setExplained] = useState<Explanation | null>(null);
  const id = useId();
  const upload = useInstalling(async (license: string) => {
    const came = await emulator.licenses.upload(license);
    if (came.errors.length === 0) forget("");
    else setExplained(await emulator.licenses.explain(license));
    return came;
  });
  const explain = useAction(async (license: string) => {
    setExplained(await emulator.licenses.explain(license));
  });
  const take = useAction(async (file: File) => {
    forget("");
    upload.forget();
    const license = await textOf(file, "a license file", maxLicenseBytes);
    setText(license);
    await explain.run(license);
  });
  function forget(typed: string) {
    setText(typed);
    setExplained(null);
    explain.forget();
  }
  return (
    <>
      <FileDrop
        label="Drop a license file, or choose one"
        hint="What is in it is shown first. Nothing is uploaded by that."
        onFile={(file) => void take.run(file)}
      />
      <div class="field">
        <label for={id}>Or paste its text</label>
        <textarea
          id={id}
          class="license-file-text"
          rows={3}
          spellcheck={false}
          value={text}
          onInput={(event) => {
            const { value } = event.currentTarget;
            forget(value);
            take.forget();
            upload.forget();
            if (event.inputType === "insertFromPaste" && value.trim() !== "") {
              void explain.run(value);
            }
          }}
        />
      </div>
      <div class="actions">
        <ActionButton
          action={{ busy: explain.busy, run: () => explain.run(text) }}
          disabled={text.trim() === ""}
        >
          What is in it?
        </ActionButton>
        <ActionButton
          action={{ busy: upload.busy, run: () => upload.run(text) }}
          class="button-primary"
          disabled={text.trim() === ""}
        >
          Upload
        </ActionButton>
      </div>
      <Problem text={take.error ?? explain.error ?? upload.error} />
      <Came came={upload.came} verb="uploaded" onDismiss={upload.forget} />
      {explained === null ? null : (
        <WhatIsInIt explained={explained} isSaid={upload.came !== null} />
      )}
    </>
  );
}
