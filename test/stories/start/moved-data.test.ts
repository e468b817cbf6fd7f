import { readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { readyOf, type Serving, serving } from "../../support/command-line.ts";
import { controlClient } from "../../support/control-client.ts";
import { graphqlClient } from "../../support/graphql-client.ts";

const gone = "Nothing was stored: the data directory was moved or removed";

const args = (data: string) => ["--json", "--log-level", "silent", "--frozen", "--data", data];

function clientsOf(serve: Serving) {
  const { control, instance, tokens, activationCode } = readyOf(serve);
  return {
    control: controlClient(control.url),
    graphql: graphqlClient(`${instance.url}/api/graphql`, tokens.admin),
    code: activationCode ?? "",
  };
}

test.each([
  { what: "moved away", leave: (data: string) => rename(data, `${data}.old`) },
  { what: "removed", leave: (data: string) => rm(data, { recursive: true }) },
  {
    what: "robbed of what was stored last",
    leave: (data: string) =>
      Promise.all(
        ["instance", "portal"].flatMap((name) =>
          ["wal", "shm"].map((end) => rm(join(data, `${name}.sqlite-${end}`))),
        ),
      ),
  },
])(
  "A change is refused once the data directory was $what, and reading goes on",
  async ({ leave }) => {
    await using folder = await aFolder();
    const data = join(folder.path, "data");
    await using serve = await serving(args(data));
    const { control, graphql, code } = clientsOf(serve);
    const before = (await control.get("/state")).body;
    await leave(data);

    const activated = await graphql.activate(code);
    const changes = [
      await control.post("/portal/subscriptions", { company: "ACME" }),
      await control.post("/clock/advance", { days: 1 }),
      await control.post("/reset", {}),
      await control.post("/tokens", { user: "root", scopes: ["api"] }),
    ];

    // The portal has refused it: it has a database in that directory, too.
    expect(activated.body).toMatchObject({ license: null, errors: [expect.any(String)] });
    for (const { status, body } of changes) {
      expect({ status, said: body.error.message }).toEqual({
        status: 503,
        said: expect.stringContaining(gone),
      });
    }
    expect((await control.get("/state")).body).toEqual(before);
  },
);

test("An emulator whose data directory was moved away takes nothing from the one in its place", async () => {
  await using folder = await aFolder();
  const data = join(folder.path, "data");
  await using first = await serving(args(data));
  await rename(data, `${data}.old`);
  await using second = await serving(args(data));
  const files = (await readdir(data)).sort();

  first.signal("SIGTERM");

  expect(await first.ended).toMatchObject({ end: 0, stderr: "" });
  expect((await readdir(data)).sort()).toEqual(files);
  const { control, graphql, code } = clientsOf(second);
  expect(await graphql.activate(code)).toMatchObject({ body: { errors: [] } });
  expect((await control.get("/state")).status).toBe(200);
});
