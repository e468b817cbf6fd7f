import {
  buildSchema,
  defaultFieldResolver,
  GraphQLError,
  type GraphQLFieldResolver,
} from "graphql";
import type { Result } from "../../base/result.ts";
import type { AccessPayload, ActivationPayload } from "../../portal/wire.ts";
import type { ActivationRequest } from "../sales/redeem.ts";

/** The way from an activation code to an answer, chosen for each request. */
export type Redeem = (request: ActivationRequest) => ActivationPayload;

/** The way from a license key to a token for cloud services; a refusal is a sentence. */
export type GrantAccess = (licenseKey: string) => Result<AccessPayload, string>;

export interface PortalContext {
  readonly redeem: Redeem;
  readonly grantAccess: GrantAccess;
}

/**
 * One schema for the three published generations of the mutation. Each added input fields, so all but the first two
 * are optional; a client that declares its variable `String!` may use it there.
 */
export const portalSchema = buildSchema(/* GraphQL */ `
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
`);

interface ActivateArguments {
  readonly input: {
    readonly activationCode: string;
    readonly instanceIdentifier: string;
    readonly gitlabVersion?: string | null;
    readonly hostname?: string | null;
    readonly clientMutationId?: string | null;
  };
}

/** Of the fields of the root; the others are members of what these give. */
const resolvers: Readonly<Record<string, GraphQLFieldResolver<unknown, PortalContext>>> = {
  portal: () => "Understudy's stand-in for the customers portal",
  cloudConnectorAccess(_root, { licenseKey }: { readonly licenseKey: string }, { grantAccess }) {
    const access = grantAccess(licenseKey);
    if (!access.ok) throw new GraphQLError(access.error);
    return access.value;
  },
  cloudActivationActivate: (_root, { input }: ActivateArguments, { redeem }) => ({
    ...redeem({
      code: input.activationCode,
      instance: input.instanceIdentifier,
      hostname: input.hostname ?? null,
      gitlabVersion: input.gitlabVersion ?? null,
    }),
    clientMutationId: input.clientMutationId,
  }),
};

for (const root of [portalSchema.getQueryType(), portalSchema.getMutationType()]) {
  for (const field of Object.values(root?.getFields() ?? {})) {
    field.resolve = resolvers[field.name] ?? defaultFieldResolver;
  }
}
