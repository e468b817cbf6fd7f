import { describe, expect, test } from "vitest";
import {
  activationCodeLetter,
  confirmationLetter,
  licenseLetter,
  passwordLetter,
  purchaseLetter,
  signInLetter,
} from "../../../src/stand-in/mail/letters.ts";
import { aDay } from "./portal-on.ts";

const aPurchase = {
  to: "ada@example.com",
  name: "Ada Lovelace",
  company: "Example Company",
  plan: "premium",
  seats: 100,
  startsOn: aDay("2025-06-01"),
  expiresOn: aDay("2026-06-01"),
  subscription: "A-S00000002",
};

const aLicense = {
  number: 1001,
  key: "eyJkYXRh\nIjoi\n",
  attributes: JSON.stringify({
    version: 1,
    licensee: { Name: "Ada Lovelace", Email: "ada@example.com", Company: "Example Company" },
    issued_at: "2025-06-01",
    expires_at: "2026-06-01",
    restrictions: { active_user_count: 100 },
  }),
};

const aLink = { to: "ada@example.com", name: "Ada", url: "http://127.0.0.1:5000/go?a=1&b=2" };

describe("the letter with an activation code", () => {
  const letter = activationCodeLetter({ ...aPurchase, activationCode: "AbcdefghJKmnopqrst12345X" });

  test("has its subject, and goes to whom it was sold", () => {
    expect(letter).toMatchObject({ subject: "Your GitLab Activation Code", to: "ada@example.com" });
  });

  test.each(["text", "html"] as const)("says code, name, start and end as %s", (as) => {
    for (const said of ["AbcdefghJKmnopqrst12345X", "Ada Lovelace", "2025-06-01", "2026-06-01"]) {
      expect(letter[as]).toContain(said);
    }
  });

  test("says that seats are unlimited", () => {
    const { text } = activationCodeLetter({ ...aPurchase, seats: null, activationCode: "x" });

    expect(text).toMatch(/^Users: +Unlimited$/m);
  });
});

describe("the letter with a license", () => {
  test.each([
    ["purchase", "Your GitLab License File"],
    ["renewal", "Your GitLab Renewal License"],
    ["trial", "10-day Trial GitLab License"],
  ] as const)("of a %s has the subject %s", (occasion, subject) => {
    expect(licenseLetter(aLicense, { occasion }).subject).toBe(subject);
  });

  test("goes to the address in the license, with the file attached under the product's name", () => {
    expect(licenseLetter(aLicense)).toMatchObject({
      to: "ada@example.com",
      attachments: [{ name: "ExampleCompany.gitlab-license", text: aLicense.key }],
    });
  });

  test("goes to a typed address instead", () => {
    expect(licenseLetter(aLicense, { to: "eve@example.com" }).to).toBe("eve@example.com");
  });

  test("greets, and says name, company, e-mail, days and user limit before the key", () => {
    expect(licenseLetter(aLicense).text).toContain(`Hello Ada Lovelace,

Your license is attached as ExampleCompany.gitlab-license, and stands below.

Name:       Ada Lovelace
Company:    Example Company
Email:      ada@example.com
Starts:     2025-06-01
Expires:    2026-06-01
User limit: 100

eyJkYXRh
Ijoi
`);
  });

  test.each(["text", "html"] as const)("offers the code as an alternative as %s", (as) => {
    expect(licenseLetter(aLicense, { activationCode: "the-code" })[as]).toContain("the-code");
    expect(licenseLetter(aLicense)[as]).not.toContain("activation code");
  });
});

describe("the letter of a hosted purchase", () => {
  test("says product, term, quantity and the group that it is linked to", () => {
    const { subject, text } = purchaseLetter({ ...aPurchase, group: "example-group" });

    expect(subject).toBe("Your GitLab Subscription");
    expect(text).toContain(`Product:      GitLab.com Premium
Subscription: A-S00000002
Term start:   2025-06-01
Term end:     2026-06-01
Quantity:     100
Group:        example-group
`);
  });

  test("says what is to be done while there is no group", () => {
    const { text } = purchaseLetter({ ...aPurchase, group: null });

    expect(text).toContain("link the subscription to a group");
  });
});

describe("letters with a link", () => {
  test.each([
    [signInLetter, "Sign in to the Customers Portal"],
    [passwordLetter, "Reset password instructions"],
    [confirmationLetter, "Confirmation instructions"],
  ])("have it in the text and in the HTML: $1", (write, subject) => {
    const letter = write(aLink);

    expect(letter.subject).toBe(subject);
    expect(letter.text).toContain("\nhttp://127.0.0.1:5000/go?a=1&b=2\n");
    expect(letter.html).toContain('href="http://127.0.0.1:5000/go?a=1&amp;b=2"');
  });
});

describe("what customers are called", () => {
  test("is text in the HTML, whatever it is", () => {
    const letter = activationCodeLetter({
      ...aPurchase,
      name: "<img src=x onerror=alert(1)>",
      company: '"><script>',
      activationCode: "x",
    });

    expect(letter.html).not.toMatch(/<img|<script/);
    expect(letter.html).toContain("&lt;img src=x onerror=alert(1)&gt;");
  });

  test("does not reorder the text around it", () => {
    expect(signInLetter({ ...aLink, name: "A\u202eda" }).text).toMatch(/^Hello A\\u202eda,/);
  });
});
