import type { Command } from "commander";
import { controlOf, onControl, type Target } from "./control-client.ts";
import { example } from "./example.ts";
import { memberOf } from "./input.ts";
import { numbered } from "./numbered.ts";
import { addPortalLicenseDownload } from "./portal-license-download.ts";
import { addPortalLicenseEdit } from "./portal-license-edit.ts";
import { portalLicenseInWords, portalLicensesInWords } from "./portal-license-facts.ts";
import { type JsonOption, jsonOption, print } from "./print.ts";

/** The license app of the portal. */
export function addPortalLicense(portal: Command) {
  const license = portal
    .command("license")
    .description("Find, duplicate, edit and download licenses that the stand-in portal has issued.")
    .addHelpText("after", example("understudy portal license find"));
  addFind(license);
  addShow(license);
  addDuplicate(license);
  addPortalLicenseEdit(license);
  addPortalLicenseDownload(license);
}

function addFind(license: Command) {
  const find = license
    .command("find")
    .argument("[text]", "part of the company, e-mail, name or subscription, or the number", "")
    .description("List licenses of the portal, newest first: those with the text, or all of them.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy portal license find admin@example.com"));
  onControl(find).action(async (text: string, options: Target & JsonOption) => {
    const query = new URLSearchParams({ search: text });
    const licenses = await (await controlOf(options)).get(`/portal/licenses?${query}`);
    print(licenses, options, portalLicensesInWords);
  });
}

function addShow(license: Command) {
  const show = license
    .command("show")
    .argument(...numbered)
    .description("Show a license of the portal, with every field that can be edited.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy portal license show 1001"));
  onControl(show).action(async (number: number, options: Target & JsonOption) => {
    const shown = await (await controlOf(options)).get(`/portal/licenses/${number}`);
    print(shown, options, portalLicenseInWords);
  });
}

function addDuplicate(license: Command) {
  const duplicate = license
    .command("duplicate")
    .argument(...numbered)
    .description("Issue a license that says the same under the next number, and print that.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy portal license duplicate 1001"));
  onControl(duplicate).action(async (number: number, options: Target & JsonOption) => {
    const control = await controlOf(options);
    const copy = await control.post(`/portal/licenses/${number}/duplicate`, {});
    print(copy, options, () => String(Number(memberOf(copy, "number"))));
  });
}
