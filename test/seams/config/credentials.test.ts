import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { credentialsFor } from "../../../src/app/credentials.ts";
import { openDataDirectory } from "../../../src/app/data-directory.ts";
import { systemRandom } from "../../../src/base/random.ts";
import { aFolder } from "../../support/a-folder.ts";

const drawn = { rootPassword: null, adminToken: null, userToken: null };

describe("the credentials of a data directory", () => {
  test("are made once and kept, for the owner's eyes", async () => {
    await using folder = await aFolder();
    using directory = openDataDirectory(folder.path);
    const made = credentialsFor(directory, systemRandom, drawn);

    expect(credentialsFor(directory, systemRandom, drawn)).toEqual(made);

    const file = join(folder.path, "credentials.json");
    expect(JSON.parse(await readFile(file, "utf8"))).toEqual(made);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test("take the password of GITLAB_ROOT_PASSWORD, and keep it", async () => {
    await using folder = await aFolder();
    using directory = openDataDirectory(folder.path);
    const made = credentialsFor(directory, systemRandom, drawn);

    const changed = credentialsFor(directory, systemRandom, {
      ...drawn,
      rootPassword: "correct horse",
    });

    expect(changed).toEqual({ ...made, root: { username: "root", password: "correct horse" } });
    expect(credentialsFor(directory, systemRandom, drawn)).toEqual(changed);
  });

  test("that an earlier version made get an account for the portal's staff, and keep the rest", async () => {
    await using folder = await aFolder();
    using directory = openDataDirectory(folder.path);
    const { staff, ...before } = credentialsFor(directory, systemRandom, drawn);
    directory.write("credentials.json", before);

    const made = credentialsFor(directory, systemRandom, drawn);

    expect(made).toEqual({
      ...before,
      staff: { email: staff.email, password: expect.stringMatching(/^[A-Za-z0-9]{20}$/) },
    });
    expect(credentialsFor(directory, systemRandom, drawn)).toEqual(made);
  });
});

describe("tokens with a text of one's own", () => {
  test("take the place of those that were drawn, and are kept", async () => {
    await using folder = await aFolder();
    using directory = openDataDirectory(folder.path);
    const made = credentialsFor(directory, systemRandom, drawn);
    const own = { adminToken: "the-administrator", userToken: "somebody" };

    const changed = credentialsFor(directory, systemRandom, { ...drawn, ...own });

    const tokens = { ...made.tokens, admin: "the-administrator", user: "somebody" };
    expect(changed).toEqual({ ...made, tokens });
    expect(credentialsFor(directory, systemRandom, drawn)).toEqual(changed);
  });
});

describe("credentials without a data directory", () => {
  test("are others at each start", () => {
    const made = credentialsFor(null, systemRandom, drawn);

    expect(credentialsFor(null, systemRandom, drawn)).not.toEqual(made);
  });

  test("take the password of GITLAB_ROOT_PASSWORD", () => {
    const { root } = credentialsFor(null, systemRandom, {
      ...drawn,
      rootPassword: "correct horse",
    });

    expect(root).toEqual({ username: "root", password: "correct horse" });
  });
});
