import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { licenseReader, typeDefs } from "./current-license.mjs";

// Apollo Server's standalone server, as its own documentation starts it.
const currentLicense = licenseReader();
const server = new ApolloServer({ typeDefs, resolvers: { Query: { currentLicense } } });
const { url } = await startStandaloneServer(server, { listen: { host: "127.0.0.1", port: 0 } });
process.stdout.write(`${url}api/graphql\n`);
