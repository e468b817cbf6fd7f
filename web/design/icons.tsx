import type { ComponentChildren } from "preact";

/** 16 by 16, in the color of the text. What it says is said beside it. */
const Icon = ({ children }: { readonly children: ComponentChildren }) => (
  <svg
    class="icon"
    viewBox="0 0 16 16"
    width="16"
    height="16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    {children}
  </svg>
);

export const CrossIcon = () => (
  <Icon>
    <path d="m4 4 8 8m0-8-8 8" />
  </Icon>
);

export const SyncIcon = () => (
  <Icon>
    <path d="M13.75 8a5.75 5.75 0 0 1-10.2 3.65M2.25 8a5.75 5.75 0 0 1 10.2-3.65M12.75 1.75v2.9h-2.9M3.25 14.25v-2.9h2.9" />
  </Icon>
);

export const CopyIcon = () => (
  <Icon>
    <rect x="5.25" y="5.25" width="8.5" height="8.5" rx="1.75" />
    <path d="M10.75 5.25v-1.5A1.5 1.5 0 0 0 9.25 2.25h-5.5a1.5 1.5 0 0 0-1.5 1.5v5.5a1.5 1.5 0 0 0 1.5 1.5h1.5" />
  </Icon>
);
