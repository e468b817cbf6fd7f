/**
 * What the explorer opens with. Each operation has a name, which becomes the title of its tab, and
 * lines short enough to be read without scrolling.
 */
export const tabs: readonly { readonly query: string }[] = [
  {
    query: `mutation activate {
  # Put the code between the quotes, then run.
  gitlabSubscriptionActivate(
    input: {
      activationCode: "PASTE_THE_CODE_HERE"
    }
  ) {
    errors
    license {
      id
      activatedAt
      startsAt
      usersInLicenseCount
      lastSync
    }
  }
}
`,
  },
  {
    query: `query currentLicense {
  currentLicense {
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
  }
}
`,
  },
  {
    query: `query licenseHistory {
  licenseHistoryEntries {
    nodes {
      id
      type
      plan
      name
      email
      company
      startsAt
      expiresAt
      activatedAt
      usersInLicenseCount
    }
  }
}
`,
  },
  {
    query: `query futureSubscriptions {
  subscriptionFutureEntries {
    nodes {
      type
      plan
      name
      email
      company
      startsAt
      expiresAt
      usersInLicenseCount
    }
  }
}
`,
  },
  {
    query: `mutation destroy {
  # Put the number of the license in its place.
  licenseDestroy(
    input: { id: "gid://gitlab/License/NUMBER" }
  ) {
    errors
    license {
      id
      plan
    }
    currentLicense {
      id
      plan
    }
  }
}
`,
  },
];
