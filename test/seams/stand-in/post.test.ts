import { describe, expect, test } from "vitest";
import { signInLetter } from "../../../src/stand-in/mail/letters.ts";
import { mailboxOf } from "../../../src/stand-in/mail/mailbox.ts";
import { post } from "../../../src/stand-in/mail/post.ts";
import { officeOn } from "./office-on.ts";

const aLetter = (to = "ada@example.com") =>
  signInLetter({ to, name: "Ada", url: "http://127.0.0.1/secret" });

describe("a letter that is posted", () => {
  test("is a mail of the emulator's day, which no server has to take", async () => {
    using desk = await officeOn("2025-06-01");
    const { books } = desk.office;

    books.atomically(() => post(desk.office, aLetter()));

    expect(books.mails()).toMatchObject([
      {
        id: 1,
        at: "2025-06-01T12:00:00Z",
        kind: "sign-in",
        to: "ada@example.com",
        subscriptionNumber: null,
        licenseNumber: null,
        delivery: null,
      },
    ]);
  });

  test("is told of once it is stored, without what it says", async () => {
    using desk = await officeOn("2025-06-01");

    desk.office.books.atomically(() => {
      post(desk.office, aLetter());
      expect(desk.events).toEqual([]);
    });

    const subject = "Sign in to the Customers Portal";
    expect(desk.events).toEqual([
      { action: "mailed", subject, detail: "to ada@example.com", by: null },
    ]);
    expect(desk.told).toEqual(desk.office.books.mails());
  });

  test("waits for the server, where there is one", async () => {
    using desk = await officeOn("2025-06-01", { hasServer: true });

    desk.office.books.atomically(() => post(desk.office, aLetter()));

    expect(desk.office.books.waitingMail()).toMatchObject({ id: 1, delivery: "waiting" });
  });
});

describe("a letter of a transaction that is rolled back", () => {
  test("is no mail, and nobody is told", async () => {
    using desk = await officeOn("2025-06-01");
    const { books } = desk.office;
    const failing = () =>
      books.atomically(() => {
        post(desk.office, aLetter());
        throw new Error("The disk is full.");
      });

    expect(failing).toThrow("The disk is full.");

    expect(books.mails()).toEqual([]);
    expect([desk.events, desk.told]).toEqual([[], []]);
  });

  test("is not told of by the transaction around it, which tells of its own", async () => {
    using desk = await officeOn("2025-06-01");
    const { books } = desk.office;

    books.atomically(() => {
      books.atomically(() => post(desk.office, aLetter("first@example.com")));
      expect(() =>
        books.atomically(() => {
          post(desk.office, aLetter("second@example.com"));
          throw new Error("No.");
        }),
      ).toThrow();
    });

    expect(desk.told.map(({ to }) => to)).toEqual(["first@example.com"]);
    expect(books.mails().map(({ to }) => to)).toEqual(["first@example.com"]);
  });
});

describe("the mails", () => {
  test("are found by whom they are to, however that is written", async () => {
    using desk = await officeOn("2025-06-01");
    const { books } = desk.office;
    for (const to of ["ada@example.com", "eve@example.com"]) {
      books.atomically(() => post(desk.office, aLetter(to)));
    }

    expect(books.mails({ to: " Eve@Example.com " }).map(({ id }) => id)).toEqual([2]);
    expect(books.mails({ limit: 1 }).map(({ id }) => id)).toEqual([2]);
  });

  test("are numbered on when they were cleared, so that no two share an id", async () => {
    using desk = await officeOn("2025-06-01");
    const { books } = desk.office;
    books.atomically(() => post(desk.office, aLetter()));

    books.atomically(() => books.clearMails());

    expect(books.mails()).toEqual([]);
    expect(books.atomically(() => post(desk.office, aLetter())).id).toBe(2);
  });

  test("begin anew when the portal starts over", async () => {
    using desk = await officeOn("2025-06-01");
    const { books } = desk.office;
    books.atomically(() => post(desk.office, aLetter()));

    books.atomically(() => books.clear());

    expect(books.atomically(() => post(desk.office, aLetter())).id).toBe(1);
  });
});

describe("the mails in which a text is sought", () => {
  async function officeWith(...addresses: string[]) {
    const desk = await officeOn("2025-06-01");
    for (const to of addresses) desk.office.books.atomically(() => post(desk.office, aLetter(to)));
    const mailbox = mailboxOf(desk.office, "portal@understudy.test");
    return { mailbox, found: (text: string) => mailbox.page(text, 1).mails.map(({ to }) => to) };
  }

  test("are those with it in their address, subject or text, newest first", async () => {
    const { found } = await officeWith("ada@example.com", "eve@example.com");

    expect(found("")).toEqual(["eve@example.com", "ada@example.com"]);
    expect(found(" ADA@ ")).toEqual(["ada@example.com"]);
    expect(found("sign in to the")).toHaveLength(2);
    expect(found("/secret")).toHaveLength(2);
    expect(found("nobody")).toEqual([]);
  });

  test("have it as it is typed: no character stands for others", async () => {
    const { found } = await officeWith("a_b@example.com", "axb@example.com", "50%@example.com");

    expect(found("a_b")).toEqual(["a_b@example.com"]);
    expect(found("%")).toEqual(["50%@example.com"]);
    expect(found("\\")).toEqual([]);
  });

  test("come fifty on a page, and the last page instead of one behind it", async () => {
    const addresses = Array.from({ length: 51 }, (_, index) => `${index}@example.com`);
    const { mailbox } = await officeWith(...addresses);

    const { mails, ...first } = mailbox.page("", 1);
    expect([mails.length, first]).toEqual([50, { page: 1, pages: 2, total: 51 }]);
    expect(mailbox.page("", 9)).toMatchObject({ page: 2, mails: [{ to: "0@example.com" }] });
    expect(mailbox.page("nobody", 1)).toEqual({ mails: [], page: 1, pages: 1, total: 0 });
  });
});
