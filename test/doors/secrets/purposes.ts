/** A secret that is shown on purpose. */
interface Purpose {
  /** Names of outputs. */
  readonly in: RegExp;
  readonly of: readonly string[];
  readonly why: string;
}

const codes = ["activationCode", "letterCode"];

/** Written out, so that no output shows a secret without saying here why. */
export const purposes: readonly Purpose[] = [
  {
    in: /^page |^(?:instance|portal) GET /,
    of: ["formToken"],
    why: "A page holds the token of its own forms.",
  },
  {
    in: /^portal GET /,
    of: ["sessionCookie"],
    why: "An answer of the portal hands a browser the cookie of its session once more.",
  },
  {
    in: /^control (?:POST|GET) \/portal\/subscriptions|^command portal sell/,
    of: codes,
    why: "Whoever sells a subscription is told the code that activates it.",
  },
  {
    in: /^(?:control GET|command) \/?state/,
    of: codes,
    why: "The state lists subscriptions, whose codes its reader is to type.",
  },
  {
    in: /^(?:control GET \/mailbox|events$)/,
    of: [...codes, "oneTimeLink"],
    why: "A mail is read for the code or the link that it brings.",
  },
  {
    in: /^portal GET (?:\/subscriptions|\/admin\/(?:cloud_activation|customer\/\{id\}\/cloud_activations))|^page portal GET the customer's/,
    of: codes,
    why: "Customers and staff of the portal find the codes of subscriptions there.",
  },
  {
    in: /^page portal (?:GET a link to|POST a link to|POST \/customers\/password\/edit)/,
    of: ["oneTimeLink"],
    why: "Staff is shown the link that it has asked for, and the form behind a link holds its token.",
  },
  {
    in: /^(?:control GET (?:a file|\/portal\/licenses\/\{number\})|instance GET \/(?:api\/v4|admin)\/license\/(?:usage_export|download)|page instance GET the key|control POST License.current.data)/,
    of: ["licenseKey"],
    why: "A license file, the export of the usage, and License.current.data are the key itself.",
  },
  {
    in: /^control GET \/snapshots\/\{name\}\/file/,
    of: [...codes, "licenseKey", "oneTimeLink"],
    why: "A snapshot is the whole state, unless it is asked for without secrets.",
  },
  {
    in: /^ready line$/,
    of: [
      ...["adminToken", "userToken", "readApiToken", "controlToken"],
      ...["rootPassword", "staffPassword", "activationCode"],
    ],
    why: "Whoever starts an emulator is told what opens it.",
  },
  {
    in: /^control GET \/addresses/,
    of: ["adminToken", "userToken", "readApiToken"],
    why: "Commands learn there with which tokens the instance is asked.",
  },
  {
    in: /^control POST a token/,
    of: ["issuedToken"],
    why: "A token is told once, to whoever creates it.",
  },
  {
    in: /^page instance POST a personal access token/,
    of: ["personalAccessToken"],
    why: "A token is told once, to whoever creates it.",
  },
  {
    in: /^control POST a user of the hosted product/,
    of: ["hostedPassword", "hostedToken"],
    why: "An account of the hosted product is told with its password and its token, once.",
  },
  {
    in: /^page portal POST to authorize/,
    of: ["oauthCode"],
    why: "The hosted product sends the browser back to the portal with a code, as OAuth does.",
  },
  {
    in: /^control POST \/faults/,
    of: ["letterCode", "portalAdminToken", "proxyPassword", "urlPassword"],
    why: "A fault is told as it was armed, to whoever arms it.",
  },
  {
    in: /^instance POST an activation that fails/,
    of: ["letterCode"],
    why: "What the portal says of a code goes to whoever has typed it, as in the product.",
  },
  {
    in: /^(?:instance POST \/api|portal POST )\/?graphql/,
    of: ["activationCode"],
    why: "An error of GraphQL names the field that its sender has asked for.",
  },
];
