const key = "understudy-open-faults";

/** The groups that are open: remembered by this tab alone. */
export const openGroups = {
  get: (): ReadonlySet<string> => new Set((sessionStorage.getItem(key) ?? "").split(" ")),
  set(name: string, isOpen: boolean) {
    const open = new Set(this.get());
    if (isOpen) open.add(name);
    else open.delete(name);
    sessionStorage.setItem(key, [...open].filter(Boolean).join(" "));
  },
};
