/**
 * What an emulator is told at its start: the settings of `understudy serve`. Everything is optional. Unlike the command
 * line, nothing is read from the environment, so that a test means the same everywhere.
 */
export interface EmulatorOptions {
  /** Address that all listeners use: 127.0.0.1. One that is not a loopback address needs `notForProduction`. */
  readonly host?: string | undefined;
  /** Port of the instance. A free one unless said, as with 0. */
  readonly port?: number | undefined;
  /** Port of the stand-in portal. A free one unless said, as with 0. */
  readonly portalPort?: number | undefined;
  /** Port of the control API. A free one unless said, as with 0. */
  readonly controlPort?: number | undefined;
  /** Port of a stand-in of the hosted product; a free one with 0. Without it, one starts once a hosted subscription is sold. */
  readonly hostedPort?: number | undefined;
  /** Token that callers of the control API must send; `random` draws one. None is asked for unless said, or unless others can call. */
  readonly controlToken?: string | undefined;
  /** Directory that keeps everything between starts. Nothing is kept unless said. */
  readonly data?: string | undefined;
  /** Whether everything is gone with the emulator: true, unless there is `data`. */
  readonly memory?: boolean | undefined;
  /** Code of the first subscription of the stand-in portal; drawn unless said. */
  readonly activationCode?: string | undefined;
  /** Access token of the administrator; drawn unless said. */
  readonly adminToken?: string | undefined;
  /** Access token of a user who is no administrator; drawn unless said. */
  readonly userToken?: string | undefined;
  /** Lets instance, portal, control and hosted product speak TLS; `certificateAuthority` of the emulator is what clients have to trust. */
  readonly https?: boolean | undefined;
  /** Directory with certificates that the instance trusts besides the usual ones, one a file. Unless said, `trusted-certs` in `data`. */
  readonly trustedCerts?: string | undefined;
  /** Portal to activate against, instead of the stand-in. */
  readonly portalUrl?: string | undefined;
  /** Directory that keeps every exchange with the portal of `portalUrl`, masked, for `replayPortal`: a new one, or one with a recording, which goes on. */
  readonly record?: string | undefined;
  /** With `record`: hides names and addresses of people and companies as well. */
  readonly redactPeople?: boolean | undefined;
  /** SMTP server that the stand-in portal sends its mails to, besides keeping them: `smtp://127.0.0.1:1025`. */
  readonly smtpUrl?: string | undefined;
  /** What the clock shows at start: `2025-06-01T12:00:00Z`, or `2025-06-01` for 00:00 in the time zone. Unless said the machine's time, or where the clock of `data` is. */
  readonly now?: string | undefined;
  /** Lets the clock stand still. That of `data` does so again without it if it stood still, unless `now` is given. */
  readonly frozen?: boolean | undefined;
  /** Scenario that it begins in, such as `C7`; or a file. */
  readonly scenario?: string | undefined;
  /** Makes tokens, codes, ids and keys reproducible. */
  readonly seed?: number | undefined;
  /** Time zone of the instance, for example `Europe/Berlin`; UTC unless said. */
  readonly timeZone?: string | undefined;
  /** What the instance calls itself to the portal: `understudy.test`. */
  readonly hostname?: string | undefined;
  /** Where clients reach the instance; its host name is answered to. */
  readonly externalUrl?: string | undefined;
  /** `ee` unless said; `ce` is the free edition, which has no licenses. */
  readonly edition?: "ee" | "ce" | undefined;
  /** Version that the instance reports: `18.5.0-ee`, of the free edition `18.5.0`. */
  readonly gitlabVersion?: string | undefined;
  /** `strict` (unless said) refuses what is not 24 letters, digits or underscores; `portal` leaves it to the portal. */
  readonly activationCodeCheck?: "strict" | "portal" | undefined;
  /** Rules by which a license is refused for its seats, and their words: `today` unless said, or as they were in 2018 or 2017. */
  readonly rules?: "today" | "2018" | "2017" | undefined;
  /** Makes administrators enter admin mode, or hold a token with that scope, before they count as such. */
  readonly adminMode?: boolean | undefined;
  /** Lets nothing leave the instance that could change something elsewhere: activation is refused. */
  readonly silentMode?: boolean | undefined;
  /** Shows administrators the text of the exception where the product does, in place of `CONNECTIVITY_ERROR`. */
  readonly leakTransportTexts?: boolean | undefined;
  /** `self-managed` unless said; `saas` is an instance of the hosted product, which no code activates. */
  readonly instanceKind?: "self-managed" | "saas" | undefined;
  /** PEM file with the RSA public key that licenses are read with, instead of the test key. */
  readonly licensePublicKey?: string | undefined;
  /** PEM file with a second RSA public key, tried when the first does not fit. */
  readonly licenseFallbackKey?: string | undefined;
  /** License file that is loaded at the first start, instead of the first `*.gitlab-license` in `data`, by name. */
  readonly licenseFile?: string | undefined;
  /** Snapshot to start from: a file that `understudy snapshot export` has written. In memory, or with new `data`. */
  readonly snapshot?: string | undefined;
  /** Consents to a `host` that other machines can reach. */
  readonly notForProduction?: boolean | undefined;
  /** Consents to https://customers.gitlab.com as `portalUrl`: a real code would be used up. */
  readonly yesUseTheRealPortal?: boolean | undefined;
  /** What is logged on standard error: nothing unless said. */
  readonly logLevel?:
    | "trace"
    | "debug"
    | "info"
    | "warn"
    | "error"
    | "fatal"
    | "silent"
    | undefined;
}
