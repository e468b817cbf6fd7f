import fastify from "fastify";
import mercurius from "mercurius";
import { licenseReader, typeDefs } from "./current-license.mjs";

// Mercurius with its compiler (graphql-jit), as its own documentation starts it.
const currentLicense = licenseReader();
const app = fastify({ keepAliveTimeout: 60_000 });
app.register(mercurius, {
  schema: typeDefs,
  resolvers: { Query: { currentLicense } },
  path: "/api/graphql",
  jit: 1,
});
process.stdout.write(`${await app.listen({ host: "127.0.0.1", port: 0 })}/api/graphql\n`);
