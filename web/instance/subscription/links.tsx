import type { ComponentChildren } from "preact";

interface OutsideProps {
  readonly href: string;
  readonly children: ComponentChildren;
  readonly class?: string;
  readonly testId?: string;
}

/** A link that leaves the instance, in a tab of its own. */
export const Outside = ({ href, children, class: name, testId }: OutsideProps) => (
  <a href={href} class={name} target="_blank" rel="noopener noreferrer" data-testid={testId}>
    {children}
  </a>
);

export const places = {
  activating: "https://docs.gitlab.com/administration/license/",
  connectivity: "https://docs.gitlab.com/administration/license/#verify-your-connection",
  support: "https://about.gitlab.com/support/",
  terms: "https://about.gitlab.com/terms/",
  pricing: "https://about.gitlab.com/pricing/",
  credits: "https://about.gitlab.com/pricing/",
  creditsDocs: "https://docs.gitlab.com/subscriptions/gitlab_credits/",
  silentMode: "https://docs.gitlab.com/administration/silent_mode/",
  ultimate: "https://about.gitlab.com/pricing/ultimate/",
} as const;
