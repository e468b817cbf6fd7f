import { useState } from "preact/hooks";
import { Empty, Panel, Toggle } from "../pieces.tsx";
import { state } from "../store.ts";
import { ActivateCode } from "./activate-code.tsx";
import { Found } from "./found.tsx";
import { Sell } from "./sell.tsx";

export function SubscriptionsPanel() {
  const now = state.value;
  const [isSelling, setSelling] = useState(false);
  const [sold, setSold] = useState<string | null>(null);
  if (now === null) return <Panel title="Subscriptions">{null}</Panel>;
  if (now.policies === null) {
    return (
      <Panel title="Subscriptions" open>
        <p class="quiet">The portal is an external one, which sells by itself.</p>
        {now.edition === "ee" ? <ActivateCode /> : null}
      </Panel>
    );
  }
  const { subscriptions, totals } = now;
  return (
    <Panel title="Subscriptions" count={totals.subscriptions} open>
      {subscriptions.length === 0 ? <Empty title="Nothing was sold yet" /> : null}
      <div class="actions">
        <Toggle
          isOpen={isSelling}
          onClick={() => {
            setSelling(!isSelling);
            setSold(null);
          }}
        >
          Sell a subscription…
        </Toggle>
        {sold === null ? null : (
          <span role="status" class="quiet">
            {sold} is sold.
          </span>
        )}
      </div>
      {isSelling ? (
        <Sell
          onSold={(name) => {
            setSold(name);
            setSelling(false);
          }}
        />
      ) : null}
      <Found subscriptions={subscriptions} total={totals.subscriptions} />
    </Panel>
  );
}
