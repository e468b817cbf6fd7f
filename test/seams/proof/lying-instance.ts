import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

interface Shown {
  readonly id: string;
  readonly plan: string;
}

/** `old` was replaced long before the question. */
type Lie = (told: { readonly inForce: Shown | null; readonly old: Shown | null }) => {
  readonly status?: number;
  readonly license?: Shown | null;
};

/** An instance of which every fiftieth answer to a query is a lie, once its license was replaced a few times. */
export async function lyingInstance(lie: Lie) {
  const activated: Shown[] = [];
  let reads = 0;
  const answerTo = (body: string) => {
    const { query, variables } = JSON.parse(body);
    if (query.startsWith("mutation")) {
      const license = { id: variables.code, plan: `plan of ${variables.code}` };
      activated.push(license);
      return { data: { gitlabSubscriptionActivate: { errors: [], license } } };
    }
    reads += 1;
    const isLie = activated.length > 5 && reads % 50 === 0;
    const inForce = activated.at(-1) ?? null;
    const { license = inForce, status } = isLie
      ? lie({ inForce, old: activated.at(-3) ?? null })
      : {};
    return { data: { currentLicense: license }, status };
  };
  const server = createServer(async (request, response) => {
    const { status = 200, ...answer } = answerTo(await text(request));
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
