import { describe, expect, test } from "vitest";
import { type Support, ways } from "../../support/support-engineer.ts";

const ada = { company: "New Entity AG", email: "ada@example.com" };

/** A customer who was put on cloud licensing by mistake, license 1001, and has bought again, not on it. */
async function onCloudLicensingByMistake(startedSupport: () => Promise<Support>) {
  const support = await startedSupport();
  await support.activate(support.firstCode);
  const { name } = await support.sell({ kind: "legacy", ...ada });
  return Object.assign(support, { name });
}

/** The code that a mail brings. */
const codeIn = (text: string) => /^\s*(\w{24})\s*$/m.exec(text)?.[1] ?? "none";

const removed = ["l = License.find(1001)", "l.destroy"];

describe.each(ways)(
  "a customer who is on cloud licensing by mistake, helped $how",
  ({ startedSupport }) => {
    test("and should not be on it: once the cloud license is removed, the license file that was mailed is taken", async () => {
      await using support = await onCloudLicensingByMistake(startedSupport);

      const printed = await support.console(...removed);
      const afterwards = await support.inForce();
      const [license] = await support.findLicenses(ada.email);
      const refusal = await support.upload(await support.licenseFile(license?.number ?? 0));

      expect(printed).toEqual([
        expect.stringMatching(/^=> #<License id: 1,/),
        expect.stringMatching(/^=> #<License id: 1,/),
      ]);
      expect([afterwards, refusal]).toEqual([null, null]);
      expect(await support.inForce()).toMatchObject({
        id: "gid://gitlab/License/1002",
        type: "legacy_license",
        company: "New Entity AG",
      });
      expect(await support.mailsTo(ada.email)).toMatchObject([
        { subject: "Your GitLab License File", text: expect.stringContaining("New Entity AG") },
      ]);
      expect((await support.show(support.name)).features.cloudLicensing).toBe("no");
    });

    test("and should be on it: the code that was generated and mailed is taken, and ticks Cloud Licensing by itself", async () => {
      await using support = await onCloudLicensingByMistake(startedSupport);
      const { name } = support;

      await support.tick(name, "operationalMetrics", "autoRenew");
      await support.generateCode(name);
      const generated = await support.show(name);
      const mails = await support.mailsTo(ada.email);
      const mail = mails.at(-1);
      await support.console(...removed);
      const afterwards = await support.inForce();
      const errors = await support.activate(codeIn(mail?.text ?? ""));

      expect(generated).toMatchObject({
        features: { cloudLicensing: "no", operationalMetrics: true, autoRenew: true },
        activationCode: codeIn(mail?.text ?? ""),
      });
      expect(mail).toMatchObject({ to: ada.email, subject: "Your GitLab Activation Code" });
      expect([afterwards, errors]).toEqual([null, []]);
      expect(await support.inForce()).toMatchObject({ type: "online_cloud", company: ada.company });
      expect((await support.show(name)).features).toEqual({
        cloudLicensing: "yes",
        operationalMetrics: true,
        seatReconciliation: false,
        autoRenew: true,
      });
      const [newest] = await support.findLicenses(ada.email);
      expect(newest?.attributes).toMatchObject({ cloud_licensing_enabled: true });
    });

    test("and has lost the mail: it comes again, with the same code", async () => {
      await using support = await onCloudLicensingByMistake(startedSupport);
      await support.generateCode(support.name);

      await support.resendCode(support.name);

      const [, first, again, ...others] = await support.mailsTo(ada.email);
      expect(codeIn(again?.text ?? "")).toMatch(/^\w{24}$/);
      expect(again).toMatchObject({ subject: first?.subject, text: first?.text });
      expect(others).toEqual([]);
    });
  },
);
