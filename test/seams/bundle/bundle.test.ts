import { describe, expect, test } from "vitest";
import { archiveOf, readArchive } from "../../../src/base/archive.ts";
import { type Bundle, bundleFile, bundleIn } from "../../../src/bundle/bundle.ts";

const bundle: Bundle = {
  about: {
    understudy: "0.1.0",
    node: "v24.1.0",
    system: "Linux 6.1 x86_64",
    savedAt: "2025-06-01T12:00:00Z",
  },
  configuration: { timeZone: "UTC", adminToken: "[masked]", portalUrl: null },
  snapshot: Buffer.from("the bytes of a snapshot"),
  traffic: `{"log": {"version": "1.2"}}`,
  timeline: [{ kind: "start" }],
  doctor: { verdict: { layer: "none" }, steps: [] },
};

const file = bundleFile(bundle);

/** The files of a bundle, some of them others. */
function changed(others: Readonly<Record<string, string | null>>): Buffer {
  const files = readArchive(file, { isKnown: () => true, mostBytes: 1_000_000 });
  if (!files.ok) throw new Error("The bundle cannot be read.");
  const texts = new Map([...files.value].map(([name, bytes]) => [name, bytes.toString()]));
  for (const [name, text] of Object.entries(others)) {
    if (text === null) texts.delete(name);
    else texts.set(name, text);
  }
  return archiveOf([...texts].map(([name, text]) => ({ name, bytes: Buffer.from(text) })));
}

const about = (more: object) => JSON.stringify({ format: 1, ...bundle.about, ...more });

describe("the file of a bundle", () => {
  test("gives back what a state is made of again", () => {
    expect(bundleIn(file)).toEqual({
      ok: true,
      value: {
        about: bundle.about,
        configuration: bundle.configuration,
        snapshot: Buffer.from("the bytes of a snapshot"),
      },
    });
  });

  test("is the same for the same bundle", () => {
    expect(bundleFile(structuredClone(bundle)).equals(file)).toBe(true);
  });

  test("can be looked into with any program that knows ZIP archives", () => {
    const files = readArchive(file, { isKnown: () => true, mostBytes: 1_000_000 });

    expect(files.ok && [...files.value.keys()]).toEqual([
      "bundle.json",
      "configuration.json",
      "snapshot.understudy-snapshot",
      "traffic.har",
      "timeline.json",
      "doctor.json",
    ]);
  });

  test("is refused whichever of its bits has flipped", () => {
    for (let at = 0; at < file.length; at += 1) {
      const flipped = Buffer.from(file);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      expect(bundleIn(flipped).ok).toBe(false);
    }
  });

  test("is refused wherever it was cut off", () => {
    for (let length = 0; length < file.length; length += 1) {
      expect(bundleIn(file.subarray(0, length)).ok).toBe(false);
    }
  });

  test.each([
    ["an empty file", Buffer.alloc(0), "The file is no support bundle of Understudy."],
    ["some text", Buffer.from("hello"), "The file is no support bundle of Understudy."],
    [
      "one without what says that it is one",
      changed({ "bundle.json": null }),
      "The file is no support bundle of Understudy.",
    ],
    ["one without a snapshot", changed({ "snapshot.understudy-snapshot": null }), "damaged"],
    ["one without a configuration", changed({ "configuration.json": null }), "damaged"],
    ["one with a configuration that is none", changed({ "configuration.json": "[1]" }), "damaged"],
    [
      "one that does not say when it was saved",
      changed({ "bundle.json": about({ savedAt: 1 }) }),
      "damaged",
    ],
    ["one of format 0", changed({ "bundle.json": about({ format: 0 }) }), "damaged"],
    [
      "one of a newer version",
      changed({ "bundle.json": about({ format: 2, understudy: "9.0.0" }), "more.json": "{}" }),
      "The bundle is of a newer version of Understudy, 9.0.0. Nothing was changed. Load it with that version.",
    ],
    [
      "one of a newer version with a hostile name",
      changed({ "bundle.json": about({ format: 2, understudy: "9\u001b[2K" }) }),
      "The bundle is of a newer version of Understudy. Nothing was changed.",
    ],
    ["one with another file", changed({ "more.json": "{}" }), "holds something else"],
    ["one with a path that climbs", changed({ "../../.bashrc": "hi" }), "holds something else"],
    ["one with a path", changed({ "/etc/passwd": "hi" }), "holds something else"],
    [
      "a snapshot",
      archiveOf([{ name: "manifest.json", bytes: Buffer.from("{}") }]),
      "The file is a snapshot, and no support bundle: understudy snapshot import takes it.",
    ],
  ])("is refused with a sentence: %s", (_what, bytes, sentence) => {
    const read = bundleIn(bytes);

    expect(read).toEqual({ ok: false, error: expect.stringContaining(sentence) });
    expect(read).toEqual({ ok: false, error: expect.stringContaining("Nothing was changed.") });
  });
});
