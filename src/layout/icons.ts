/** Pictures of menus and rows, drawn for them: 16 by 16, in the color of the text. */
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
  home: icon('<path d="m2 7.5 6-5.25 6 5.25M3.5 6.5v7.25h9V6.5M6.5 13.75v-4h3v4"/>'),
  building: icon(
    '<path d="M2.75 14.25V2.75a1 1 0 0 1 1-1h5.5a1 1 0 0 1 1 1v11.5M10.25 6.25h2a1 1 0 0 1 1 1v7M1.5 14.25h13M5.25 4.75h2.5M5.25 7.75h2.5M5.25 10.75h2.5"/>',
  ),
  contact: icon(
    '<rect x="1.75" y="2.75" width="12.5" height="10.5" rx="2"/><circle cx="5.75" cy="7" r="1.5"/><path d="M3.5 10.75c.3-1.2 1.1-1.75 2.25-1.75S7.7 9.55 8 10.75M10 6.25h2.25M10 9.25h2.25"/>',
  ),
  link: icon(
    '<path d="M6.75 9.25a2.75 2.75 0 0 0 3.9 0l2.1-2.1a2.76 2.76 0 0 0-3.9-3.9l-.85.85M9.25 6.75a2.75 2.75 0 0 0-3.9 0l-2.1 2.1a2.76 2.76 0 0 0 3.9 3.9l.85-.85"/>',
  ),
  cloud: icon(
    '<path d="M4.5 12.75a2.9 2.9 0 0 1-.35-5.78 4 4 0 0 1 7.75.6 2.6 2.6 0 0 1-.15 5.18z"/>',
  ),
  chart: icon('<path d="M2 2v12h12M5 11V8M8.25 11V4.5M11.5 11V6.5"/>'),
  info: icon('<circle cx="8" cy="8" r="6.25"/><path d="M8 7.25v3.75M8 5v.01"/>'),
  pencil: icon('<path d="m2.25 13.75.6-3 8-8a1.4 1.4 0 0 1 2 0l.4.4a1.4 1.4 0 0 1 0 2l-8 8z"/>'),
  book: icon(
    '<path d="M3.25 12.5V3.25a1.5 1.5 0 0 1 1.5-1.5h8v9.5h-8a1.5 1.5 0 0 0 0 3h8v-3M6 4.75h4"/>',
  ),
  envelope: icon(
    '<rect x="1.75" y="3.25" width="12.5" height="9.5" rx="2"/><path d="m2.25 4.75 5.75 4.5 5.75-4.5"/>',
  ),
  forward: icon(
    '<path d="M8.75 3.5 13.5 8l-4.75 4.5v-2.75c-3 0-5 .75-6.25 2.75 0-4 2.5-6.25 6.25-6.25z"/>',
  ),
  copy: icon(
    '<rect x="5.25" y="5.25" width="9" height="9" rx="1.5"/><path d="M2.75 10.75h-.5v-8.5h8.5v.5"/>',
  ),
  bookmark: icon('<path d="M3.75 1.75h8.5v12.5L8 11l-4.25 3.25z"/>'),
  trash: icon(
    '<path d="M2.5 4h11M6 4V2.25h4V4M3.75 4l.6 9.75h7.3L12.25 4M6.5 6.75v4.5M9.5 6.75v4.5"/>',
  ),
  plus: icon('<path d="M8 2.75v10.5M2.75 8h10.5"/>'),
  refresh: icon('<path d="M13.25 8a5.25 5.25 0 1 1-1.6-3.75M13.5 1.75v3h-3"/>'),
  filter: icon('<path d="M1.75 3h12.5L9.5 8.75v4.5l-3-1.5v-3z"/>'),
  download: icon('<path d="M8 2v8M4.75 7 8 10.25 11.25 7M2.5 13.5h11"/>'),
  check: icon('<path d="m2.75 8.5 3.5 3.5 7-7.5"/>'),
  /** Two masks, one behind the other: who stands in for whom. */
  brand:
    '<svg class="brand-mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d="M9 3.5h11.5v7.25a5.75 5.75 0 0 1-5.75 5.75" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" opacity=".45"/><path d="M3.5 7.5H15v7.25a5.75 5.75 0 0 1-11.5 0z" fill="currentColor"/><path d="M6.25 12h1.5M10.75 12h1.5M7 15.75c1.3 1.1 3.2 1.1 4.5 0" fill="none" stroke="var(--surface)" stroke-width="1.5" stroke-linecap="round"/></svg>',
} as const;
