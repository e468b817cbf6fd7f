import { licenseKeyOf } from "../../stories/start/license-key-of.ts";
import { controlClient } from "../../support/control-client.ts";
import type { TestEmulator } from "../../support/emulator-on.ts";

/** What an instance of today reports, without its key. */
export const aReport = {
  gitlab_version: "17.6.1-ee",
  timestamp: "2025-05-21T12:00:11Z",
  max_historical_user_count: 2,
  billable_users_count: 1,
  hostname: "gitlab.example.com",
  instance_id: "8d0d0f5c-8d6d-4f0a-9c62-0f1d2f0a3b4c",
  unique_instance_id: "0a0b0c0d-1111-5222-8333-444455556666",
  add_on_metrics: [{ add_on_type: "duo_enterprise", purchased_seats: 10, assigned_seats: 3 }],
};

/** The subscription's key, and a way to send reports to the portal that issued it. */
export async function soldOn(emulator: TestEmulator, order: object = {}) {
  const { body: subscription } = await emulator.control.post("/portal/subscriptions", order);
  const key = await licenseKeyOf(emulator.ready, subscription.activationCode);
  const url = emulator.ready.portal?.url ?? "";
  const send = (body: unknown) => controlClient(url).post("/api/v1/seat_links", body);
  const reports = async () =>
    (await emulator.control.get(`/portal/subscriptions/${subscription.name}/reports`)).body;
  return { key, send, reports };
}
