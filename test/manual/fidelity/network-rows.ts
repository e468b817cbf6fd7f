import { aTable, aTest, differs, type Ledger, notEmulated, partly, testedBy } from "./ledger.ts";

const texts = "rules/network/product-texts.test.ts";
const choice = "rules/network/proxy-selection.test.ts";
const rules = "rules/network/rules.test.ts";
const outbound = "seams/network/outbound.test.ts";
const client = "seams/portal/client.test.ts";
const examine = "seams/doctor/examine.test.ts";
const console = "doors/control/console.test.ts";
const proxies = "stories/network/proxies-of-the-environment.test.ts";
const unreached = "stories/activation/portal-out-of-reach.test.ts";
const atFault = "stories/activation/networks-at-fault.test.ts";

const verdict = aTable("rules/doctor/verdict.test.ts", "is $layer for $what");
const exceptionFor = aTable(choice, "$target with `$entry` goes: $way");
const variable = aTable(choice, "$row");
const inWords = aTable(texts, "$fault: $text");
const activationShows = aTable(texts, "$fault: an activation shows $activation");
const addresses = aTable(outbound, "$what by $version");
const leaked = aTest(atFault, "with --leak-transport-texts shows the product's text ($kind)");
const onPage = aTable(
  "strangers/browser/subscription/activation.test.ts",
  "by $kind shows $version's alert where texts leak: $alert",
);
const lookup = aTable(rules, "$version: $lookup");

/** A row that was measured: its text in the product, and that an activation is a connectivity error. */
const connectivity = (...faults: readonly string[]) => {
  const cases = faults.map((fault) => `fault: "${fault}"`);
  return testedBy(inWords(...cases), activationShows(...cases));
};

const alwaysConnectivity =
  "a connectivity error as well, unless --leak-transport-texts asks for the text";

/** A row that was measured, and of which the product shows the text. */
const asText = (...faults: readonly string[]) => {
  const cases = faults.map((fault) => `fault: "${fault}"`);
  return differs(5, alwaysConnectivity, inWords(...cases), activationShows(...cases), leaked);
};

const hostRows = {
  "C1.1": testedBy(
    aTest(
      "doors/https/https.test.ts",
      "activates, reports and provisions over TLS, and says https wherever it names itself",
    ),
  ),
  "C1.2": notEmulated("the cloud connector's own host: its token comes from the portal"),
  "C1.3": notEmulated("agents"),
  "C1.4": testedBy(verdict('what: "a firewall that allows some of the addresses (C6)"')),
  "C1.5": notEmulated("the product's own filter of requests"),
  "C1.6": notEmulated("the product's own filter of requests"),
  "C1.7": testedBy(
    aTable(
      "stories/activation/no-portal-access.test.ts",
      "refuses a code that was sold, asks the portal nothing and stores nothing",
    )('situation: "an instance in silent mode"'),
  ),
  "C1.8": testedBy(
    aTest(unreached, "shows a connectivity error, and where it failed, if nobody listens"),
  ),
} as const;

const settingRows = {
  "C2.1": partly(
    "the product's file of settings: the variables are those of the emulator's process",
    aTest(proxies, "leads to the stand-in portal, which goes by a name then"),
  ),
  "C2.2": testedBy(
    aTable(choice, "can be named so: %s")("proxy", '"http://user:p%40ss@10.0.0.1:3128"'),
    aTest(proxies, "makes a tunnel to a stand-in that speaks TLS"),
    aTest(outbound, "TLS goes through a tunnel to the name, which the proxy resolves"),
    exceptionFor('target: "sub.example.com", entry: ".example.com", way: "direct"'),
  ),
  "C2.3": notEmulated("reconfiguring: an emulator reads its environment when it starts"),
  "C2.4": notEmulated("an environment of the product's own beside the machine's"),
  "C2.5": notEmulated("nodes: the emulator is one process"),
  "C2.6": partly(
    "reconfiguring: a file counts from the next connection on",
    aTest(
      "seams/certificates/trusted.test.ts",
      "of a bundle the first certificate alone is trusted, which is said once, by the file's name",
    ),
    aTest(
      "doors/https/https.test.ts",
      "let the instance speak to a portal, from the next request on",
    ),
  ),
} as const;

const checkRows = {
  "C3.1": testedBy(
    aTest("doors/control/doctor.test.ts", "says what goes on, and leads to the findings by itself"),
  ),
  "C3.2": testedBy(verdict('what: "a proxy through which all is well, and no other way"')),
  "C3.3": partly(
    "ping: each address is tried by TCP",
    verdict('what: "a firewall that allows some of the addresses (C6)"'),
  ),
  "C3.4": testedBy(
    aTest(examine, "passes every layer in order, and asks for nothing that changes anything"),
    aTest(console, "is answered as curl -I is: 302, with the way to the sign-in"),
  ),
  "C3.5": testedBy(
    aTest(
      examine,
      "try TLS with the OpenSSL that the product brings, on a network of the machine's own",
    ),
  ),
  "C3.6": partly(
    "the finished curl command",
    aTest(console, "shows what a report would say now, and with which headers"),
  ),
  "C3.7": testedBy(
    aTable(console, "knows the older constant before 16.0: $gitlabVersion")(
      'gitlabVersion: "15.11.0-ee"',
      'gitlabVersion: "16.0.0-ee"',
    ),
  ),
  "C3.8": notEmulated("the health check of another page; the doctor says more"),
  "C3.9": notEmulated("the product's help"),
  "C3.10": notEmulated("the banner"),
  "C3.11": notEmulated("the health check of another page; the doctor says more"),
  "C3.12": partly(
    "the health check itself: the doctor shows a request without the proxy beside the one that works",
    verdict('what: "a proxy through which all is well, and no other way"'),
  ),
} as const;

const shortList = aTest(atFault, "shows a connectivity error, whatever the fault ($kind)");

const clientRows = {
  "C4.1": partly(
    "a time-out of its own for writing: what is not taken ends with the 30 s of the whole, which count from the beginning of the request",
    aTest(client, "is what the product does: 10 s to connect, 20 s without a byte, 30 s in all"),
  ),
  "C4.2": connectivity("DNS silent"),
  "C4.3": testedBy(
    aTable(
      console,
      "raises what the product's client raises where $what",
    )('what: "the name cannot be resolved"'),
    lookup('version: "15.11.0-ee", lookup: "no"'),
  ),
  "C4.4": notEmulated("addresses that the instance may not ask"),
  "C4.5": notEmulated("the product's own filter of requests"),
  "C4.6": partly(
    "the product's sentences",
    aTable(examine, "is refused in a sentence: $why")('url: "ftp://portal.test"'),
  ),
  "C4.7": testedBy(
    addresses('version: "18.5.0-ee", what: "only the first is tried"'),
    aTable("seams/lab/networks.test.ts", "$kind meets $code")('kind: "tls-wrong-host"'),
  ),
  "C4.8": partly(
    "that every address is tried where only http_proxy is set and the portal speaks https",
    variable('row: "only http_proxy set, https target: direct"'),
    verdict('what: "a proxy that only http_proxy names"'),
  ),
  "C4.9": testedBy(shortList, activationShows('activation: "connectivity"')),
  "C4.10": differs(5, alwaysConnectivity, leaked, onPage('kind: "proxy-407"')),
  "C4.11": testedBy(
    aTest(texts, "$fault: a report takes all but a refused CONNECT for a connection error"),
    aTest("stories/sync/portal-out-of-reach.test.ts", "a portal that $fault ($what)"),
  ),
  "C4.12": testedBy(
    aTest(
      "stories/sync/portal-out-of-reach.test.ts",
      "a report that the portal answers with another status says nothing of the network",
    ),
  ),
  "C4.13": testedBy(
    aTable(
      "stories/activation/failed-activation.test.ts",
      "with $fault is answered with its sentence, and nothing is stored",
    )('{ kind: "status", status: 422 }'),
  ),
  "C4.14": notEmulated("usage quotas"),
  "C4.15": notEmulated("requests of the hosted product alone"),
  "C4.16": notEmulated("requests of the hosted product alone"),
  "C4.17": testedBy(
    aTest("rules/jobs/retries.test.ts", "21 times, which are 20 retries, is given up"),
    aTest("stories/sync/failed-reports.test.ts", "21 times is dead, and stays in sight"),
  ),
} as const;

const versionRows = {
  "C5.1": notEmulated("pages of versions before 15"),
  "C5.2": testedBy(
    onPage('version: "15.6.8-ee"'),
    aTest(texts, "what OpenSSL says reaches administrators before 15.7"),
    aTest(atFault, "and before 15.7 also what OpenSSL says ($kind)"),
  ),
  "C5.3": testedBy(
    lookup('version: "15.10.0", lookup: "must-resolve"', 'version: "15.11.0-ee", lookup: "no"'),
  ),
  "C5.4": partly(
    "versions before, in which they did not",
    exceptionFor('target: "example.com", entry: "example.com", way: "direct"'),
  ),
  "C5.5": testedBy(
    aTest(outbound, "a name that is never answered for ends a request before, since 18.3"),
    verdict('what: "names that only the proxy resolves (C3)"'),
  ),
  "C5.6": partly(
    "the product's log of exceptions, and other integrations",
    verdict('what: "names that only the proxy resolves (C3)"'),
  ),
  "C5.7": testedBy(addresses('version: "18.5.0-ee", what: "only the first is tried"')),
  "C5.8": testedBy(
    addresses('version: "19.2.0-ee", what: "the other family\'s follows an unreachable one"'),
    aTest(outbound, "none follows one that refuses, in any version"),
  ),
  "C5.9": notEmulated("a draft"),
} as const;

const measuredRows = {
  "C6.1": connectivity("nothing listens"),
  "C6.2": connectivity("no such name"),
  "C6.3": connectivity("DNS silent"),
  "C6.4": connectivity("SYN swallowed"),
  "C6.5": connectivity("accepts, never answers"),
  "C6.6": connectivity("reset, or closed with unread data"),
  "C6.7": asText("clean close without an answer"),
  "C6.8": asText("garbage"),
  "C6.9": asText(
    "no route: the host",
    "no route: the network",
    "no route: an IPv6 address is bracketed only in the second place",
  ),
  "C6.10": connectivity("leaf only, unknown issuer"),
  "C6.11": connectivity("inspection proxy sends its root"),
  "C6.12": connectivity("self-signed leaf"),
  "C6.13": connectivity("expired", "future"),
  "C6.14": connectivity("wrong name"),
  "C6.15": connectivity("plain HTTP on the port"),
  "C6.16": connectivity("old TLS only"),
  "C6.17": connectivity("closed in the handshake"),
  "C6.18": asText("CONNECT → 407", "CONNECT → 403"),
  "C6.19": asText("CONNECT → 502", "CONNECT → 503", "CONNECT → 504"),
  "C6.20": asText("proxy closes on CONNECT"),
  "C6.21": testedBy(
    aTest(
      proxies,
      "and wants credentials for a request in the clear, is an answer that is no success",
    ),
  ),
  "C6.22": partly(
    "the redirect is not followed: the answer is no success, so a connectivity error",
    verdict('what: "a network that wants people to sign in"'),
  ),
  "C6.23": testedBy(aTable(texts, "$version has the words of its OpenSSL")('version: "17.6.1-ee"')),
  "C6.24": testedBy(
    aTest(outbound, "TLS goes through a tunnel to the name, which the proxy resolves"),
  ),
} as const;

const choiceRows = {
  "C7.1": testedBy(
    exceptionFor(
      'target: "sub.example.com", entry: "example.com", way: "direct"',
      'target: "sub.example.com", entry: ".example.com", way: "direct"',
    ),
  ),
  "C7.2": testedBy(exceptionFor('target: "example.com", entry: ".example.com", way: "proxy"')),
  "C7.3": testedBy(exceptionFor('target: "badexample.com", entry: "example.com", way: "proxy"')),
  "C7.4": testedBy(exceptionFor('entry: "*.example.com", way: "proxy"')),
  "C7.5": testedBy(exceptionFor('entry: "*", way: "proxy"')),
  "C7.6": testedBy(
    exceptionFor(
      'entry: "example.com:443", way: "direct"',
      'entry: "example.com:8443", way: "proxy"',
    ),
  ),
  "C7.7": testedBy(exceptionFor('target: "10.1.2.3", entry: "10.0.0.0/8", way: "direct"')),
  "C7.8": testedBy(
    exceptionFor('target: "internal.example.org", entry: "10.0.0.0/8", way: "direct"'),
  ),
  "C7.9": testedBy(
    exceptionFor(
      'entry: "2001:db8::10", way: "proxy"',
      'target: "[2001:db8::10]", entry: "2001:db8::/32", way: "proxy"',
    ),
  ),
  "C7.10": testedBy(exceptionFor('entry: "EXAMPLE.COM", way: "direct"')),
  "C7.11": testedBy(
    exceptionFor(
      'entry: "other.test,example.com", way: "direct"',
      'entry: "other.test example.com", way: "direct"',
      'entry: "other.test;example.com", way: "proxy"',
      'entry: "example.com.", way: "proxy"',
    ),
  ),
  "C7.12": testedBy(variable('row: "lower against upper case: lower wins"')),
  "C7.13": testedBy(variable('row: "only http_proxy set, https target: direct"')),
  "C7.14": testedBy(aTest(choice, "all_proxy is ignored")),
  "C7.15": testedBy(
    aTable(choice, "a loopback target is never proxied: %s")(
      '"127.0.0.1"',
      '"[::1]"',
      '"localhost"',
    ),
  ),
  "C7.16": testedBy(variable('row: "HTTP_PROXY with REQUEST_METHOD set: ignored"')),
  "C7.17": testedBy(variable('row: "empty value: none"')),
} as const;

export const networkRows = {
  ...hostRows,
  ...settingRows,
  ...checkRows,
  ...clientRows,
  ...versionRows,
  ...measuredRows,
  ...choiceRows,
} satisfies Ledger["network"];
