import { Agent, request } from "node:http";
import { describe, expect, test } from "vitest";
import { rawRequest } from "../../support/raw-request.ts";
import { listening } from "./listening.ts";

const mebibyte = 1024 * 1024;

describe("a request body", () => {
  test.each([
    { size: 0, status: 200, body: "POST / 0" },
    { size: mebibyte - 1, status: 200, body: `POST / ${mebibyte - 1}` },
    { size: mebibyte, status: 200, body: `POST / ${mebibyte}` },
    {
      size: mebibyte + 1,
      status: 413,
      body: "body-too-large: The request body is larger than 1048576 bytes.",
    },
  ])("of $size bytes is answered with $status", async ({ size, status, body }) => {
    await using listener = await listening();

    const answer = await rawRequest(listener.url, { method: "POST", body: Buffer.alloc(size) });

    expect(answer).toMatchObject({ status, body });
  });

  test("is counted as it comes, where no length was announced", async () => {
    await using listener = await listening();

    const status = await new Promise((resolve, reject) => {
      const sent = request(listener.url, { method: "POST" }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on("error", reject);
      for (let chunk = 0; chunk < 17; chunk += 1) sent.write(Buffer.alloc(64 * 1024));
      sent.end();
    });

    expect(status).toBe(413);
  });

  test("that was refused leaves its connection usable", async () => {
    await using listener = await listening();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const portOf = (size: number) =>
      new Promise<number | undefined>((resolve, reject) => {
        const sent = request(listener.url, { method: "POST", agent }, (response) => {
          response.resume();
          response.on("end", () => resolve(sent.socket?.localPort));
        });
        sent.on("error", reject);
        sent.end(Buffer.alloc(size));
      });

    const refusedOn = await portOf(2 * mebibyte);
    const answeredOn = await portOf(10);

    agent.destroy();
    expect(answeredOn).toBe(refusedOn);
  });
});
