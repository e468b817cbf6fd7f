import { places } from "./links.tsx";

const tracking = (event: string, property: string) => ({
  "data-event-tracking": event,
  "data-event-property": property,
});

/** Source: page contract, credit purchase card. */
export const CreditsCard = ({
  purchaseUrl,
  property,
}: {
  /** Empty where credits cannot be bought. */
  readonly purchaseUrl: string;
  /** Where the card is. */
  readonly property: string;
}) => (
  <section class="card" aria-labelledby="credits-title">
    <div class="card-head">
      <h2 id="credits-title">GitLab Credits</h2>
    </div>
    <div class="card-body stack">
      <p class="quiet">
        Credits pay for what is used by consumption.{" "}
        {/* biome-ignore lint/a11y/noAmbiguousAnchorText: the product's words */}
        <a
          href={places.creditsDocs}
          target="_blank"
          rel="noopener noreferrer"
          data-testid="credit-purchase-card-learn-more-link"
          {...tracking("click_learn_more_link_on_sm_credits_card", property)}
        >
          Learn more
        </a>
      </p>
      <div class="actions">
        {purchaseUrl === "" ? null : (
          <a
            class="button"
            href={purchaseUrl}
            target="_blank"
            rel="noopener noreferrer"
            data-testid="credit-purchase-card-cta-button"
            {...tracking("click_purchase_credits_cta_on_sm_credits_card", property)}
          >
            Purchase credits
          </a>
        )}
        <a
          class="button"
          href={places.credits}
          target="_blank"
          rel="noopener noreferrer"
          data-testid="credit-purchase-card-explore-pricing-button"
          {...tracking("click_explore_pricing_cta_on_sm_credits_card", property)}
        >
          Explore pricing
        </a>
      </div>
    </div>
  </section>
);
