import { expect } from "vitest";
import type { TestEmulator } from "../../support/emulator-on.ts";
import { lines, saidTo, statusOf } from "./raw-socket.ts";

export const host = "Host: localhost";
export const close = "Connection: close";
const json = "Content-Type: application/json";
export const query = '{"query":"{ __typename }"}';

export const get = (target: string, ...headers: string[]) =>
  lines(`GET ${target} HTTP/1.1`, host, close, ...headers);
export const post = (headers: readonly string[], body = "hello") =>
  `${lines("POST /api/graphql HTTP/1.1", host, close, json, ...headers)}${body}`;
export const chunked = (body: string) => post(["Transfer-Encoding: chunked"], body);
export const oneChunk = (extension = "") => `1a${extension}\r\n${query}\r\n0\r\n\r\n`;

/** Says the same to all three listeners, and then asks each whether it goes on. */
export async function saidToAll({ ready }: TestEmulator, bytes: string) {
  const answers: string[] = [];
  for (const { url } of [ready.instance, ready.portal ?? ready.instance, ready.control]) {
    answers.push(await saidTo(url, Buffer.from(bytes, "latin1")));
    expect(statusOf(await saidTo(url, get("/")))).toBeGreaterThanOrEqual(200);
  }
  for (const answer of answers.filter((said) => said !== "")) {
    expect(answer).toMatch(/\r\nx-request-id: [\w-]{14,}\r\n/i);
  }
  expect(answers.join()).not.toMatch(/node_modules|\.ts:|SELECT|node:/);
  return answers;
}
