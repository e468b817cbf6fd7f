import { render } from "preact";
import { App } from "./app.tsx";
import { takeTokenFromAddress } from "./token.ts";

const mount = document.querySelector<HTMLElement>("#dashboard");
if (mount) {
  takeTokenFromAddress();
  // What the page has shown without the script makes room for it.
  mount.replaceChildren();
  render(<App />, mount);
}
