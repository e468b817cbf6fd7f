import { render } from "preact";

const mount = document.querySelector<HTMLElement>("#js-show-subscription-page");
if (mount) render(<p>Subscription</p>, mount);
