import { gql, type TypedDocumentNode } from "@apollo/client";

/** What the product's page asks, with its names and in its order. Source: instance behaviour, GraphQL documents the page sends; page contract, queries. */

interface SharedFields {
  readonly type: LicenseType;
  readonly plan: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly company: string | null;
  readonly usersInLicenseCount: number | null;
  /** Days, as all of them: `2025-06-01`. */
  readonly startsAt: string | null;
  readonly expiresAt: string | null;
}

export type LicenseType = "online_cloud" | "offline_cloud" | "legacy_license";

export interface CurrentLicense extends SharedFields {
  readonly id: string;
  readonly activatedAt: string | null;
  readonly lastSync: string | null;
  readonly billableUsersCount: number | null;
  readonly maximumUserCount: number | null;
  readonly usersOverLicenseCount: number | null;
  readonly trial: boolean | null;
  readonly hasGitlabCreditsAddOn: boolean | null;
  readonly subscriptionName: string | null;
}

/** A stored license, or a subscription that the portal has announced, which has no id. */
export interface HistoryEntry extends SharedFields {
  readonly id?: string;
  readonly activatedAt?: string | null;
}

const licenseFragment = gql`
  fragment License on CurrentLicense {
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
  }
`;

export const getCurrentLicense: TypedDocumentNode<{ currentLicense: CurrentLicense | null }> = gql`
  query getCurrentLicense {
    currentLicense {
      ...License
    }
  }
  ${licenseFragment}
`;

export const getPastLicenseHistory: TypedDocumentNode<{
  licenseHistoryEntries: { nodes: readonly HistoryEntry[] } | null;
}> = gql`
  query getPastLicenseHistory {
    licenseHistoryEntries {
      nodes {
        id
        type
        plan
        name
        email
        company
        usersInLicenseCount
        startsAt
        expiresAt
        activatedAt
      }
    }
  }
`;

export const getFutureLicenseHistory: TypedDocumentNode<{
  subscriptionFutureEntries: { nodes: readonly HistoryEntry[] } | null;
}> = gql`
  query getFutureLicenseHistory {
    subscriptionFutureEntries {
      nodes {
        type
        plan
        name
        email
        company
        usersInLicenseCount
        startsAt
        expiresAt
      }
    }
  }
`;

export const activateSubscription: TypedDocumentNode<
  {
    gitlabSubscriptionActivate: {
      errors: readonly string[];
      license: CurrentLicense | null;
      futureSubscriptions: readonly HistoryEntry[] | null;
    } | null;
  },
  { gitlabSubscriptionActivateInput: { activationCode: string } }
> = gql`
  mutation activateSubscription(
    $gitlabSubscriptionActivateInput: GitlabSubscriptionActivateInput!
  ) {
    gitlabSubscriptionActivate(input: $gitlabSubscriptionActivateInput) {
      errors
      license {
        ...License
      }
      futureSubscriptions {
        type
        plan
        name
        email
        company
        usersInLicenseCount
        startsAt
        expiresAt
      }
    }
  }
  ${licenseFragment}
`;
