/** Pictures of the menu, drawn for it: 16 by 16, in the color of the text. */
const icon = (drawing: string) =>
  `<svg class="icon" viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${drawing}</svg>`;

export const icons = {
  card: icon(
    '<rect x="1.75" y="3.25" width="12.5" height="9.5" rx="2"/><path d="M1.75 6.75h12.5M4.5 10h2.5"/>',
  ),
  users: icon(
    '<circle cx="6" cy="5.25" r="2.5"/><path d="M1.75 13.25c0-2.4 1.9-4 4.25-4s4.25 1.6 4.25 4M10.5 2.9a2.5 2.5 0 0 1 0 4.7M11.75 9.6c1.5.5 2.5 1.8 2.5 3.65"/>',
  ),
  key: icon('<circle cx="5" cy="11" r="3.25"/><path d="m7.4 8.6 6.1-6.1M11 5l2.25 2.25"/>'),
  file: icon(
    '<path d="M9.25 1.75h-5a1.5 1.5 0 0 0-1.5 1.5v9.5a1.5 1.5 0 0 0 1.5 1.5h7.5a1.5 1.5 0 0 0 1.5-1.5v-7zM9.25 1.75v4h4M8 8.5v3.5M6.25 10.25h3.5"/>',
  ),
  terminal: icon(
    '<rect x="1.75" y="2.75" width="12.5" height="10.5" rx="2"/><path d="m4.5 6 2 2-2 2M8.5 10.25h3"/>',
  ),
  issues: icon('<circle cx="8" cy="8" r="6.25"/><circle cx="8" cy="8" r="1.25"/>'),
  merge: icon(
    '<circle cx="4" cy="3.5" r="1.75"/><circle cx="4" cy="12.5" r="1.75"/><circle cx="12" cy="12.5" r="1.75"/><path d="M4 5.25v5.5M4 5.5c.5 3 2.75 5 6.25 6"/>',
  ),
  todo: icon(
    '<rect x="2" y="2" width="12" height="12" rx="2.5"/><path d="m5.25 8.25 2 2 3.75-4.25"/>',
  ),
  chevron: icon('<path d="m4.5 6.25 3.5 3.5 3.5-3.5"/>'),
  leave: icon(
    '<path d="M6.25 14h-2.5a1.5 1.5 0 0 1-1.5-1.5v-9a1.5 1.5 0 0 1 1.5-1.5h2.5M10.5 11l3-3-3-3M13.25 8h-7"/>',
  ),
  /** Two masks, one behind the other: who stands in for whom. */
  brand:
    '<svg class="brand-mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d="M9 3.5h11.5v7.25a5.75 5.75 0 0 1-5.75 5.75" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" opacity=".45"/><path d="M3.5 7.5H15v7.25a5.75 5.75 0 0 1-11.5 0z" fill="currentColor"/><path d="M6.25 12h1.5M10.75 12h1.5M7 15.75c1.3 1.1 3.2 1.1 4.5 0" fill="none" stroke="var(--surface)" stroke-width="1.5" stroke-linecap="round"/></svg>',
} as const;
