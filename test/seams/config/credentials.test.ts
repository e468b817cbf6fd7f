import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { credentialsFor } from "../../../src/app/credentials.ts";
import { openDataDirectory } from "../../../src/app/data-directory.ts";
import { systemRandom } from "../../../src/base/random.ts";
import { aFolder } from "../../support/a-folder.ts";

describe("the credentials of a data directory", () => {
  test("are made once and kept, for the owner's eyes", async () => {
    await using folder = await aFolder();
    using directory = openDataDirectory(folder.path);
    const made = credentialsFor(directory, systemRandom, null);

    expect(credentialsFor(directory, systemRandom, null)).toEqual(made);

    const file = join(folder.path, "credentials.json");
    expect(JSON.parse(await readFile(file, "utf8"))).toEqual(made);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test("take the password of GITLAB_ROOT_PASSWORD, and keep it", async () => {
    await using folder = await aFolder();
    using directory = openDataDirectory(folder.path);
    const made = credentialsFor(directory, systemRandom, null);

    const changed = credentialsFor(directory, systemRandom, "correct horse");

    expect(changed).toEqual({ ...made, root: { username: "root", password: "correct horse" } });
    expect(credentialsFor(directory, systemRandom, null)).toEqual(changed);
  });
});

describe("credentials without a data directory", () => {
  test("are others at each start", () => {
    const made = credentialsFor(null, systemRandom, null);

    expect(credentialsFor(null, systemRandom, null)).not.toEqual(made);
  });

  test("take the password of GITLAB_ROOT_PASSWORD", () => {
    const { root } = credentialsFor(null, systemRandom, "correct horse");

    expect(root).toEqual({ username: "root", password: "correct horse" });
  });
});
