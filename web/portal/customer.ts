/** Lets a customer copy codes and license keys with one click. Without it they stand in fields, to be selected. */
for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copies]")) {
  const field = document.getElementById(button.dataset["copies"] ?? "");
  if (!(field instanceof HTMLInputElement)) continue;
  button.hidden = false;
  button.addEventListener("click", () => void copied(button, field.value));
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-copies-answer]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void copyAnswer(form);
  });
}

/** Asks for the key of a license, which is issued if there is none, and copies it. */
async function copyAnswer(form: HTMLFormElement) {
  const button = form.querySelector("button");
  const field = document.getElementById(form.dataset["copiesAnswer"] ?? "");
  if (!button || !(field instanceof HTMLTextAreaElement)) return form.submit();
  try {
    const key = await keyFor(form);
    // Whoever may not write to the clipboard finds it here.
    field.value = key;
    const details = field.closest("details");
    if (details) {
      details.hidden = false;
      details.open = true;
    }
    await copied(button, key);
  } catch {
    // The server says on a page why not.
    form.submit();
  }
}

async function keyFor(form: HTMLFormElement): Promise<string> {
  const response = await fetch(form.action, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams(
      [...new FormData(form)].map(([name, value]) => [name, String(value)]),
    ),
  });
  const answer: unknown = await response.json();
  if (!response.ok || !isKey(answer)) throw new Error(`HTTP ${response.status}`);
  return answer.key;
}

const isKey = (answer: unknown): answer is { readonly key: string } =>
  typeof answer === "object" &&
  answer !== null &&
  "key" in answer &&
  typeof answer.key === "string";

const words = new WeakMap<HTMLButtonElement, string>();

/** Copies a text, and says on the button whether that went well. */
async function copied(button: HTMLButtonElement, text: string) {
  const usual = words.get(button) ?? button.textContent ?? "";
  words.set(button, usual);
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Could not be copied: select it";
  }
  announcement.textContent = button.textContent;
  button.addEventListener(
    "blur",
    () => {
      button.textContent = usual;
    },
    { once: true },
  );
}

/** For whoever does not see the button. */
const announcement = document.createElement("p");
announcement.className = "visually-hidden";
announcement.setAttribute("aria-live", "polite");
document.body.append(announcement);

export {};
