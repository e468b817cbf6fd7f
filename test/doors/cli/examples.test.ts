import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "vitest";
import { aWorkplace, serving, type Workplace } from "../../support/command-line.ts";
import { documentedCommands } from "../../support/commands.ts";
import { wordsOf } from "../../support/words-of.ts";

const commands = await documentedCommands();
const examples = [...new Set(commands.flatMap((command) => command.examples))];

/** A workplace as the examples suppose it: one license, one fault, one more code, and three files. */
async function aBusyWorkplace(): Promise<Workplace> {
  const workplace = await aWorkplace({ now: "2025-06-01", frozen: "true" });
  const { graphql, control, ready, folder } = workplace;
  await graphql.activate(ready.activationCode ?? "");
  const attributes = {
    licensee: { Name: "Ada" },
    issued_at: "2025-06-01",
    expires_at: "2026-06-01",
  };
  await writeFile(join(folder, "license.json"), JSON.stringify(attributes));
  const { body } = await control.post("/portal/licenses", attributes);
  await writeFile(join(folder, "Example.gitlab-license"), body.license);
  await writeFile(join(folder, "counts.csv"), "date,count\n2025-01-31,8\n");
  return workplace;
}

describe.concurrent("the help of every command", { timeout: 90_000 }, () => {
  test.for(commands)("has an example of its own: $usage", ({ usage, examples }, { expect }) => {
    const [words = ""] = usage.split(/ [[<]/);

    expect(examples).not.toEqual([]);
    expect(examples.filter((line) => !line.includes(`understudy ${words}`))).toEqual([]);
  });

  test.for(examples.filter((line) => !line.startsWith("understudy serve ")))(
    "has an example that runs: %s",
    async (line, { expect }) => {
      await using workplace = await aBusyWorkplace();
      const { body: sold } = await workplace.control.post("/portal/subscriptions", {});

      const ended = await workplace.type(line.replace(/\b\w{24}\b/, sold.activationCode));

      expect(ended).toMatchObject({ end: 0, stderr: "" });
    },
  );

  test.for(examples.filter((line) => line.startsWith("understudy serve ")))(
    "has an example that starts: %s",
    async (line, { expect }) => {
      const [, , ...flags] = wordsOf(line);

      await using serve = await serving(flags);

      expect(serve.output).toContain("Understudy is ready.");
    },
  );
});
