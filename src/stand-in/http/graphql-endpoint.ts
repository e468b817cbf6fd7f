import { GraphQLError, parse } from "graphql";
import { createSchema, createYoga, maskError, type Plugin } from "graphql-yoga";
import type { Result } from "../../base/result.ts";
import { storageProblem } from "../../base/storage-problem.ts";
import type { Incoming, Reply } from "../../listener/http.ts";
import { jsonText } from "../../listener/replies.ts";
import type { AccessPayload, ActivationPayload } from "../../portal/wire.ts";
import type { ActivationRequest } from "../sales/redeem.ts";
import { fewDocuments, noErrors } from "./few-documents.ts";

/** The way from an activation code to an answer, chosen for each request. */
export type Redeem = (request: ActivationRequest) => ActivationPayload;

/** The way from a license key to a token for cloud services; a refusal is a sentence. */
export type GrantAccess = (licenseKey: string) => Result<AccessPayload, string>;

/** Serves the portal's GraphQL schema. */
export function graphqlEndpoint(grantAccess: GrantAccess, onError: (error: unknown) => void) {
  const yoga = createYoga<Context>({
    schema,
    plugins: [shortDocuments],
    graphqlEndpoint: path,
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    logging: false,
    // The listener has counted the body already; counting it again costs most of Yoga's throughput.
    maxRequestBodySize: false,
    // The usual one keeps a thousand documents, however long.
    parserAndValidationCache: { documentCache: fewDocuments(), errorCache: noErrors },
    maskedErrors: {
      maskError(error, message) {
        const masked = maskError(error, message, false);
        if (masked === error) return masked;
        onError(error);
        const problem = storageProblem(error);
        if (problem === undefined) return masked;
        return new GraphQLError(problem, { extensions: { http: { status: 503 } } });
      },
    },
  });
  return async (incoming: Incoming, redeem: Redeem): Promise<Reply> => {
    const request = new yoga.fetchAPI.Request(`http://portal${path}`, {
      method: "POST",
      // Whatever a client would rather have, it gets JSON.
      headers: { "content-type": "application/json", accept: "application/json" },
      body: incoming.body.toString(),
    });
    const response = await yoga.fetch(request, { redeem, grantAccess });
    const type = response.headers.get("content-type") ?? "application/json";
    return jsonText(response.status, await response.text(), { "content-type": type });
  };
}

interface Context {
  readonly redeem: Redeem;
  readonly grantAccess: GrantAccess;
}

const path = "/graphql";

const maxTokens = 1_000;

/** Refuses documents so deep that reading them would overflow the stack; an introspection has some 300 tokens. */
const shortDocuments: Plugin = {
  onParse({ setParseFn }) {
    setParseFn((source, options) => parse(source, { ...options, maxTokens }));
  },
};

/**
 * One schema for the three published generations of the mutation. Each added input fields, so all but the first two
 * are optional; a client that declares its variable `String!` may use it there.
 */
const typeDefs = /* GraphQL */ `
  type Query {
    "Whom the client reached."
    portal: String!
    "A token for cloud services, for the key of an online cloud license."
    cloudConnectorAccess(licenseKey: String!, gitlabVersion: String): CloudConnectorAccess
  }

  type CloudConnectorAccess {
    serviceToken: ServiceToken
    "Empty: none is told apart here."
    availableServices: [AvailableService!]
  }

  type ServiceToken {
    token: String
    expiresAt: String
  }

  type AvailableService {
    name: String
    serviceStartTime: String
    bundledWith: [String!]
  }

  type Mutation {
    "Exchanges an activation code for a license."
    cloudActivationActivate(input: CloudActivationActivateInput!): CloudActivationActivatePayload
  }

  input CloudActivationActivateInput {
    activationCode: String!
    "The instance's own UUID."
    instanceIdentifier: String!
    "A UUID derived from the instance and its host. Since 18.0."
    uniqueInstanceId: String
    "False when a person activates. Since 15.0."
    automated: Boolean
    "Since 16.0."
    gitlabVersion: String
    "Since 16.0."
    hostname: String
    clientMutationId: String
  }

  type CloudActivationActivatePayload {
    licenseKey: String
    "The later terms of the subscription."
    futureSubscriptions: [FutureSubscription!]
    "Whether this is the first use of the code."
    newSubscription: Boolean
    errors: [String!]
    clientMutationId: String
  }

  type FutureSubscription {
    cloudLicenseEnabled: Boolean
    offlineCloudLicenseEnabled: Boolean
    plan: String
    company: String
    email: String
    name: String
    startsAt: String
    expiresAt: String
    usersInLicenseCount: Int
  }
`;

interface ActivateArguments {
  readonly input: {
    readonly activationCode: string;
    readonly instanceIdentifier: string;
    readonly clientMutationId?: string | null;
  };
}

const schema = createSchema<Context>({
  typeDefs,
  resolvers: {
    Query: {
      portal: () => "Understudy's stand-in for the customers portal",
      cloudConnectorAccess(
        _root: unknown,
        { licenseKey }: { readonly licenseKey: string },
        { grantAccess }: Context,
      ) {
        const access = grantAccess(licenseKey);
        if (!access.ok) throw new GraphQLError(access.error);
        return access.value;
      },
    },
    Mutation: {
      cloudActivationActivate: (
        _root: unknown,
        { input }: ActivateArguments,
        { redeem }: Context,
      ) => ({
        ...redeem({ code: input.activationCode, instance: input.instanceIdentifier }),
        clientMutationId: input.clientMutationId,
      }),
    },
  },
});
