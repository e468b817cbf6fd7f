import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import type { AsItCame } from "../../support/as-it-came.ts";
import type { Onlooker } from "../../support/onlooker.ts";
import type { Promises } from "./promise.ts";

const doctor = async ({ control }: Onlooker) => (await control.post("/doctor", {})).body;

const refused = async (at: Onlooker, errors: readonly string[]) => {
  const activated = await at.activate(at.values.sold.activationCode);
  expect(activated.errors).toEqual(errors);
  expect(activated.license).toBeNull();
  return activated.cause;
};

const connectivity = ["CONNECTIVITY_ERROR"];

const sales = "contact sales at https://about.gitlab.com/sales/";

/** What support calls C1 to C25. Source: support handbook, complaints worth a named scenario; network, measured. */
export const complaints: Promises = {
  async C1(at) {
    const cause = await refused(at, [
      "The license key is invalid. Make sure it is exactly as you received it from GitLab Inc.",
    ]);

    expect(cause).toContain("The portal sent a key that");
    return [cause];
  },

  async C2(at) {
    const cause = await refused(at, connectivity);
    const { verdict } = await doctor(at);

    expect(cause).toContain("SELF_SIGNED_CERT_IN_CHAIN");
    expect(verdict.layer).toBe("tls");
    expect(verdict.sentence).toContain("has signed the certificate");
    return [cause, verdict.sentence];
  },

  async C3(at) {
    const cause = await refused(at, connectivity);
    const { verdict } = await doctor(at);

    expect(cause).toContain("No name server answered");
    expect(verdict.layer).toBe("proxy");
    expect(verdict.sentence).toMatch(/^Only the proxy resolves names/);
    return [cause, verdict.sentence];
  },

  async C4(at) {
    const cause = await refused(at, connectivity);
    const { verdict } = await doctor(at);

    expect(verdict.layer).toBe("tcp");
    expect(verdict.sentence).toContain("2001:db8::10 port 80: no answer");
    return [cause, verdict.sentence];
  },

  async C5(at) {
    const { verdict, steps } = await doctor(at);
    const { command } = steps.find(({ tried }: AsItCame) => tried.startsWith("HEAD /,"));
    await using folder = await aFolder();
    const file = join(folder.path, "trusted.crt");
    const trusting = async (whom: string) => {
      await at.command(`ca export ${whom}${file}`);
      return inShell(`${command.replace("<(understudy ca export)", file)} -sS`);
    };

    expect(verdict.layer).toBe("tls");
    for (const step of steps) expect(step.command).not.toBe("");
    expect(await trusting("")).toMatchObject({ code: 60 });
    expect(await trusting("--appliance ")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^HTTP\/1\.1 302/),
    });
    return [];
  },

  async C6(at) {
    const cause = await refused(at, connectivity);
    const { steps } = await doctor(at);
    const tried = (address: string) =>
      steps.find(({ tried }: AsItCame) => tried.startsWith(`TCP to ${address},`));

    expect(cause).toContain("2001:db8::10");
    expect(cause).toContain("ECONNREFUSED");
    expect(tried("2001:db8::10")).toMatchObject({ ok: false });
    expect(tried("203.0.113.10")).toMatchObject({ ok: false });
    expect(tried("2001:db8::11")).toMatchObject({ ok: true });
    expect(tried("203.0.113.11")).toMatchObject({ ok: true });
    expect(steps.filter(({ tried }: AsItCame) => /^TCP to .*, port/.test(tried))).toHaveLength(4);
    return [cause];
  },

  async C7(at) {
    const cause = await refused(at, [
      "only get, head, options, and trace methods are allowed in silent mode",
    ]);
    await at.command("settings set --no-silent-mode");
    const { errors } = await at.activate(at.values.sold.activationCode);

    expect(errors).toEqual([]);
    return [cause];
  },

  async C8(at) {
    const said: unknown[] = [];
    for (let times = 1; times <= 4; times += 1) {
      said.push((await at.activate(at.values.sold.activationCode)).errors);
    }

    expect(said).toEqual([
      ["without cloud compatible subscription"],
      [expect.stringMatching(/exceeding this license's limit of 18 by 4 users/)],
      [
        expect.stringMatching(
          /^You have applied a True-up for 1 user but you need one for 4 users/,
        ),
      ],
      [],
    ]);
    return said;
  },

  async "C8-not-found"(at) {
    await refused(at, ["without cloud compatible subscription"]);

    expect(await at.inForce()).toBeNull();
    return [];
  },

  async "C8-seats"(at) {
    const cause = await refused(at, [
      `During the year before this license started, this GitLab installation had 12 active users, exceeding this license's limit of 10 by 2 users. Please add a license for at least 12 users or ${sales}`,
    ]);

    expect(cause).toBe(
      "The portal sent a license, and the instance refused it: 12 users in the term before, and 10 seats.",
    );
    return [];
  },

  async "C8-true-up"(at) {
    await refused(at, [
      `You have applied a True-up for 1 user but you need one for 4 users. Please ${sales}`,
    ]);

    expect(await at.inForce()).toBeNull();
    return [];
  },

  async C9(at) {
    const administrator = await at.administrator();
    for (const _ of [1, 2]) {
      expect((await administrator.show("/admin/subscription")).status).toBe(500);
    }
    const { errors } = await at.activate(at.values.sold.activationCode);

    expect(errors).toEqual([]);
    expect((await administrator.show("/-/graphql-explorer")).status).toBe(200);
    expect((await administrator.show("/admin/subscription")).status).toBe(500);
    return [];
  },

  async C10(at) {
    const { first, second } = at.values;
    const before = await at.inForce();
    const { errors, license } = await at.activate(second.activationCode);
    const history = await at.history();
    const proof = await at.command("prove-replacement --readers 4 --replacements 4 --json");

    expect(before.company).toBe(first.company);
    expect(errors).toEqual([]);
    expect(license.company).toBe(second.company);
    expect(history).toEqual([1002, 1001]);
    expect(JSON.parse(proof)).toMatchObject({ during: { withoutLicense: 0 } });
    return [];
  },

  async C11(at) {
    const online = (await at.inForce()).id;
    const { body: licenses } = await at.rest("/licenses");

    expect(await at.history()).toEqual([503, 1001, 501]);
    expect(licenses.map(({ expired }: AsItCame) => expired)).toEqual([false, false, true]);
    expect(online).toBe("gid://gitlab/License/1001");
    expect((await at.state()).licenses[0].startsOn).toBe("2026-04-01");

    const [, , past] = licenses;
    expect((await at.rest(`/license/${past.id}`, "DELETE")).status).toBe(204);
    await at.command("license destroy 503");
    const { body } = await at.emulator.graphql(
      `mutation { licenseDestroy(input: { id: "${online}" }) { errors } }`,
    );
    expect(body.data.licenseDestroy.errors).toEqual([]);
    expect(await at.history()).toEqual([]);
    return [];
  },

  async C12(at) {
    await at.command("sync");
    const today = await at.inForce();
    await at.command("clock advance 1d");

    expect(today).toMatchObject({ usersInLicenseCount: 10, lastSync: "2026-03-02T09:00:00Z" });
    expect((await at.inForce()).usersInLicenseCount).toBe(15);
    return [];
  },

  async C13(at) {
    expect(await at.history()).toHaveLength(4);
    await at.command("sync");
    expect(await at.history()).toHaveLength(5);
    await at.command("portal policy new-key-at-every-sync off");
    await at.command("sync");
    expect(await at.history()).toHaveLength(5);
    return [];
  },

  async C14(at) {
    const { first, second } = at.values;
    const { currentLicense, licenses } = await at.state();
    const told = (await at.control.get("/timeline")).body;

    expect(currentLicense.subscription).toBe(first.name);
    expect(licenses.map(({ subscription }: AsItCame) => subscription)).toContain(second.name);
    const since = told.slice(
      told.findLastIndex(
        ({ kind, subscription }: AsItCame) => kind === "license" && subscription === second.name,
      ),
    );
    expect(since).toContainEqual(
      expect.objectContaining({ kind: "job", job: "seat-link", outcome: "done" }),
    );
    expect(since).toContainEqual(
      expect.objectContaining({ kind: "license", by: "report", subscription: first.name }),
    );
    expect(since).toContainEqual(
      expect.objectContaining({ kind: "notice", notice: "in-force", row: currentLicense.row }),
    );
    return [];
  },

  async C15(at) {
    const { body: jobs } = await at.control.get("/jobs");
    const reports = jobs.filter(({ report }: AsItCame) => report !== null);
    const by = (why: string) => reports.find(({ cause }: AsItCame) => cause === why);
    const error = "HTTP status code: 503";

    expect(reports).toHaveLength(2);
    expect(by("activation")).toMatchObject({
      state: "dead",
      attempts: 21,
      nextRunAt: null,
      lastError: error,
    });
    expect(by("daily")).toMatchObject({ state: "retrying", lastError: error });
    expect(by("daily").enqueuedAt).toMatch(/^2026-03-03T/);
    expect(by("daily").nextRunAt).toMatch(/^2026-03-03T1[89]/);
    return [await at.command("jobs")];
  },

  async C16(at) {
    const shown = await at.subscriptionPage();

    expect(shown).toContain("Last attempt to sync failed: HTTP status code: 503");
    expect(shown).toContain("Last sync 2026-03-02T09:00:00Z");
    expect((await at.state()).lastSync.ageSeconds).toBe(2 * 86_400);
    return [shown];
  },

  async C17(at) {
    const { online, legacy, offline } = at.values;
    const syncWith = async (subscription: string) => {
      expect((await at.state()).currentLicense.subscription).toBe(subscription);
      return at.command("sync");
    };

    expect(await syncWith(offline.name)).toContain("The license in force is an offline one.");
    await at.command(`license destroy ${offline.licenseNumber}`);
    expect(await syncWith(legacy.name)).toContain("The license in force is no cloud license.");
    await at.command(`license destroy ${legacy.licenseNumber}`);
    expect(await syncWith(online.name)).toBe("License 1001 is unchanged.\n");
    expect((await at.rest("/license")).body.expired).toBe(true);
    return [];
  },

  async C18(at) {
    const number = at.values.renewed.licenseNumber;
    const refusal = await at.upload(number);
    const { text, window, usersNow, tellsOthers } = await at.explain(number);

    expect(refusal).toContain("had 74 active users");
    expect(window).toMatchObject({ from: "2025-03-02", to: "2026-03-02" });
    expect([usersNow, tellsOthers]).toEqual([82, true]);
    expect(text).toContain("74 ≥ 82");
    return [refusal, text];
  },

  async C19(at) {
    const { renewed, upgraded } = at.values;
    const renewal = await at.explain(renewed.licenseNumber);
    const upgrade = await at.explain(upgraded.licenseNumber);
    const term = { from: "2025-09-01", to: "2026-03-01", days: 182 };

    expect(renewal.license.startsOn).toBe("2026-03-01");
    expect(upgrade.license).toMatchObject({ plan: "ultimate", startsOn: "2025-09-01" });
    expect(renewal.window).toMatchObject(term);
    expect(upgrade.window).toMatchObject(term);
    expect(renewal.historicalMax).toBe(20);
    return [renewal.text, upgrade.text];
  },

  async C21(at) {
    const number = at.values.renewed.licenseNumber;
    const before = await at.explain(number);
    await at.command("users set --active 111");
    const after = await at.explain(number);

    expect(before).toMatchObject({ verdict: "admitted", usersNow: 110, license: { seats: 100 } });
    expect(after).toMatchObject({ verdict: "refused", usersNow: 111 });
    return after.messages;
  },

  async C22(at) {
    const shown = await at.subscriptionPage();
    const { notices } = await at.state();
    await at.command("clock advance 1s");
    const { notices: later, blockChanges } = await at.state();
    await at.command("clock set 2026-03-23");
    const theDayBefore = (await at.state()).blockChanges;
    await at.command("clock set 2026-03-24");

    expect(shown).toContain("The license expires tomorrow, on 2026-03-10.");
    expect(notices).toMatchObject([
      { notice: "expires-soon", since: "2026-02-23", to: ["administrators"] },
    ]);
    expect(later).toMatchObject([{ notice: "expired", since: "2026-03-10" }]);
    expect([blockChanges, theDayBefore, (await at.state()).blockChanges]).toEqual([
      false,
      false,
      true,
    ]);
    return [shown];
  },

  async C23(at) {
    const seen = [(await at.rest("/license")).body];
    for (const state of ["expired", "grace-over"]) {
      await at.command(`state set ${state}`);
      seen.push((await at.rest("/license")).body);
    }

    expect(seen).toMatchObject([
      { expired: false, expires_at: "2026-03-10" },
      { expired: true, expires_at: "2026-03-10" },
      { expired: true, expires_at: "2026-03-10" },
    ]);
    return seen.map((one) => JSON.stringify(one));
  },

  async C24(at) {
    const { number } = at.values.first;
    const inForce = await at.inForce();
    const { attributes } = (await at.control.get(`/portal/licenses/${number}`)).body;

    expect(inForce).toMatchObject({ usersInLicenseCount: null, plan: "starter" });
    expect(attributes.restrictions).toMatchObject({ trueup_quantity: 3 });
    expect(attributes.restrictions).not.toHaveProperty("previous_user_count");
    expect(await at.upload(number)).toBeNull();
    return [];
  },

  async C25(at) {
    const unsuccessful = "Activation unsuccessful: CONNECTIVITY_ERROR";
    await at.emulator.said(`${unsuccessful} (again in `);
    const { body: refusals } = await at.control.get("/timeline?kind=refusal");
    await at.control.delete("/faults");
    await at.emulator.said("Activation successful");

    expect(refusals[0]).toMatchObject({
      by: "environment",
      reason: "portal-unreachable",
      transport: { code: "ECONNREFUSED", address: "2001:db8::10" },
    });
    expect((await at.state()).currentLicense.subscription).toBe(at.values.sold.name);
    return [unsuccessful];
  },
};

/** What a command prints and how it ends. */
async function inShell(command: string) {
  const { stdout, code } = await promisify(execFile)("bash", ["-c", command]).then(
    ({ stdout }) => ({ stdout, code: 0 }),
    (error: { readonly code: number; readonly stdout: string }) => error,
  );
  return { stdout, code };
}
