import { systemRandom } from "../../../src/base/random.ts";
import type { Office } from "../../../src/stand-in/licenses/issue.ts";
import type { KeptMail } from "../../../src/stand-in/mail/mail-books.ts";
import type { PortalEvent } from "../../../src/stand-in/sales/portal-event.ts";
import { booksIn } from "../../../src/stand-in/store/books.ts";
import { openDatabase } from "../../../src/stand-in/store/database.ts";
import { noonOf } from "./portal-on.ts";

/** What a portal works with, at noon of a day, and what it has told of. */
export async function officeOn(day: string, { hasServer = false } = {}) {
  const database = openDatabase(":memory:");
  const events: PortalEvent[] = [];
  const told: KeptMail[] = [];
  const clock = noonOf(day);
  const office: Office = {
    books: await booksIn(database),
    clock,
    random: systemRandom,
    onPortalEvent: (event) => void events.push(event),
    outbox: { hasServer, onMail: (mail) => void told.push(mail), onCleared: () => undefined },
  };
  return { office, clock, events, told, [Symbol.dispose]: database.close };
}
