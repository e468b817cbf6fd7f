const placeholder = "PASTE_THE_CODE_HERE";

const howToFillIn = "  # Put the code between the quotes, then run.\n";

/**
 * What the explorer opens with. Each operation has a name, which becomes the title of its tab, and
 * lines short enough to be read without scrolling.
 */
export const tabs: readonly { readonly query: string }[] = [
  {
    query: `mutation activate {
${howToFillIn}  gitlabSubscriptionActivate(
    input: {
      activationCode: "${placeholder}"
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

/** What it opens with in the free edition, whose schema has no licenses. */
export const tabsOfFree: readonly { readonly query: string }[] = [
  {
    query: `query edition {
  metadata {
    version
    enterprise
  }
  currentUser {
    username
  }
}
`,
  },
];

/** The same, with a code that was sold and not used yet, if one is known. */
export const tabsWith = (code: string | null) =>
  tabs.map(({ query }) => ({
    query: code === null ? query : query.replace(howToFillIn, "").replace(placeholder, code),
  }));

/** Where the browser keeps the code that the explorer has filled in. */
const filledIn = "understudy:activation-code";

/**
 * GraphiQL keeps its tabs from visit to visit. A code that was filled in gives way to the one that is unused now,
 * unless the reader has changed it.
 */
export function keepCodeFresh(storage: Pick<Storage, "getItem" | "setItem">, code: string | null) {
  if (code === null) return;
  const before = storage.getItem(filledIn);
  const kept = storage.getItem("graphiql:tabState");
  if (before !== null && kept !== null) {
    storage.setItem("graphiql:tabState", kept.replaceAll(before, code));
  }
  storage.setItem(filledIn, code);
}
