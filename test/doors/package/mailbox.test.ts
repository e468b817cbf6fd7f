import { expect } from "vitest";
import { testWith } from "../../../src/package/vitest.ts";
import { registered } from "../../support/portal-mails.ts";

const test = testWith({ now: "2025-06-01", frozen: true });

test("programs read the mails that the portal has written, and forget them", async ({
  emulator,
}) => {
  const { portal } = emulator;
  await registered({ ready: { portal } as Parameters<typeof registered>[0]["ready"] }, "a@b.test");

  const [mail] = await emulator.mailbox.list({ to: "a@b.test", limit: 1 });

  expect(mail).toMatchObject({ to: "a@b.test", subject: "Confirmation instructions" });
  expect((await emulator.mailbox.show(mail?.id ?? 0)).source).toContain("To: a@b.test\r\n");
  await emulator.mailbox.clear();
  expect(await emulator.mailbox.list()).toEqual([]);
});

test("programs are told that there is no such mail", async ({ emulator }) => {
  await expect(emulator.mailbox.show(999_999)).rejects.toMatchObject({ code: "mail-not-found" });
});
