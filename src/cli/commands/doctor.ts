import { statSync } from "node:fs";
import type { Command } from "commander";
import { productVersion } from "../../base/product-version.ts";
import { exitCodeOf, type Report } from "../../doctor/report.ts";
import { onControl, type Target } from "../naming.ts";
import { operations } from "../operations.ts";
import { EndedWith, pathOf, print, Refused, type Terminal } from "../terminal.ts";

interface Options extends Target {
  readonly portalUrl?: string;
  readonly trustedCerts?: string;
  readonly gitlabVersion?: string;
}

export function addDoctor(program: Command, terminal: Terminal) {
  const doctor = program
    .command("doctor")
    .description(operations["doctor.examine"].summary)
    .option(
      "--portal-url <url>",
      "portal to examine from here, such as https://customers.gitlab.com, without an emulator; with --control-url or --data, from the instance of that one",
    )
    .option(
      "--trusted-certs <dir>",
      "with --portal-url: certificates to trust besides the usual ones, *.crt and *.pem, one a file",
    )
    .option(
      "--gitlab-version <version>",
      `with --portal-url: version of the product whose rules apply (default: ${productVersion.standard})`,
    );
  doctor.addHelpText(
    "after",
    `\nExit codes of an examination: ${Object.entries(exitCodeOf)
      .map(([layer, code]) => `${code} ${layer === "none" ? "healthy" : layer}`)
      .join(", ")}.`,
  );
  onControl(doctor, "", "--json").action(async (options: Options) => {
    const report = await reportOn(terminal, options);
    const { reportInWords } = await import("../words/doctor.ts");
    print(terminal, report, options, (one) =>
      reportInWords(one, { isColored: terminal.isTty && !terminal.env["NO_COLOR"] }),
    );
    const code = exitCodeOf[report.verdict.layer];
    if (code !== 0) throw new EndedWith(code);
  });
}

async function reportOn(terminal: Terminal, options: Options): Promise<Report> {
  const { portalUrl, trustedCerts, gitlabVersion, controlUrl, data } = options;
  const isElsewhere = controlUrl !== undefined || data !== undefined;
  if (portalUrl !== undefined && !isElsewhere) {
    return examineFromHere(terminal, { portalUrl, trustedCerts, gitlabVersion });
  }
  if (trustedCerts !== undefined || gitlabVersion !== undefined) {
    throw new Refused(
      2,
      "--trusted-certs and --gitlab-version belong to --portal-url: an emulator has its own.",
    );
  }
  const { controlOf } = await import("../control-client.ts");
  const control = await controlOf(
    terminal,
    options,
    "its --control-url or --data, or examine a portal from here with --portal-url",
  );
  return control.call("doctor.examine", { portalUrl });
}

interface FromHere {
  readonly portalUrl: string;
  readonly trustedCerts: string | undefined;
  readonly gitlabVersion: string | undefined;
}

/** With this machine's names, proxies and certificates. */
async function examineFromHere(
  terminal: Terminal,
  { portalUrl, trustedCerts, gitlabVersion = productVersion.standard }: FromHere,
): Promise<Report> {
  if (!productVersion.pattern.test(gitlabVersion)) {
    throw new Refused(2, `--gitlab-version must be ${productVersion.words}.`);
  }
  const directory = trustedCerts === undefined ? null : pathOf(terminal, trustedCerts);
  if (directory !== null && !statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Refused(2, `--trusted-certs ${trustedCerts}: there is no such directory.`);
  }
  const [{ examine }, { ownNetwork, proxyVariablesIn }, { networkRulesOf }, { productTimeouts }] =
    await Promise.all([
      import("../../doctor/examine.ts"),
      import("../../network/network.ts"),
      import("../../network/rules.ts"),
      import("../../network/timeouts.ts"),
    ]);
  return examine({
    portalUrl,
    network: ownNetwork(proxyVariablesIn(terminal.env), await trustedIn(terminal, directory)),
    rules: networkRulesOf(gitlabVersion),
    timeouts: productTimeouts,
    userAgent: `GitLab/${gitlabVersion}`,
    trustedDirectory: directory,
  });
}

async function trustedIn(terminal: Terminal, directory: string | null) {
  if (directory === null) return () => [];
  const { trustedCertificatesIn } = await import("../../certificates/trusted.ts");
  return trustedCertificatesIn(directory, (sentence) => terminal.stderr(`${sentence}\n`));
}
