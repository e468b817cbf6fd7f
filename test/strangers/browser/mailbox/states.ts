import type { TestEmulator, TestSettings } from "../../../support/emulator-on.ts";
import { registered } from "../../../support/portal-mails.ts";

/** How the mailbox can stand, and where that is shown. */
interface MailboxState {
  readonly settings?: TestSettings;
  readonly prepare?: (emulator: TestEmulator) => Promise<unknown>;
  /** Which of the mails is opened, the newest first; none unless said. */
  readonly opens?: string;
  readonly query?: string;
}

const sold = async ({ control }: TestEmulator) => {
  await control.post("/portal/subscriptions", { email: "ada@example.com", name: "Ada Lovelace" });
  await control.post("/portal/subscriptions", {
    email: "legal@example.com",
    name: "Grace Hopper",
    company: "Größe & Söhne <legal>",
    kind: "legacy",
  });
};

const cleared = ({ control }: TestEmulator) => control.delete("/mailbox");

const everything = async (emulator: TestEmulator) => {
  await cleared(emulator);
  await registered(emulator, "newcomer@example.com");
  await sold(emulator);
};

const mailboxStates = {
  "mailbox-empty": { prepare: cleared },
  "mailbox-list": { prepare: everything },
  "mailbox-code": { prepare: everything, opens: "Your GitLab Activation Code" },
  "mailbox-text": { prepare: everything, opens: "Your GitLab License File", query: "view=text" },
  "mailbox-license": { prepare: everything, opens: "Your GitLab License File" },
  "mailbox-source": {
    prepare: everything,
    opens: "Your GitLab License File",
    query: "view=source",
  },
  "mailbox-files": { prepare: everything, opens: "Your GitLab License File", query: "view=files" },
  "mailbox-search": { prepare: everything, query: "q=ada" },
  "mailbox-not-found": { prepare: everything, query: "q=nobody" },
  "mailbox-waiting": {
    // Nothing listens there.
    settings: { smtpUrl: "smtp://127.0.0.1:9" },
    prepare: everything,
    opens: "Your GitLab Activation Code",
  },
  "mailbox-many": {
    async prepare(emulator) {
      for (let index = 0; index < 60; index += 1) {
        await emulator.control.post("/portal/subscriptions", {
          email: `person${index}@example.com`,
        });
      }
    },
  },
} as const satisfies Record<string, MailboxState>;

type MailboxStateName = keyof typeof mailboxStates;
export const mailboxStateNames = Object.keys(mailboxStates) as MailboxStateName[];

export const settingsOf = (name: MailboxStateName): TestSettings => {
  const { settings = {} }: MailboxState = mailboxStates[name];
  return settings;
};

/** Brings a mailbox into a state, and says where that is shown. */
export async function mailboxIn(emulator: TestEmulator, name: MailboxStateName): Promise<string> {
  const state: MailboxState = mailboxStates[name];
  await state.prepare?.(emulator);
  const { body } = await emulator.control.get("/mailbox");
  const opened = body.findLast(({ subject }: { subject: string }) => subject === state.opens);
  const path = opened === undefined ? "/mailbox" : `/mailbox/${opened.id}`;
  return `${emulator.ready.control.url}${path}${state.query === undefined ? "" : `?${state.query}`}`;
}
