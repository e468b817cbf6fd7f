/*
 * The mailbox works without this. With it, new mails appear as they are written, mails open without the page around them
 * being loaded again, and the code is copied. What is shown is always what the server writes: this puts it in its place.
 */

const part = (within: Document, id: string) => within.getElementById(id);

/** Puts parts of a page as it is written now in the place of those that are shown. Focus and scrolling stay. */
function put(page: Document, ids: readonly string[]) {
  const { activeElement } = document;
  const focused = activeElement instanceof HTMLAnchorElement ? activeElement.href : null;
  const top = part(document, "mailbox-list")?.scrollTop ?? 0;
  for (const id of ids) {
    const [shown, fresh] = [part(document, id), part(page, id)];
    if (shown && fresh) shown.replaceWith(document.importNode(fresh, true));
  }
  part(document, "mailbox-list")?.scrollTo(0, top);
  if (focused === null || activeElement?.isConnected) return;
  [...document.querySelectorAll("a")].find(({ href }) => href === focused)?.focus();
}

async function written(address: string): Promise<Document | null> {
  const response = await fetch(address, { headers: { accept: "text/html" } });
  if (response.status === 401) location.reload();
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return part(page, "mailbox-list") ? page : null;
}

/** Counts where the reader went, so that an answer that comes late changes nothing. */
let way = 0;

async function go(address: string, { isNew }: { isNew: boolean }) {
  way += 1;
  const mine = way;
  const page = await written(address).catch(() => null);
  if (mine !== way) return;
  if (page === null) return location.assign(address);
  if (isNew) history.pushState(null, "", address);
  put(page, ["mailbox-list", "mailbox-view"]);
  document.title = page.title;
  document.body.className = page.body.className;
  offerCopying();
}

/** The list and the delivery of the mail that is open, as they are now. Asked once more if more has happened meanwhile. */
let isRefreshing = false;
let isStale = false;

async function refresh() {
  isStale = true;
  if (isRefreshing) return;
  isRefreshing = true;
  while (isStale) {
    isStale = false;
    const mine = way;
    const page = await written(location.href).catch(() => undefined);
    if (page === undefined || mine !== way) continue;
    // The mail that is open is gone.
    if (page === null) return location.assign("/mailbox");
    const known = new Set(ids());
    put(page, ["mailbox-list", "mail-delivery"]);
    if (!part(document, "mail-delivery")) put(page, ["mailbox-view"]);
    for (const link of links()) {
      if (!known.has(link.dataset["mail"])) link.parentElement?.classList.add("is-new");
    }
  }
  isRefreshing = false;
}

const links = () => [...document.querySelectorAll<HTMLElement>("[data-mail]")];
const ids = () => links().map(({ dataset }) => dataset["mail"]);

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const button = event.target.closest<HTMLElement>("[data-copy]");
  if (button) return void copy(button);
  const link = event.target.closest<HTMLAnchorElement>(
    ".mail-link, .mail-view, .mailbox-back a, .mailbox-pages a, #mailbox-list .empty a",
  );
  const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey);
  if (!link || !isPlain) return;
  event.preventDefault();
  void go(link.href, { isNew: true });
});

document.addEventListener("submit", (event) => {
  if (!(event.target instanceof HTMLFormElement) || !event.target.matches(".mailbox-search"))
    return;
  event.preventDefault();
  void search(event.target);
});

document.addEventListener("input", (event) => {
  if (!(event.target instanceof HTMLInputElement) || event.target.id !== "mailbox-search") return;
  if (event.target.form) void search(event.target.form);
});

function search(form: HTMLFormElement) {
  const text = String(new FormData(form).get("q") ?? "");
  const address = new URL(location.href);
  address.searchParams.delete("page");
  if (text === "") address.searchParams.delete("q");
  else address.searchParams.set("q", text);
  history.replaceState(null, "", address);
  return go(address.href, { isNew: false });
}

addEventListener("popstate", () => void go(location.href, { isNew: false }));

/** A button that would do nothing is not shown. */
function offerCopying() {
  for (const button of document.querySelectorAll<HTMLElement>("[data-copy]")) button.hidden = false;
}

async function copy(button: HTMLElement) {
  const words = button.querySelector("span");
  const done = await navigator.clipboard.writeText(button.dataset["copy"] ?? "").then(
    () => true,
    () => false,
  );
  // Where nothing may be copied for people, they can do it themselves.
  const field = part(document, "mail-code");
  if (!done && field instanceof HTMLInputElement) field.select();
  if (words) words.textContent = done ? "Copied" : "Press Ctrl+C";
}

const state = part(document, "mailbox-state");
const live = state?.querySelector<HTMLElement>(".mailbox-live");

/** Listens from where the page was written on. The browser connects again by itself. */
function listen() {
  const after = state?.dataset["after"] ?? "";
  const query = new URLSearchParams({ after });
  for (const kind of ["mail", "mailbox-cleared"]) query.append("kind", kind);
  const events = new EventSource(`/events?${query}`);
  const show = (isOn: boolean) => {
    if (!live) return;
    live.hidden = false;
    live.classList.toggle("is-off", !isOn);
    live.textContent = isOn ? "Live" : "Connecting…";
  };
  events.addEventListener("open", () => show(true));
  events.addEventListener("error", () => show(false));
  for (const kind of ["mail", "mailbox-cleared", "missed"]) {
    events.addEventListener(kind, () => void refresh());
  }
}

offerCopying();
listen();
