import type { Explanation } from "../../../../src/package/verbs.ts";
import { Compared, hasCompared, Messages, Problems, Remedies } from "../explanation/parts.tsx";
import { WholeDays } from "../explanation/whole-days.tsx";
import { decidingNumber } from "./deciding-number.ts";
import { shown } from "./geometry.ts";

interface VerdictProps {
  readonly explained: Explanation;
  readonly onFile: () => void;
  readonly onDay: (day: string) => void;
}

/** Whether a license would be admitted, why not, and where the number that has decided is drawn. */
export function Verdict({ explained, onFile, onDay }: VerdictProps) {
  const { verdict, rule, license, today } = explained;
  return (
    <div class="seats-verdict explained" role="status">
      <p class="seats-ruling">
        <span class={`badge badge-verdict-${verdict}`}>
          {verdict === "admitted" ? "Admitted" : "Refused"}
        </span>
        <span>
          <WholeDays
            text={`${license === null ? "" : `${licenseText(license)}, `}judged on ${today} by ${rules[rule]}.`}
          />
        </span>
      </p>
      <Messages explained={explained} />
      <Problems explained={explained} />
      {license && rule === "cloud-license" ? (
        <p>
          The rules about seats pass over a cloud license: what is used is paid.{" "}
          <button type="button" class="button-quiet" onClick={onFile}>
            Ask of a license file
          </button>
        </p>
      ) : null}
      {hasCompared(explained) ? (
        <Compared explained={explained}>
          <Where explained={explained} onDay={onDay} />
        </Compared>
      ) : null}
      <Remedies explained={explained} />
    </div>
  );
}

const rules: Readonly<Record<Explanation["rule"], string>> = {
  "cloud-license": "no rule about seats",
  "users-limit": "the limit of users",
  "true-up": "the true-up",
  "available-seats": "the seats for today's users",
  expiry: "its end",
  "license-key": "its key",
};

function licenseText({
  seats,
  most,
  startsOn,
  expiresOn,
}: NonNullable<Explanation["license"]>): string {
  const passing = seats === null || most === null || most === seats ? "" : ` (${shown(most)} pass)`;
  const bought = seats === null ? "any number of users" : `${shown(seats)} seats`;
  return `${bought}${passing}, ${startsOn} to ${expiresOn ?? "no end"}`;
}

/** Where the number that has decided is drawn. */
function Where({ explained, onDay }: Pick<VerdictProps, "explained" | "onDay">) {
  const number = decidingNumber(explained);
  if (number === null) return null;
  return (
    <p>
      In the chart: {number.mark} at {shown(number.users)} users on {number.day}, {number.compared}.{" "}
      <button
        type="button"
        class="button-quiet"
        onClick={() => {
          onDay(number.day);
          document.querySelector(".seats-chart")?.scrollIntoView({ block: "nearest" });
        }}
      >
        Show the day
      </button>
    </p>
  );
}
