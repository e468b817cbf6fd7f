import { createHistogram } from "node:perf_hooks";
import { type LicenseApi, type LicenseApiOptions, licenseApiAt, type Read } from "./license-api.ts";
import { type ReplacementReport, type Verdicts, verdictsOn } from "./replacement-report.ts";

export interface ReplacementProof extends Omit<LicenseApiOptions, "connections"> {
  readonly readers: number;
  /** How often the license is replaced. */
  readonly replacements: number;
  /** Codes of licenses that differ from each other, activated in turn. At least two. */
  readonly codes: readonly string[];
}

/** The proof could not be made: nothing is said about replacements. */
export class ProofError extends Error {}

/**
 * Replaces an instance's license again and again while readers ask for it, and judges every answer.
 *
 * An answer is right if it is one of the licenses that were in force between its question and itself: the
 * one whose activation was acknowledged last before the question, or a later one that was sent for.
 */
export async function proveReplacement(proof: ReplacementProof): Promise<ReplacementReport> {
  const { readers, codes } = proof;
  await using api = licenseApiAt({ ...proof, connections: readers + 1 });
  const licenses = await licensesOf(api, codes);
  const history = { sent: codes.length - 1, acknowledged: codes.length - 1 };
  const expected = (index: number) => licenses[index % licenses.length];
  const startedAt = performance.now();

  let replacing = true;
  const during = reading(api, readers, { history, expected, goesOn: () => replacing });
  try {
    await replace(api, proof, history);
  } finally {
    replacing = false;
    await during;
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  // Afterwards, when both sides have warmed up.
  const goesOn = upTo(readers * readsAtRest);
  const atRest = await reading(api, readers, { history, expected, goesOn });
  const { replacements } = proof;
  return { readers, replacements, seconds, during: await during, atRest };
}

/** Of each reader, to compare with. */
const readsAtRest = 300;

/** Which replacement was sent last, and which was acknowledged last, counted from 0. */
interface History {
  sent: number;
  acknowledged: number;
}

interface Watch {
  readonly history: History;
  readonly expected: (index: number) => string | undefined;
  readonly goesOn: () => boolean;
}

/** Activates each code once, so that it is known what it brings. */
async function licensesOf(api: LicenseApi, codes: readonly string[]): Promise<string[]> {
  const licenses: string[] = [];
  for (const code of codes) licenses.push(broughtBy(await api.activate(code)));
  if (licenses.length < 2 || new Set(licenses).size < licenses.length) {
    throw new ProofError(
      "A proof needs the codes of at least two licenses, each with a number, plan, term or seats of its own.",
    );
  }
  return licenses;
}

async function replace(
  api: LicenseApi,
  { codes, replacements }: ReplacementProof,
  history: History,
) {
  for (let count = 0; count < replacements; count += 1) {
    history.sent += 1;
    broughtBy(await api.activate(codes[history.sent % codes.length] ?? ""));
    history.acknowledged = history.sent;
  }
}

function broughtBy(activated: Read): string {
  if ("license" in activated && activated.license !== null) return activated.license;
  const why = "failure" in activated ? activated.failure : "it brought no license";
  throw new ProofError(`A code could not be activated: ${why}`);
}

/** Asks with all readers at once, each as soon as it was answered, and judges what they were told. */
async function reading(api: LicenseApi, readers: number, watch: Watch): Promise<Verdicts> {
  const { history, expected, goesOn } = watch;
  const nanoseconds = createHistogram();
  const verdicts = verdictsOn(nanoseconds);
  const known = new Set(Array.from({ length: history.sent + 1 }, (_, index) => expected(index)));
  const reader = async () => {
    do {
      const from = history.acknowledged;
      const askedAt = performance.now();
      const read = await api.read();
      nanoseconds.record(Math.max(1, Math.round((performance.now() - askedAt) * 1e6)));
      const inForce = span(from, history.sent).map(expected);
      verdicts.judge(read, { inForce, known });
    } while (goesOn());
  };
  await Promise.all(Array.from({ length: readers }, reader));
  return verdicts.told();
}

const span = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, offset) => from + offset);

function upTo(most: number): () => boolean {
  let reads = 0;
  return () => {
    reads += 1;
    return reads < most;
  };
}
