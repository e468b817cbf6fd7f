import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { smtpCourier } from "../../../src/stand-in/mail/courier.ts";
import { licenseLetter, signInLetter } from "../../../src/stand-in/mail/letters.ts";
import type { KeptMail } from "../../../src/stand-in/mail/mail-books.ts";
import { mailboxOf } from "../../../src/stand-in/mail/mailbox.ts";
import { post } from "../../../src/stand-in/mail/post.ts";
import { aMailServer } from "../../support/smtp-server.ts";
import { officeOn } from "./office-on.ts";

const sender = "portal@understudy.test";

type Server = Parameters<typeof smtpCourier>[0]["server"];

interface Way {
  readonly port: number;
  readonly login?: Server["login"];
  readonly patience?: readonly number[];
}

/** An office whose mails a courier takes to a server, and what is told of their delivery. */
async function officeWithCourier() {
  const desk = await officeOn("2025-06-01", { hasServer: true });
  const { office } = desk;
  const { books } = office;
  const changed: KeptMail[] = [];
  let notice = Promise.withResolvers<void>();
  return {
    office,
    write: (to: string) =>
      books.atomically(() =>
        post(office, signInLetter({ to, name: "Ada", url: "http://a.test/" })),
      ),
    courier: ({ port, login = null, patience = [0, 0] }: Way) =>
      smtpCourier({
        server: { host: "127.0.0.1", port, secure: false, login, from: null },
        from: sender,
        books,
        onDelivery(mail) {
          changed.push(mail);
          notice.resolve();
          notice = Promise.withResolvers();
        },
        onError: (error) => expect.fail(String(error)),
        patience,
      }),
    /** Waits until so much was told of the delivery of mails. */
    async told(count: number) {
      while (changed.length < count) await notice.promise;
      return changed.map(({ id, delivery, deliveryAnswer }) => [id, delivery, deliveryAnswer]);
    },
    [Symbol.dispose]: desk[Symbol.dispose],
  };
}

describe("mails that wait when the portal starts", () => {
  test("go out in their order, over one connection, and the server's answer is kept", async () => {
    await using server = await aMailServer();
    using desk = await officeWithCourier();
    for (const to of ["a@example.com", "b@example.com", "c@example.com"]) desk.write(to);

    await using _ = desk.courier({ port: server.port });

    expect(await desk.told(3)).toEqual([1, 2, 3].map((id) => [id, "sent", "250 Taken"]));
    expect(server.recipients).toEqual(["a@example.com", "b@example.com", "c@example.com"]);
    expect(server.connections()).toBe(1);
  });
});

describe("a mail as it arrives", () => {
  test("has sender, date of the emulator's clock, id, text, HTML and files", async () => {
    await using server = await aMailServer();
    using desk = await officeWithCourier();
    const attributes = JSON.stringify({
      licensee: { Name: "Adä Löve", Email: "ada@example.com", Company: "Größe & Co" },
      issued_at: "2025-06-01",
    });
    const letter = licenseLetter({ number: 1001, key: "eyJk\nYXRh\n", attributes });
    const { books } = desk.office;
    books.atomically(() => post(desk.office, letter));

    await using _ = desk.courier({ port: server.port });
    await desk.told(1);

    const [mail] = server.taken;
    expect(mail).toMatchObject({
      subject: "Your GitLab License File",
      date: new Date("2025-06-01T12:00:00Z"),
      messageId: "<1.20250601120000@understudy.test>",
      from: { value: [{ name: "Customers Portal", address: sender }] },
      to: { value: [{ address: "ada@example.com" }] },
    });
    expect(mail?.text?.trim()).toBe(letter.text.trim());
    expect(mail?.html).toBe(letter.html);
    const [file] = mail?.attachments ?? [];
    expect([file?.filename, file?.content.toString()]).toEqual([
      "GrößeCo.gitlab-license",
      "eyJk\nYXRh\n",
    ]);
  });

  test("is the source that the mailbox shows", async () => {
    using desk = await officeWithCourier();
    desk.write("ada@example.com");
    const mailbox = mailboxOf(desk.office, sender);

    const source = await mailbox.source(1);

    expect(source).toContain("Date: Sun, 01 Jun 2025 12:00:00 +0000\r\n");
    expect(source).toContain("Message-ID: <1.20250601120000@understudy.test>\r\n");
    expect(await mailbox.source(1)).toBe(source);
    expect(await mailbox.source(2)).toBeNull();
  });

  test("goes nowhere where several were typed as its address", async () => {
    await using server = await aMailServer();
    using desk = await officeWithCourier();
    desk.write("a@example.com, b@example.com");
    desk.write("c@example.com\r\nBcc: d@example.com");
    desk.write("e@example.com");

    await using _ = desk.courier({ port: server.port });
    const [first, second] = await desk.told(3);

    const answer = "It is not addressed to one e-mail address.";
    expect([first, second]).toEqual([
      [1, "refused", answer],
      [2, "refused", answer],
    ]);
    expect(server.recipients).toEqual(["e@example.com"]);
  });
});

describe("an address that the server refuses for good", () => {
  test("is told of with the server's words, and holds up nobody", async () => {
    const refused = [550, "5.1.1 No such user here"] as const;
    await using server = await aMailServer({
      refuses: (address) => (address.startsWith("nobody@") ? refused : null),
    });
    using desk = await officeWithCourier();
    desk.write("nobody@example.com");
    desk.write("ada@example.com");

    await using _ = desk.courier({ port: server.port });

    expect(await desk.told(2)).toEqual([
      [1, "refused", "550 5.1.1 No such user here"],
      [2, "sent", "250 Taken"],
    ]);
  });

  test("is also what is no address", async () => {
    await using server = await aMailServer();
    using desk = await officeWithCourier();
    desk.write("nobody");
    desk.write("");

    await using _ = desk.courier({ port: server.port });

    expect((await desk.told(2)).map(([id, delivery]) => [id, delivery])).toEqual([
      [1, "refused"],
      [2, "refused"],
    ]);
  });
});

describe("an address that the server refuses for now", () => {
  test("is tried again, before the mails behind it", async () => {
    let tries = 0;
    await using server = await aMailServer({
      refuses(address) {
        if (address !== "busy@example.com") return null;
        tries += 1;
        return tries < 3 ? [451, "4.7.1 Greylisted"] : null;
      },
    });
    using desk = await officeWithCourier();
    desk.write("busy@example.com");
    desk.write("ada@example.com");

    await using _ = desk.courier({ port: server.port });

    expect(await desk.told(4)).toEqual([
      [1, "waiting", "451 4.7.1 Greylisted"],
      [1, "waiting", "451 4.7.1 Greylisted"],
      [1, "sent", "250 Taken"],
      [2, "sent", "250 Taken"],
    ]);
  });

  test("counts as refused once patience is over", async () => {
    await using server = await aMailServer({ refuses: () => [451, "4.7.1 Greylisted"] });
    using desk = await officeWithCourier();
    desk.write("busy@example.com");

    await using _ = desk.courier({ port: server.port });

    expect((await desk.told(3)).at(-1)).toEqual([
      1,
      "refused",
      "451 4.7.1 Greylisted (Tried 3 times.)",
    ]);
  });
});

describe("a server that cannot be reached", () => {
  test("is given up for the time being, and all that waits arrives after the next mail", async () => {
    const port = await freePort();
    using desk = await officeWithCourier();
    desk.write("ada@example.com");
    await using courier = desk.courier({ port });
    const [, , last] = await desk.told(3);
    expect(last).toEqual([1, "waiting", expect.stringMatching(/ECONNREFUSED.*Tried 3 times/)]);

    await using server = await aMailServer({ port });
    desk.write("eve@example.com");
    courier.wake();
    await desk.told(5);

    expect(server.recipients).toEqual(["ada@example.com", "eve@example.com"]);
  });

  test("hears nothing more once the portal ends, however long it would be waited for", async () => {
    const port = await freePort();
    using desk = await officeWithCourier();
    desk.write("ada@example.com");
    const courier = desk.courier({ port, patience: [3_600_000] });
    await desk.told(1);

    await courier[Symbol.asyncDispose]();

    expect(desk.office.books.waitingMail()).toMatchObject({ id: 1 });
  });
});

describe("a server that wants to know who sends", () => {
  const login = { user: "me", password: "a secret" };

  test("is told", async () => {
    await using server = await aMailServer({ login });
    using desk = await officeWithCourier();
    desk.write("ada@example.com");

    await using _ = desk.courier({ port: server.port, login });

    expect(await desk.told(1)).toEqual([[1, "sent", "250 Taken"]]);
  });

  test("refuses a wrong password in words that do not have it", async () => {
    await using server = await aMailServer({ login });
    using desk = await officeWithCourier();
    desk.write("ada@example.com");

    await using _ = desk.courier({
      port: server.port,
      login: { user: "me", password: "a wrong one" },
      patience: [],
    });

    const [[, delivery, answer] = []] = await desk.told(1);
    expect(delivery).toBe("waiting");
    expect(answer).toContain("535 Authentication failed");
    expect(answer).not.toContain("a wrong one");
  });
});

describe("a server that never answers", () => {
  test("does not keep the portal from ending, and the mail waits for the next start", async () => {
    await using server = await aMailServer({ until: new Promise(() => undefined) });
    using desk = await officeWithCourier();
    desk.write("ada@example.com");
    const courier = desk.courier({ port: server.port });
    await server.connected;

    await courier[Symbol.asyncDispose]();

    expect(desk.office.books.waitingMail()).toMatchObject({ id: 1, delivery: "waiting" });
  });
});

describe("mails that are forgotten while one is under way", () => {
  test("do not hand its delivery on to the mail that has its id then", async () => {
    const taking = Promise.withResolvers<void>();
    await using server = await aMailServer({ until: taking.promise });
    using desk = await officeWithCourier();
    const { books } = desk.office;
    desk.write("ada@example.com");
    await using _ = desk.courier({ port: server.port });
    await server.connected;

    books.atomically(() => books.clear());
    desk.write("eve@example.com");
    taking.resolve();

    expect(await desk.told(1)).toEqual([[1, "sent", "250 Taken"]]);
    expect(server.recipients).toEqual(["ada@example.com", "eve@example.com"]);
  });
});

describe("a server that repeats what it was told", () => {
  test("has no login kept with its answer", async () => {
    await using server = await anEcho();
    using desk = await officeWithCourier();
    desk.write("ada@example.com");

    const login = { user: "ada", password: "correct horse" };
    await using _ = desk.courier({ port: server.port, login, patience: [] });

    expect(await desk.told(1)).toEqual([
      [1, "waiting", "535 No: AUTH PLAIN [masked] of [masked] (Tried 1 times.)"],
    ]);
  });
});

/** An SMTP server that lets nobody in, and says which login it was. */
async function anEcho() {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.write("220 echo\r\n");
    socket.on("data", (data) => {
      const line = data.toString().trim();
      const isLogin = line.startsWith("AUTH");
      socket.write(
        isLogin ? `535 No: ${line} of correct horse\r\n` : "250-echo\r\n250 AUTH PLAIN\r\n",
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port.");
  return {
    port: address.port,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No port.");
  return address.port;
}
