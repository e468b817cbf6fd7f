/**
 * The GraphQL documents that the product's subscription page sends, `__typename` included, and what an
 * instance answers that was licensed with the ready line's code on 2025-06-01 at 10:00.
 * Source: instance behaviour, GraphQL documents the page sends.
 */
const currentLicenseFields = `fragment License on CurrentLicense {
  id
  type
  plan
  name
  email
  company
  startsAt
  expiresAt
  activatedAt
  lastSync
  usersInLicenseCount
  billableUsersCount
  maximumUserCount
  usersOverLicenseCount
  trial
  hasGitlabCreditsAddOn @gl_introduced(version: "19.0.0")
  subscriptionName @gl_introduced(version: "19.3.0")
  __typename
}`;

const futureFields =
  "type plan name email company usersInLicenseCount startsAt expiresAt __typename";
const pastFields =
  "id type plan name email company usersInLicenseCount startsAt expiresAt activatedAt __typename";

export const activateSubscription = `mutation activateSubscription(
  $gitlabSubscriptionActivateInput: GitlabSubscriptionActivateInput!
) {
  gitlabSubscriptionActivate(input: $gitlabSubscriptionActivateInput) {
    errors
    license { ...License __typename }
    futureSubscriptions { ${futureFields} }
    __typename
  }
}
${currentLicenseFields}`;

export const inputFor = (activationCode: string | null) => ({
  gitlabSubscriptionActivateInput: { activationCode },
});

export const getCurrentLicense = `query getCurrentLicense {
  currentLicense { ...License __typename }
}
${currentLicenseFields}`;

/** What the page loads, always together. */
export const pageQueries = [
  getCurrentLicense,
  `query getPastLicenseHistory {
    licenseHistoryEntries { nodes { ${pastFields} } __typename }
  }`,
  `query getFutureLicenseHistory {
    subscriptionFutureEntries { nodes { ${futureFields} } __typename }
  }`,
] as const;

export const activatedAt = "2025-06-01T10:00:00Z";

const license = {
  id: "gid://gitlab/License/1001",
  type: "online_cloud",
  plan: "premium",
  name: "Example Admin",
  email: "admin@example.com",
  company: "Example Company",
  startsAt: "2025-06-01",
  expiresAt: "2026-06-01",
  activatedAt: "2025-06-01",
  usersInLicenseCount: 10,
};

const currentLicense = {
  ...license,
  lastSync: activatedAt,
  billableUsersCount: 8,
  maximumUserCount: 8,
  usersOverLicenseCount: 0,
  trial: false,
  hasGitlabCreditsAddOn: false,
  subscriptionName: "A-S00000001",
  __typename: "CurrentLicense",
};

export const activated = {
  gitlabSubscriptionActivate: {
    errors: [],
    license: currentLicense,
    futureSubscriptions: [],
    __typename: "GitlabSubscriptionActivatePayload",
  },
};

/** The data of `pageQueries`, in their order. */
export const loaded = [
  { currentLicense },
  {
    licenseHistoryEntries: {
      nodes: [{ ...license, __typename: "LicenseHistoryEntry" }],
      __typename: "LicenseHistoryEntryConnection",
    },
  },
  {
    subscriptionFutureEntries: { nodes: [], __typename: "SubscriptionFutureEntryConnection" },
  },
];

export const notAvailable =
  "The resource that you are attempting to access does not exist or you don't have permission to perform this action";
