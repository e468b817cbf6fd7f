import type { IncomingMessage } from "node:http";

export const maxBodyBytes = 1024 * 1024;

/** Collects the body; what comes past the limit is read and thrown away, so that the client sees the answer. */
export function bodyOf(request: IncomingMessage): Promise<Buffer | "too-large" | "gone"> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBodyBytes) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      resolve("too-large");
    });
    request.on("end", () =>
      resolve(chunks[0] && chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)),
    );
    request.on("close", () => resolve("gone"));
    request.on("error", () => resolve("gone"));
  });
}
