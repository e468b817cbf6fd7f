import { expect } from "vitest";
import type { Onlooker } from "../../support/onlooker.ts";
import { impersonator } from "../../support/portal-customer.ts";
import { portalStaff } from "../../support/portal-visitor.ts";
import type { Promises } from "./promise.ts";

const subscription = async ({ control }: Onlooker, name: string) =>
  (await control.get(`/portal/subscriptions/${name}`)).body;

/** The number of the portal's customer whom a scenario sells to: the first is whom the ready line's code was sold to. */
const ada = 2;

/** Staff at the subscriptions of that customer. */
async function atZuoraSubscriptions(at: Onlooker) {
  const staff = await portalStaff(at.emulator);
  await staff.show(`/admin/customer/${ada}/zuora_subscriptions`);
  return staff;
}

/** How many mails have brought a code. */
const codeMails = async (at: Onlooker, code: string) =>
  (await at.mailsTo("ada@example.com")).filter(({ text }) => text.includes(code)).length;

/** Source: support handbook, sections 1, 2, 3, 6 and 7. */
export const handbook: Promises = {
  async "off-cloud-licensing"(at) {
    const { licenseNumber } = at.values.new;
    const before = await at.inForce();
    await at.control.post("/console", { input: "License.find(1001).destroy" });

    expect(before).toMatchObject({ type: "online_cloud", company: "Old Entity AG" });
    expect(await at.inForce()).toBeNull();
    expect(await at.upload(licenseNumber)).toBeNull();
    expect(await at.inForce()).toMatchObject({ type: "legacy_license", company: "New Entity AG" });
    expect((await at.mailsTo("ada@example.com")).map(({ subject }) => subject)).toContain(
      "Your GitLab License File",
    );
    return [];
  },

  async "onto-cloud-licensing"(at) {
    const { activationCode, name } = at.values.code;
    const before = await at.inForce();
    const { errors, license } = await at.activate(activationCode);

    expect(await codeMails(at, activationCode)).toBe(1);
    expect(before.company).toBe("Old Entity AG");
    expect(errors).toEqual([]);
    expect(license).toMatchObject({ type: "online_cloud", company: "New Entity AG" });
    expect((await subscription(at, name)).features.cloudLicensing).toBe("yes");
    return [];
  },

  async "switch-to-cloud-licensing"(at) {
    const { name } = at.values.sold;
    const staff = await atZuoraSubscriptions(at);
    await staff.submitAndLook("generate_activation_code");
    const { activationCode, features } = await subscription(at, name);
    const ofUse = await at.activate(activationCode);

    expect(await codeMails(at, activationCode)).toBe(1);
    expect(features.cloudLicensing).toBe("no");
    expect(ofUse.errors).toEqual([]);
    expect((await subscription(at, name)).features.cloudLicensing).toBe("yes");
    return [];
  },

  async "activation-mail-lost"(at) {
    const { activationCode, name } = at.values.code;
    const staff = await portalStaff(at.emulator);

    const before = await codeMails(at, activationCode);
    const { html } = await staff.show(`/admin/cloud_activation?query=${activationCode}`);
    const [envelope = ""] = /\/admin\/cloud_activation\/\d+\/resend/.exec(html) ?? [];
    await staff.show(envelope);
    await staff.submitAndLook(envelope);
    const after = await codeMails(at, activationCode);

    const customer = await impersonator(at.emulator, ada);
    const card = await customer.show("/subscriptions");

    expect([before, after]).toEqual([1, 2]);
    expect(card.html).toContain(activationCode);
    expect(card.words).toContain(name);
    return [];
  },

  async "how-many-users"(at) {
    const administrator = await at.administrator();
    const { words } = await administrator.show("/admin/users");
    const { body } = await at.control.get("/licenses/info");

    expect(words).toContain("Active 12");
    expect(body).toMatchObject({ activeUsers: 12, seats: 10 });
    return [];
  },

  async "license-file-over-seats"(at) {
    const { licenseNumber } = at.values.renewed;
    const message = await at.upload(licenseNumber);
    const { remedies, text } = await at.explain(licenseNumber);

    expect(remedies).toContainEqual(expect.objectContaining({ kind: "more-seats", seats: 12 }));
    return [message, text];
  },

  async "minus-five-users"(at) {
    const { licenseNumber } = at.values.sold;
    const byOldRules = await at.upload(licenseNumber);
    await at.command("settings set --rules today");
    const byRulesOfToday = await at.upload(licenseNumber);

    expect(byOldRules).toBe(
      "During the year before this license started, this GitLab installation had 0 active users, exceeding this license's limit of 5 by -5 users. Please upload a license for at least 0 users or contact sales at renewals@gitlab.com",
    );
    expect(byRulesOfToday).toMatch(/currently has 7 active users, .* limit of 5 by 2 users\./);
    return [byOldRules];
  },

  async "true-up-too-small"(at) {
    const { licenseNumber } = at.values.renewed;
    const message = await at.upload(licenseNumber);
    const { body } = await at.control.post(`/portal/licenses/${licenseNumber}/duplicate`, {});
    await at.command(`portal license edit ${body.number} --true-up 3`);

    expect(message).toMatch(
      /^You have applied a True-up for 2 users but you need one for 3 users\./,
    );
    expect(await at.upload(body.number)).toBeNull();
    return [message];
  },

  async "activation-in-the-explorer"(at) {
    const before = await at.inForce();
    const { errors, license } = await at.activate(at.values.new.activationCode);

    expect(before.type).toBe("online_cloud");
    expect(errors).toEqual([]);
    expect(license).toMatchObject({
      activatedAt: "2023-07-28",
      startsAt: "2023-07-04",
      usersInLicenseCount: 10,
      lastSync: "2023-07-28T18:34:14Z",
    });
    expect((await (await at.administrator()).show("/-/graphql-explorer")).status).toBe(200);
    return ["errors"];
  },

  async "hosted-subscription"(at) {
    const { name } = at.values.sold;
    const before = await subscription(at, name);
    await at.command(`portal link-group ${name} example-group`);

    expect(before).toMatchObject({ activationCode: null, group: null });
    expect((await at.control.get("/hosted/groups")).body).toMatchObject([
      { path: "example-group", plan: "ultimate", seats: 5 },
    ]);
    return [];
  },

  async "hosted-without-group"(at) {
    const { name } = at.values.sold;
    const said = await at.command(`portal link-group ${name} ada`);
    await at.control.post("/hosted/groups", { name: "Example Group", owner: "ada" });
    await at.command(`portal link-group ${name} example-group`);

    expect(said).toMatch(/no .*group/);
    expect((await subscription(at, name)).group).toMatchObject({ name: "Example Group" });
    return [said];
  },

  async "hosted-instance"(at) {
    const { errors } = await at.activate(at.values.sold.activationCode);

    expect(await at.inForce()).toBeNull();
    expect((await at.control.get("/traffic?hop=portal")).body).toEqual([]);
    return errors;
  },
};
