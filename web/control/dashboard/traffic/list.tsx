import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { scrolledTo, stepped, windowOf } from "./window.ts";

interface ListProps<Item extends { readonly key: string }> {
  readonly label: string;
  readonly items: readonly Item[];
  /** On a narrow list a row has two lines. */
  readonly rowHeight: { readonly wide: number; readonly narrow: number };
  readonly selected: string | null;
  readonly onOpen: (item: Item) => void;
  readonly onClose: () => void;
  readonly classOf: (item: Item) => string;
  readonly children: (item: Item) => ComponentChildren;
}

/** Narrower ones, in pixels, have rows of two lines. */
const narrowest = 760;

/**
 * A list of which only what is seen is drawn. What comes on top moves nothing that somebody reads further down. Arrows move
 * within it, Enter opens, Escape closes.
 */
export function List<Item extends { readonly key: string }>(props: ListProps<Item>) {
  const { items, selected } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ scrollTop: 0, height: 600, width: 1_000 });
  const [active, setActive] = useState<string | null>(null);
  const isNarrow = seen.width < narrowest;
  const rowHeight = isNarrow ? props.rowHeight.narrow : props.rowHeight.wide;
  const { from, to } = windowOf({ count: items.length, rowHeight, ...seen });
  const anchor = useRef<string | null>(null);

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const read = () =>
      setSeen({
        scrollTop: element.scrollTop,
        height: element.clientHeight,
        width: element.clientWidth,
      });
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    element.addEventListener("scroll", read, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", read);
    };
  }, []);

  // The first row that is seen stays where it is, unless that is the newest: then the list goes on with what comes.
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element || anchor.current === null || element.scrollTop < rowHeight) return;
    const was = Number(element.dataset["at"] ?? 0);
    const now = items.findIndex(({ key }) => key === anchor.current);
    if (now >= 0 && now !== was) element.scrollTop += (now - was) * rowHeight;
  }, [items, rowHeight]);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const at = Math.min(items.length - 1, Math.floor(element.scrollTop / rowHeight));
    anchor.current = items[at]?.key ?? null;
    element.dataset["at"] = String(at);
  });

  const activeAt = items.findIndex(({ key }) => key === (active ?? selected));
  function press(event: KeyboardEvent) {
    const element = frame.current;
    if (!element) return;
    const { clientHeight: height, scrollTop } = element;
    const item = items[activeAt];
    if (event.key === "Enter" && item) props.onOpen(item);
    else if (event.key === "Escape") props.onClose();
    else {
      const page = Math.max(1, Math.floor(height / rowHeight) - 1);
      const next = stepped(event.key, activeAt, items.length, page);
      const key = next === null ? undefined : items[next]?.key;
      if (next === null || key === undefined) return;
      setActive(key);
      element.scrollTop = scrolledTo(next, { rowHeight, scrollTop, height });
    }
    event.preventDefault();
  }

  const top = () => frame.current?.scrollTo({ top: 0 });
  const isDrawn = activeAt >= from && activeAt < to;
  return (
    <div class={`list ${isNarrow ? "list-narrow" : ""}`}>
      {seen.scrollTop >= rowHeight ? (
        <button type="button" class="list-newest" onClick={top}>
          Jump to newest
        </button>
      ) : null}
      <div
        ref={frame}
        class="list-frame"
        role="listbox"
        aria-label={props.label}
        tabIndex={0}
        aria-activedescendant={isDrawn ? `row-${items[activeAt]?.key}` : undefined}
        onKeyDown={press}
      >
        <div
          class="list-whole"
          role="presentation"
          style={{ height: `${items.length * rowHeight}px` }}
        >
          {items.slice(from, to).map((item, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys of all its rows.
            // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus, and names the row that is meant.
            <div
              key={item.key}
              id={`row-${item.key}`}
              role="option"
              class={`list-row ${props.classOf(item)} ${activeAt === from + index ? "is-active" : ""}`}
              aria-selected={item.key === selected}
              aria-setsize={items.length}
              aria-posinset={from + index + 1}
              style={{ top: `${(from + index) * rowHeight}px`, height: `${rowHeight}px` }}
              onClick={() => {
                setActive(item.key);
                props.onOpen(item);
              }}
            >
              {props.children(item)}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
