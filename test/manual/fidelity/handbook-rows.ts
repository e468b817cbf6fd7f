import { fieldRows } from "./field-rows.ts";
import { aTable, aTest, type Ledger, notEmulated, partly, testedBy } from "./ledger.ts";

const overTime = "stories/dates/licenses-over-time.test.ts";
const notReported = aTable(
  "doors/cli/sync.test.ts",
  "says why there is nothing to report under $under",
);
const manual = "doors/graphql/manual-sync.test.ts";
/** What the doctor makes of such a network. */
const verdictOn = aTable("rules/doctor/verdict.test.ts", "is $layer for $what");
const letters = "seams/stand-in/letters.test.ts";
const signIn = "doors/portal-pages/customer-sign-in.test.ts";
const groupForm = "doors/portal-pages/hosted-group.test.ts";
const provisioning = "doors/hosted/provisioning.test.ts";
const hostedRest = "seams/hosted/rest.test.ts";
const view = "doors/portal-pages/customer-subscriptions.test.ts";
const rules = "rules/portal/customer-view.test.ts";
const lists = "doors/portal-pages/admin-lists.test.ts";
const sold = "doors/portal-pages/admin-subscriptions.test.ts";
const licensing = "doors/portal-pages/admin-licenses.test.ts";
const people = "doors/portal-pages/admin-people.test.ts";

export const handbookRows = {
  C1: testedBy(
    aTest(
      "strangers/browser/subscription/activation.test.ts",
      "tells its cause in a sentence, the request by its id, and the answer as it came",
    ),
  ),
  C2: testedBy(verdictOn('what: "an appliance that inspects (C2)"')),
  C3: testedBy(verdictOn('what: "names that only the proxy resolves (C3)"')),
  C4: testedBy(verdictOn('what: "an IPv6 black hole (C4)"')),
  C5: testedBy(
    verdictOn('what: "a proxy that only http_proxy names"'),
    aTest(
      "doors/cli/doctor.test.ts",
      "needs no emulator where a portal is named, and names the layer by its exit code",
    ),
  ),
  C6: testedBy(verdictOn('what: "a firewall that allows some of the addresses (C6)"')),
  C7: testedBy(
    aTable(
      "stories/activation/no-portal-access.test.ts",
      "refuses a code that was sold, asks the portal nothing and stores nothing",
    )('situation: "an instance in silent mode"'),
  ),
  C8: testedBy(
    aTest(
      "strangers/browser/subscription/activation.test.ts",
      "has one alert, by the first error alone, with the numbers of the answer",
    ),
    aTable(
      "stories/activation/failed-activation.test.ts",
      "with $fault is answered with its sentence, and nothing is stored",
    )('error: "without cloud compatible subscription"'),
    aTest(overTime, "is refused when they do not, and nothing is stored"),
    aTable(
      "stories/uploads/stored-legacy-license.test.ts",
      "with $terms stays in force under 900, where a new one is refused",
    )("refusal: shortfall"),
  ),
  C9: testedBy(
    aTest(
      "doors/pages/broken-page.test.ts",
      "breaks nothing else: a mutation activates, and its license is read",
    ),
  ),
  C10: testedBy(
    aTest(
      "seams/proof/replacement-proof.test.ts",
      "finds nothing wrong with an emulator whose license is replaced under its readers",
    ),
  ),
  C11: partly(
    "removal on the page",
    aTest(
      "stories/activation/removal.test.ts",
      "removes the last one after it has expired, which leaves none",
    ),
    aTest("stories/activation/removal.test.ts", "removes one that has not started"),
    aTest("doors/rest/remove-license.test.ts", "removes the row of that database id ($sent)"),
    aTest("doors/cli/license-destroy.test.ts", "says that no license is left"),
    aTest(
      "doors/cli/console.test.ts",
      "may have a key that cannot be read, which is found by its row alone",
    ),
  ),
  C12: testedBy(
    aTest(
      "stories/activation/portal-policies.test.ts",
      "a second sync on the same day changes nothing, and the first of the next day does",
    ),
  ),
  C13: testedBy(
    aTest(
      "stories/sync/seat-link.test.ts",
      "moves its last sync with every report, and adds no row for a key that is unchanged",
    ),
    aTest(
      "stories/activation/portal-policies.test.ts",
      "every report adds a row, and the newest is in force",
    ),
  ),
  C14: testedBy(
    aTest(
      "stories/sync/seat-link.test.ts",
      "with two of them reports the one in force, which stays the one in force",
    ),
    aTest(
      "stories/sync/failed-reports.test.ts",
      "of a license that was replaced since brings that license back",
    ),
    aTest(overTime, "is under the one that was stored later, even if it started earlier"),
    aTest(overTime, "falls back on the earlier one when the later one expires"),
  ),
  C15: testedBy(
    aTest("stories/sync/failed-reports.test.ts", "21 times is dead, and stays in sight"),
    aTest("doors/cli/jobs.test.ts", "%j lists what is to come, what waits, and what failed"),
    aTest(
      "stories/dates/timeline-of-a-year.test.ts",
      "have a report for every day, and those of the outage failed, were tried again, and died",
    ),
  ),
  C16: testedBy(
    aTest(
      "strangers/browser/subscription/license-in-force.test.ts",
      "says since when and why it did not sync",
    ),
    aTest(
      "doors/cli/jobs.test.ts",
      "tells how old the last sync is, and how the last attempt went",
    ),
  ),
  C17: testedBy(
    aTable(manual, "is sent under a license of the kind $kind $expiry, whatever was counted")(
      'kind: "online", expiry: "that runs"',
      'kind: "online", expiry: "that expired three months ago"',
      'kind: "online trial", expiry: "that runs"',
    ),
    aTable(
      manual,
      "is refused under a license of the kind $kind $expiry, whatever was counted: $refusal",
    )(
      'kind: "online", expiry: "without an end"',
      'kind: "offline", expiry: "that runs"',
      'kind: "legacy", expiry: "that runs"',
    ),
    aTest(manual, "is refused without a license, whatever was counted"),
    aTable(
      "stories/sync/daily-reports.test.ts",
      "reports nothing under $what, neither at once nor the day after",
    )('"a legacy license"', '"an offline license"', '"an online license without an end"'),
    notReported(
      '"no license"',
      '"a legacy license"',
      '"an offline license"',
      '"a license without an end"',
    ),
  ),
  C18: testedBy(
    aTest(
      "doors/control/explain.test.ts",
      "names the rule, its days, the day of the peak, and what to buy",
    ),
  ),
  C19: testedBy(
    aTest("rules/license/explanation.test.ts", "has the window, its days and the day of the peak"),
    aTable("rules/license/term.test.ts", "are $from to $to with $name")(
      'name: "a current license"',
      'name: "no current license, the new one lasting two years"',
    ),
  ),
  C21: testedBy(
    aTable(
      "rules/license/admission.test.ts",
      "for $seats seats after $peak users, now $now, is admitted: $answer.ok",
    )("seats: 100, peak: 110, now: 0, answer: admitted", "seats: 100, peak: 111, now: 0"),
  ),
  C22: partly(
    "pushes and issues that an instance after its end would refuse: it only says that it takes no changes",
    aTest(
      "stories/dates/states-of-a-licensed-instance.test.ts",
      "expires at 00:00 in its zone $zone, and not a second before",
    ),
    aTest(
      "doors/control/notices.test.ts",
      "tells at $now in $zone what is known of it, and whether it blocks changes",
    ),
    aTable(
      "doors/pages/subscription-page.test.ts",
      "tells administrators on $now of the end of the license",
    )('now: "2026-05-16", told: "Subscription Subscription details"', 'now: "2026-05-17"'),
    aTest(overTime, "falls back on the earlier one when the later one expires"),
    aTest(overTime, "is the instance's own, not the portal's in Greenwich"),
  ),
  C23: testedBy(
    aTable(
      "stories/dates/states-near-expiry.test.ts",
      "put into $state is told apart by every API",
    )(
      'state: "expires-in-3-days"',
      'state: "expired"',
      'state: "changes-blocked"',
      'state: "grace-over"',
      'state: "trial-expired"',
    ),
    aTest(
      "doors/cli/state-set.test.ts",
      "says what was done, in order, and what is known of the end since",
    ),
  ),
  C24: testedBy(
    aTable(
      "rules/license/true-up.test.ts",
      "of $trueUpSeats seats beside $previousSeats, $seats new ones, after $peak users, now $now, is admitted: $answer.ok",
    )("previousSeats: null, peak: 900, now: 0, answer: admitted"),
    aTest(
      "rules/license/read-license.test.ts",
      "with null in every field that it can do without gives the same",
    ),
    aTable("doors/rest/odd-licenses.test.ts", "$what, and can be read in every way")(
      'what: "with null in every optional field"',
      'what: "with null in every restriction"',
    ),
  ),
  C25: testedBy(
    aTest(
      "stories/start/boot-activation.test.ts",
      "is asked until it is there, with a line in the log for each attempt",
    ),
    aTest(
      "stories/start/boot-activation-again.test.ts",
      "tries again if the portal was down until the end",
    ),
  ),
  ...fieldRows,
  S1: testedBy(
    aTable(
      "doors/portal-pages/staff-sign-in.test.ts",
      "sign in at %s with what the ready line says, and see the dashboard",
    )("/admin/sign_in"),
  ),
  S2: testedBy(
    aTest(lists, "finds a text in one field at a time, whatever its case"),
    aTest(lists, "is sorted by a column, keeps what was searched for, and turns round"),
    aTable(lists, "is filtered as RailsAdmin does: %s %j")("starts_with"),
  ),
  S3: testedBy(
    aTest(
      sold,
      "has a row for each subscription: name, kind, days, seats, seats owed and four features",
    ),
    aTable(
      sold,
      "has drop-downs with features=selects, which stays in the address: %j",
    )('"offline"'),
  ),
  S4: testedBy(
    aTest(sold, "the cloud icon generates a code for that subscription, and mails it"),
    aTest(sold, "the cloud icon pressed twice generates one code, and mails it once"),
  ),
  S5: testedBy(
    aTable(sold, "are found by %s")("code"),
    aTest(sold, "are mailed again by the envelope, to the sold-to contact"),
    aTest(sold, "are forwarded to one address"),
  ),
  S6: testedBy(
    aTest(
      sold,
      "have Self Managed Instance Activations once an instance has used them, and not before",
    ),
  ),
  S7: testedBy(aTest(sold, "ticks Cloud Licensing by itself once an instance has used the code")),
  S8: testedBy(
    aTest(licensing, "starts from a legacy license, and leaves that as it is"),
    aTable(licensing, "is not for a license of kind %s")("cloud"),
  ),
  S9: testedBy(
    aTest(licensing, "needs a customer and a subscription"),
    aTest(
      licensing,
      "is written for one with quarterly coterms and a code, and no online cloud licensing",
    ),
  ),
  S10: testedBy(
    aTable(licensing, "refuses %s %j, and keeps what was typed")("license[zuora_subscription_id]"),
  ),
  S11: testedBy(
    aTest(
      licensing,
      "writes a legacy license with what was typed, and mails it to the address in it",
    ),
    aTest(licensing, "is sent again to the address in the license"),
  ),
  S12: testedBy(aTest(licensing, "looks up the hostnames that have reported with it")),
  S13: testedBy(
    aTest(people, "are one for each customer"),
    aTest(people, "are deleted after a question, and added again"),
  ),
  S14: testedBy(aTest(people, "say whether they are sold-to, bill-to or both")),
  S15: testedBy(
    aTest(lists, "says who has changed what"),
    aTable(lists, "begins with the sale by which there is a %s")("customer"),
  ),
  S16: testedBy(aTest(people, "that is not linked has no groups, and cannot be unlinked")),
  S17: testedBy(
    aTest(
      licensing,
      "a legacy license is for twelve months at a time: staff duplicates it for the years after",
    ),
    aTable(licensing, "a license of kind %s is for the whole term")("cloud", "offline"),
  ),
  S18: testedBy(
    aTable(licensing, "of an online cloud license the code is sent, and not the license: %s")(
      "resend",
      "forward_email",
    ),
  ),
  S19: testedBy(
    aTest(
      people,
      "a customer's record has the licenses of what was sold to them, a cloud license once a code was used",
    ),
  ),
  S20: testedBy(
    aTest(
      "doors/portal-pages/staff-and-customer.test.ts",
      "is drawn by staff, and lets the customer in once",
    ),
  ),
  S21: notEmulated("their pages"),
  V1: testedBy(
    aTest(signIn, "mails a link that lets a customer in once, to the page that was asked for"),
    aTest("seams/stand-in/people.test.ts", "works for 24 hours of the emulator's clock"),
  ),
  V2: testedBy(
    aTest(signIn, "is chosen by a mail to the buyer's address, which signs the buyer in"),
  ),
  V3: testedBy(
    aTest(
      signIn,
      "refuses an address that somebody has, and keeps what was typed but the password",
    ),
  ),
  V4: testedBy(
    aTest(view, "shows each subscription of the customer as a card, with its code to be copied"),
    aTest(rules, "sees the code of whatever has one, but not of a reseller's"),
  ),
  V5: testedBy(
    aTest(view, "cannot be had while it is on cloud licensing"),
    aTable(view, "is copied and downloaded by the customer: %s")('"legacy"'),
  ),
  V6: testedBy(
    aTest(
      view,
      "is issued with all values by Copy license key to clipboard, once staff has opted it out, and mailed to nobody",
    ),
  ),
  V7: testedBy(
    aTest(
      view,
      "asks for the maximum of users, prices the users over license, and writes the true-up into the license",
    ),
  ),
  V8: testedBy(aTest(view, "is there from 15 days before the end on")),
  V9: testedBy(
    aTest(view, "are not offered for several years"),
    aTest(rules, "of a reseller has the license and can link, and does nothing else"),
  ),
  V10: testedBy(
    aTest(
      "strangers/browser/portal/customer.test.ts",
      "lead staff back to where they were by the browser's Back",
    ),
  ),
  L1: testedBy(
    aTest("stories/mail/smtp.test.ts", "gets a mail whose code activates an instance"),
    aTest(letters, "has its subject, and goes to whom it was sold"),
    aTable(letters, "says code, name, start and end as %s")('"text"', '"html"'),
  ),
  L2: testedBy(
    aTest(letters, "greets, and says name, company, e-mail, days and user limit before the key"),
    aTest(
      letters,
      "goes to the address in the license, with the file attached under the product's name",
    ),
  ),
  L3: testedBy(
    aTable(letters, "of a %s has the subject %s")('"renewal", "Your GitLab Renewal License"'),
    aTable(letters, "offers the code as an alternative as %s")('"text"', '"html"'),
  ),
  L4: testedBy(
    aTable(letters, "of a %s has the subject %s")('"trial", "10-day Trial GitLab License"'),
  ),
  L5: testedBy(aTest(letters, "says product, term, quantity and the group that it is linked to")),
  L6: testedBy(
    aTest(
      "seams/stand-in/courier.test.ts",
      "is told of with the server's words, and holds up nobody",
    ),
  ),
  G1: testedBy(
    aTable(
      "strangers/browser/portal/hosted.test.ts",
      "link a subscription to its group as the handbook says, click by click (scripts: $scripts)",
    )("scripts: true", "scripts: false"),
    aTest(groupForm, "leads to the hosted product, back to the group, and to its plan"),
  ),
  G2: testedBy(
    aTest(groupForm, "with no groups lists only the user name, and says to create one first"),
  ),
  G3: testedBy(
    aTest(
      groupForm,
      "shows a group that has a subscription disabled, and refuses it when it is sent all the same",
    ),
    aTest(
      provisioning,
      "chooses no group within the 14 days after another subscription has ended there",
    ),
  ),
  G4: testedBy(
    aTest(
      groupForm,
      "refuses a group that is gone in between, one of others, and what is no group",
    ),
  ),
  G5: testedBy(
    aTest(groupForm, "lets the difference be paid for where the group has more users than seats"),
  ),
  G6: testedBy(aTest(groupForm, "that another customer has linked is refused")),
  G7: testedBy(
    aTest(
      groupForm,
      "is empty without an account, and without a good token, even where the Uid is filled in",
    ),
  ),
  G8: testedBy(aTest(provisioning, "reaches it no more once nobody has linked an account")),
  G9: testedBy(
    aTable(groupForm, "is not moved once it $words")(
      'words: "is a trial, which is not moved"',
      'words: "is expired"',
      'words: "is cancelled"',
    ),
  ),
  G10: testedBy(aTest(provisioning, "is not associated with a group that has one")),
  G11: testedBy(
    aTest(hostedRest, "is Free without a subscription"),
    aTest(
      hostedRest,
      "owes the seats that were used beyond those that were bought, also once users have left",
    ),
    aTest(hostedRest, "is not for members who are no owners"),
  ),
  G12: testedBy(
    aTest(
      "seams/hosted/internal.test.ts",
      "is for whoever signs with the secret of both parties, and not for long",
    ),
    aTest("seams/hosted/internal.test.ts", "provisions a group with a plan, and answers nothing"),
  ),
  G13: testedBy(
    aTable(hostedRest, "is $plan on $on, with the 14 days after its end")(
      'on: "2026-06-14", plan: "premium"',
      'on: "2026-06-15", plan: "free"',
    ),
  ),
  G14: testedBy(aTest(provisioning, "leaves it on Free once it is taken from it")),
} satisfies Ledger["handbook"];
