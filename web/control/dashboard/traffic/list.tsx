import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { scrolledTo, stepped, windowOf } from "./window.ts";

/** Items by their place; each has a key, which is no other's. */
interface Items<Item> {
  readonly count: number;
  readonly at: (index: number) => Item | undefined;
  /** -1 for one that is not there. */
  readonly indexOf: (key: string) => number;
}

interface ListProps<Item extends { readonly key: string }> {
  readonly label: string;
  readonly items: Items<Item>;
  /** On a narrow list a row has two lines. */
  readonly rowHeight: { readonly wide: number; readonly narrow: number };
  readonly selected: string | null;
  readonly onOpen: (item: Item) => void;
  readonly onClose: () => void;
  readonly onSearch: () => void;
  readonly classOf: (item: Item) => string;
  readonly children: (item: Item, index: number) => ComponentChildren;
  /** What stands above the list, of the first row that is seen. */
  readonly above: (first: Item) => ComponentChildren;
}

/** Narrower ones, in pixels, have rows of two lines. */
const narrowest = 760;

/**
 * A list of which only what is seen is drawn, and the row that the keyboard is at. What comes on top moves nothing that somebody
 * reads further down. Arrows move within it, Enter opens, Escape closes, a slash searches.
 */
export function List<Item extends { readonly key: string }>(props: ListProps<Item>) {
  const { items, selected } = props;
  const { count } = items;
  const [frame, setFrame] = useState<HTMLDivElement | null>(null);
  const [seen, setSeen] = useState({ scrollTop: 0, height: 600, width: 1_000 });
  const [active, setActive] = useState<string | null>(null);
  const isNarrow = seen.width < narrowest;
  const rowHeight = isNarrow ? props.rowHeight.narrow : props.rowHeight.wide;
  const { from, to } = windowOf({ count, rowHeight, ...seen });
  const firstSeen = Math.min(count - 1, Math.ceil(seen.scrollTop / rowHeight));
  const anchor = useRef<{ readonly key: string; readonly at: number } | null>(null);

  useLayoutEffect(() => {
    if (frame === null) return undefined;
    const read = () =>
      setSeen({
        scrollTop: frame.scrollTop,
        height: frame.clientHeight,
        width: frame.clientWidth,
      });
    read();
    const observer = new ResizeObserver(read);
    observer.observe(frame);
    frame.addEventListener("scroll", read, { passive: true });
    return () => {
      observer.disconnect();
      frame.removeEventListener("scroll", read);
    };
  }, [frame]);

  // The first row that is seen stays where it is, unless that is the newest: then the list goes on with what comes.
  useLayoutEffect(() => {
    const was = anchor.current;
    if (frame === null || was === null || frame.scrollTop < rowHeight) return;
    const now = items.indexOf(was.key);
    if (now >= 0 && now !== was.at) frame.scrollTop += (now - was.at) * rowHeight;
  }, [frame, items, rowHeight]);
  useLayoutEffect(() => {
    if (frame === null) return;
    const at = Math.min(count - 1, Math.floor(frame.scrollTop / rowHeight));
    const key = items.at(at)?.key;
    anchor.current = key === undefined ? null : { key, at };
  });

  const wanted = active ?? selected;
  const found = wanted === null ? -1 : items.indexOf(wanted);
  // Where the row is gone that the keyboard was at, it goes on from the first that is seen.
  const activeAt = found < 0 && active !== null ? firstSeen : found;
  function press(event: KeyboardEvent) {
    if (frame === null) return;
    const { clientHeight: height, scrollTop } = frame;
    const item = items.at(activeAt);
    if (event.key === "Enter" && item) props.onOpen(item);
    else if (event.key === "Escape") props.onClose();
    else if (event.key === "/") props.onSearch();
    else {
      const page = Math.max(1, Math.floor(height / rowHeight) - 1);
      const next = stepped(event.key, activeAt, count, page);
      const key = next === null ? undefined : items.at(next)?.key;
      if (next === null || key === undefined) return;
      setActive(key);
      frame.scrollTop = scrolledTo(next, { rowHeight, scrollTop, height });
    }
    event.preventDefault();
  }

  const drawn = Array.from({ length: to - from }, (_, index) => from + index);
  if (activeAt >= 0 && activeAt < from) drawn.unshift(activeAt);
  if (activeAt >= to) drawn.push(activeAt);
  const activeKey = items.at(activeAt)?.key;
  const first = items.at(firstSeen);
  return (
    <div class={`list ${isNarrow ? "list-narrow" : ""}`}>
      <div class="list-bar">
        {first === undefined ? null : props.above(first)}
        {seen.scrollTop >= rowHeight ? (
          <button type="button" class="button-quiet" onClick={() => frame?.scrollTo({ top: 0 })}>
            Jump to newest
          </button>
        ) : null}
      </div>
      <div
        ref={setFrame}
        class="list-frame"
        role="listbox"
        aria-label={props.label}
        tabIndex={0}
        aria-activedescendant={activeKey === undefined ? undefined : `row-${activeKey}`}
        onFocus={() => {
          if (activeAt < 0) setActive(items.at(firstSeen)?.key ?? null);
        }}
        onKeyDown={press}
      >
        <div class="list-whole" role="presentation" style={{ height: `${count * rowHeight}px` }}>
          {drawn.map((index) => {
            const item = items.at(index);
            // Rows are placed from the end: what comes on top leaves those as they are that were there.
            return item === undefined ? null : (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys of all its rows.
              // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus, and names the row that is meant.
              <div
                key={item.key}
                id={`row-${item.key}`}
                role="option"
                class={`list-row ${props.classOf(item)} ${activeAt === index ? "is-active" : ""}`}
                aria-selected={item.key === selected}
                aria-setsize={count}
                aria-posinset={index + 1}
                style={{ bottom: `${(count - 1 - index) * rowHeight}px`, height: `${rowHeight}px` }}
                onClick={() => {
                  setActive(item.key);
                  props.onOpen(item);
                }}
              >
                {props.children(item, index)}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
