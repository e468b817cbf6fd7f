/*
 * Whoever comes from the dashboard has typed the token in this tab already. A text that was refused is not sent again: the
 * page says so then.
 */
import { controlToken } from "./dashboard/token.ts";
import { canBeToken } from "./dashboard/token-text.ts";

const field = document.querySelector<HTMLInputElement>("input[name=token]");
const token = controlToken.get();
const wasRefused = document.querySelector("[role=alert]") !== null;
if (field?.form && token !== null && canBeToken(token) && !wasRefused) {
  field.value = token;
  field.form.requestSubmit();
}
