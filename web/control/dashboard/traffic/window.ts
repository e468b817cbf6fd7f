/** Which rows of a list of rows of one height are drawn: from one to before another. */
export function windowOf(given: {
  readonly count: number;
  readonly rowHeight: number;
  readonly scrollTop: number;
  readonly height: number;
}): { readonly from: number; readonly to: number } {
  const { count, rowHeight, scrollTop, height } = given;
  const beyond = 8;
  const first = Math.floor(scrollTop / rowHeight);
  const last = Math.ceil((scrollTop + height) / rowHeight);
  return {
    from: Math.max(0, Math.min(count, first - beyond)),
    to: Math.min(count, last + beyond),
  };
}

/** Where a list goes so that a row is wholly seen: nowhere if it is. */
export function scrolledTo(
  index: number,
  { rowHeight, scrollTop, height }: Record<"rowHeight" | "scrollTop" | "height", number>,
): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - height);
}

/** Where a key leads in a list; null if it leads nowhere. */
export function stepped(key: string, at: number, count: number, page: number): number | null {
  if (count === 0) return null;
  const to = {
    ArrowDown: at + 1,
    ArrowUp: at < 0 ? 0 : at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  }[key];
  return to === undefined ? null : Math.max(0, Math.min(count - 1, to));
}
