import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { chmod, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { certificateAuthority } from "../../../src/certificates/authority.ts";
import { trustedCertificatesIn } from "../../../src/certificates/trusted.ts";
import { aFolder } from "../../support/a-folder.ts";

let [first, second, third] = ["", "", ""];

beforeAll(async () => {
  const made = ["First", "Second", "Third"].map((name) => certificateAuthority(name));
  [first, second, third] = (await Promise.all(made)).map(({ certificate }) => certificate) as [
    string,
    string,
    string,
  ];
});

/** Writes files into a new folder; `names()` are the common names that are trusted there, `told` what was said. */
async function aDirectory(files: Readonly<Record<string, string | Buffer>>) {
  const folder = await aFolder();
  const at = (name: string) => join(folder.path, name);
  for (const [name, content] of Object.entries(files)) await writeFile(at(name), content);
  const told: string[] = [];
  const certificates = trustedCertificatesIn(folder.path, (sentence) =>
    told.push(sentence.replaceAll(folder.path, "DIR")),
  );
  return {
    at,
    told,
    certificates,
    names: () => certificates().map((pem) => new X509Certificate(pem).subject.replace("CN=", "")),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

test("each *.crt and *.pem is trusted, in order of their names, as PEM or as DER", async () => {
  await using directory = await aDirectory({
    "b.crt": first,
    "a.pem": new X509Certificate(second).raw,
    "c.pem": `Issued for you\n\n${third}`,
    "d.txt": third,
    ".e.crt": third,
    "f.CRT": third,
  });

  expect(directory.names()).toEqual(["Second", "First", "Third"]);
  expect(directory.told).toEqual([]);
});

test("of a bundle the first certificate alone is trusted, which is said once, by the file's name", async () => {
  await using directory = await aDirectory({ "bundle.pem": first + second });

  expect(directory.names()).toEqual(["First"]);
  expect(directory.names()).toEqual(["First"]);

  expect(directory.told).toEqual([
    "DIR/bundle.pem holds several certificates, of which the first alone is trusted: GitLab takes one a file. Put each into a file of its own.",
  ]);
});

test("a file that is put there, changed or taken away counts from the next time on", async () => {
  await using directory = await aDirectory({ "a.crt": first });
  const before = directory.certificates();
  expect(directory.certificates()).toBe(before);

  await writeFile(directory.at("b.crt"), second);
  expect(directory.names()).toEqual(["First", "Second"]);

  await writeFile(directory.at("a.crt"), third);
  expect(directory.names()).toEqual(["Third", "Second"]);

  await rm(directory.at("b.crt"));
  expect(directory.names()).toEqual(["Third"]);
  expect(directory.told).toEqual([]);
});

test("what is no certificate is passed over with a sentence, and what is one is trusted all the same", async () => {
  await using directory = await aDirectory({
    "empty.pem": "",
    "garbage.crt": Buffer.alloc(300_000, 7),
    "good.crt": first,
    "key.pem": "-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----\n",
  });
  await mkdir(directory.at("folder.crt"));
  await symlink(directory.at("good.crt"), directory.at("link.crt"));
  await symlink(directory.at("nowhere"), directory.at("lost.crt"));
  execFileSync("mkfifo", [directory.at("pipe.pem")]);

  expect(directory.names()).toEqual(["First", "First"]);
  expect(directory.told).toEqual([
    "DIR/empty.pem begins with no certificate: it is passed over.",
    "DIR/folder.crt is no file: it is passed over.",
    "DIR/garbage.crt begins with no certificate: it is passed over.",
    "DIR/key.pem begins with no certificate: it is passed over.",
    "DIR/lost.crt cannot be read (ENOENT): it is passed over.",
    "DIR/pipe.pem is no file: it is passed over.",
  ]);
});

test.skipIf(process.getuid?.() === 0)("a file that may not be read is passed over", async () => {
  await using directory = await aDirectory({ "closed.crt": first });
  await chmod(directory.at("closed.crt"), 0o000);

  expect(directory.names()).toEqual([]);
  expect(directory.told).toEqual(["DIR/closed.crt cannot be read (EACCES): it is passed over."]);
});

test("the name of a file is told without what would move a terminal's cursor", async () => {
  const directory = await aDirectory({ "\u001b[2Jcleared\u0007.crt": "nothing" });

  directory.names();

  expect(directory.told).toEqual([
    "DIR/\\u001b[2Jcleared\\u0007.crt begins with no certificate: it is passed over.",
  ]);
});

test("thousands of files are read up to the thousandth name, and complained of in few sentences", async () => {
  const numbers = Array.from({ length: 1_100 }, (_, number) => String(number).padStart(4, "0"));
  await using directory = await aDirectory(
    Object.fromEntries(
      numbers.map((number) => [`${number}.crt`, number < "0900" ? "no certificate" : first]),
    ),
  );

  expect(directory.names()).toHaveLength(100);
  expect(directory.told[0]).toBe(
    "DIR holds more than 1000 certificates: those of the first 1000 names are trusted.",
  );
  expect(directory.told).toHaveLength(22);
  expect(directory.told.at(-1)).toBe("880 more files in DIR are not taken as they are.");
});

test("a directory that is gone trusts nothing, and one that is back does again", async () => {
  await using directory = await aDirectory({ "a.crt": first });
  expect(directory.names()).toEqual(["First"]);

  await rm(directory.at("."), { recursive: true });
  expect([directory.names(), directory.names()]).toEqual([[], []]);
  expect(directory.told).toEqual(["DIR cannot be read (ENOENT): no certificate of it is trusted."]);

  await mkdir(directory.at("."));
  await writeFile(directory.at("a.crt"), second);
  expect(directory.names()).toEqual(["Second"]);
});
