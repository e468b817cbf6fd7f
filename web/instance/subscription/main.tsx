import { render } from "preact";
import { App } from "./app.tsx";
import { clientFor } from "./client.ts";
import { settingsOf } from "./settings.ts";

const mount = document.querySelector<HTMLElement>("#js-show-subscription-page");
if (mount) {
  const settings = settingsOf(mount);
  // What the page has shown without the script makes room for it.
  mount.replaceChildren();
  render(<App client={clientFor(settings)} settings={settings} />, mount);
}
