/** How the real instance goes out to its portal; rows are numbered within each section, in its order. */
export const networkTables = [
  {
    about: "Hosts and what is required of the way to them",
    rows: {
      "C1.1": "One host, over HTTPS on port 443, takes activations and reports.",
      "C1.2": "Another host is asked by the cloud connector.",
      "C1.3": "A third one, over HTTP/2, is for agents.",
      "C1.4": "The portal's addresses change; only its name is stable.",
      "C1.5": "A setting blocks every request but those to hosts on a list.",
      "C1.6": "That list holds 1,000 entries of 255 characters: names, addresses, networks, ports.",
      "C1.7": "Silent mode blocks requests that change something.",
      "C1.8": "A portal's URL that leads nowhere is how the alert is seen on purpose.",
    },
  },
  {
    about: "Proxy and certificates, as administrators set them",
    rows: {
      "C2.1": "The proxy's variables stand in the product's own settings.",
      "C2.2":
        "A proxy is named with http:// for https too, with user and password if it wants them; a dot before an exception is for all that is below a domain.",
      "C2.3": "They count once all services were restarted.",
      "C2.4": "Variables of the machine are ignored.",
      "C2.5": "Every node that asks the portal needs them.",
      "C2.6":
        "A certificate is trusted once it lies in a directory, alone in its file; of a bundle it is not all that count.",
    },
  },
  {
    about: "Checks that are done by hand",
    rows: {
      "C3.1": "The page and its alert lead to how connectivity is checked.",
      "C3.2": "curl gets through a proxy where a bare connection does not: no outage.",
      "C3.3": "Each of the portal's addresses is tried.",
      "C3.4": "A healthy portal sends HEAD / on to its sign-in.",
      "C3.5": "TLS is tried with the OpenSSL that the product brings.",
      "C3.6": "The console shows what a report would send, with which headers.",
      "C3.7": "The portal's base URL has another name in the console before 16.0.",
      "C3.8": "A page runs a health check, and downloads its findings.",
      "C3.9": "The alert's help has connectivity first, and the exemption last.",
      "C3.10": "A banner tells of an outage of the portal.",
      "C3.11": "The health check's sentences.",
      "C3.12":
        "The health check dials the portal without the proxy, and calls it unreachable though activation works.",
    },
  },
  {
    about: "Rules of the client",
    rows: {
      "C4.1":
        "10 s to connect, 20 s without a byte, 30 s to write, and 30 s for an answer as a whole.",
      "C4.2": "A name that is not looked up within 15 s blocks the request.",
      "C4.3": "A name that has no address blocks it too, unless a proxy is asked.",
      "C4.4":
        "Addresses of this machine and of local networks are blocked unless they are allowed.",
      "C4.5": "With the filter on, so is what is not on its list.",
      "C4.6": "So are URLs with another scheme, a forbidden port, no host, or too long a one.",
      "C4.7": "A name is looked up once, its first address is dialed, and TLS goes by the name.",
      "C4.8":
        "Where a variable names a proxy and nothing excepts the portal, the address is not pinned.",
      "C4.9":
        "An activation takes for a connectivity error what is on a short list, and every answer that is no success.",
      "C4.10":
        "Of anything else it shows the text: a clean close, no route, no HTTP, a proxy that refuses.",
      "C4.11":
        "A report takes all of those for a failed connection, but a proxy that refuses to connect.",
      "C4.12": "A report that is answered with a status of failure says so.",
      "C4.13": "422 with nothing in it is a connectivity error.",
      "C4.14": "The newest version also asks about usage quotas, by HEAD.",
      "C4.15": "Requests of the hosted product alone are refused elsewhere.",
      "C4.16": "The hosted product's requests name a customer.",
      "C4.17": "Reports are tried again, and dead ones are in sight.",
    },
  },
  {
    about: "Versions",
    rows: {
      "C5.1": "Before 15, a name that cannot be looked up is a page with 500.",
      "C5.2": "Before 15.7, what OpenSSL says reaches administrators.",
      "C5.3": "Before 15.11, a name has to be looked up before a proxy is asked.",
      "C5.4": "Since 16, exceptions from the proxy count for a pinned address too.",
      "C5.5":
        "Since 18.3, a lookup before the proxy has to end, or the request is blocked after 15 s.",
      "C5.6": "Any line for the portal in the hosts file is the way around that.",
      "C5.7": "Before 19.2, only the first address is tried.",
      "C5.8":
        "Since 19.2, the first one of the other family follows where an address is unreachable, and never where it refuses or resets.",
      "C5.9": "A draft chooses the proxy without a lookup.",
    },
  },
  {
    about: "What a fault becomes in the product's client",
    rows: {
      "C6.1": "Nothing listens: connectivity.",
      "C6.2": "No such name: connectivity.",
      "C6.3": "A silent name server: blocked after 15 s, connectivity.",
      "C6.4": "What is sent is lost: a time-out, connectivity.",
      "C6.5": "Accepted, and never answered: a time-out, connectivity.",
      "C6.6": "Reset: connectivity.",
      "C6.7": "Closed without an answer: the text of an end of file.",
      "C6.8": "Something other than HTTP: its first line.",
      "C6.9": "No route: the text of the system, in which an IPv6 address has brackets once.",
      "C6.10": "A certificate alone, of an unknown issuer: connectivity.",
      "C6.11": "An appliance that sends its own root: connectivity.",
      "C6.12": "A certificate signed with its own key: connectivity.",
      "C6.13": "One that has expired, or is not valid yet: connectivity.",
      "C6.14": "One for another name: connectivity.",
      "C6.15": "Plain HTTP where TLS is spoken: connectivity.",
      "C6.16": "Old versions of TLS alone: connectivity.",
      "C6.17": "Closed in the handshake: connectivity.",
      "C6.18": "A proxy that refuses with 407 or 403: the text of that status.",
      "C6.19": "A proxy that fails with 502, 503 or 504: the text of that status.",
      "C6.20": "A proxy that closes: the text of an end of file.",
      "C6.21": "407 for a request in the clear: an answer, so connectivity.",
      "C6.22": "A captive portal's redirect is followed, and ends in a page.",
      "C6.23": "An older OpenSSL spells it “self signed”, and names no peer.",
      "C6.24": "CONNECT names host and port, and carries the proxy's credentials.",
    },
  },
  {
    about: "Which proxy is chosen",
    rows: {
      "C7.1": "An exception for a domain is for what is below it.",
      "C7.2": "With a dot before it, it is not for the domain itself.",
      "C7.3": "It is for whole names, not for their ends.",
      "C7.4": "`*.example.com` excepts nothing.",
      "C7.5": "`*` excepts nothing.",
      "C7.6": "An exception with a port is for that port.",
      "C7.7": "A network excepts its addresses.",
      "C7.8": "It excepts names that lead into it, too, for which they are looked up.",
      "C7.9": "IPv6 addresses and networks except nothing.",
      "C7.10": "Upper case counts like lower.",
      "C7.11":
        "Commas and blanks separate; a semicolon does not, and a dot at the end matches nothing.",
      "C7.12": "Of two spellings of a variable the lower one wins.",
      "C7.13": "For https, http_proxy names nothing.",
      "C7.14": "all_proxy is ignored.",
      "C7.15": "This machine is never asked for through a proxy.",
      "C7.16": "HTTP_PROXY is ignored where REQUEST_METHOD is set.",
      "C7.17": "An empty variable names none.",
    },
  },
] as const;
