import { useState } from "preact/hooks";
import type { Job, Ran } from "../../../../src/package/verbs.ts";
import { Foreign } from "../../../design/foreign.tsx";
import { inTime } from "../days.ts";
import { emulator } from "../emulator.ts";
import { ActionButton, Panel, Problem, useAction } from "../pieces.tsx";
import { instantShown } from "../shown.ts";
import { life, readState, state } from "../store.ts";

const names: Readonly<Record<Job["job"], { readonly name: string; readonly does: string }>> = {
  "historical-data": { name: "User count", does: "records the billable users of the day" },
  measurement: { name: "Measurement", does: "counts the billable users for the reports" },
  "seat-link": { name: "Seat report", does: "reports to the portal, and takes the license back" },
  "service-token": { name: "Service token", does: "asks for the token of cloud services" },
};

const states: Readonly<Record<Job["state"], string>> = {
  scheduled: "daily",
  queued: "waiting",
  retrying: "tried again",
  dead: "given up",
};

const outcomes: Readonly<Record<Ran["outcome"], string>> = {
  done: "Done",
  skipped: "Nothing to do",
  failed: "Failed, and is tried again",
  dead: "Given up",
};

export function JobsPanel() {
  const jobs = state.value?.jobs ?? [];
  const daily = jobs.filter(({ id }) => id === null);
  const waiting = jobs.filter(({ id }) => id !== null);
  const dead = waiting.filter((job) => job.state === "dead").length;
  return (
    <Panel title="Jobs" count={countOf(waiting.length - dead, dead)}>
      {state.value?.edition === "ce" ? (
        <p class="quiet">The free edition has no licenses, and no jobs for them.</p>
      ) : null}
      <ul class="jobs-list">
        {daily.map((job) => (
          <Daily key={`${job.job} of ${life.value}`} job={job} />
        ))}
      </ul>
      {waiting.length === 0 ? null : (
        <>
          <h3>Beside the daily ones</h3>
          <ul class="jobs-list">
            {waiting.map((job) => (
              <Waiting key={job.id} job={job} />
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

function countOf(waiting: number, dead: number): string | null {
  const parts = [
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
    ...(dead > 0 ? [`${dead} given up`] : []),
  ];
  return parts.length === 0 ? null : parts.join(", ");
}

/** A daily job: when it comes next, and how it went if it was run from here. */
function Daily({ job: { job, nextRunAt } }: { readonly job: Job }) {
  const [ran, setRan] = useState<Ran | null>(null);
  const run = useAction(async () => {
    setRan(null);
    setRan(await emulator.jobs.run(job));
    await readState();
  });
  const { name, does } = names[job];
  return (
    <li class="job">
      <div class="job-head">
        <div>
          <h3>{name}</h3>
          <p class="quiet">{does}</p>
        </div>
        <ActionButton action={run} label={`Run now: ${name}`}>
          Run now
        </ActionButton>
      </div>
      {nextRunAt === null ? null : (
        <p class="quiet">
          Next <Instant at={nextRunAt} />
        </p>
      )}
      {job === "seat-link" && ran === null ? <LastReport /> : null}
      {ran === null ? null : (
        <p role="status" class={`job-ran job-${ran.outcome}`}>
          <strong>{outcomes[ran.outcome]}.</strong> <Foreign text={ran.detail} />
        </p>
      )}
      <Problem text={run.error} />
    </li>
  );
}

/** How the instance has fared at the portal last, whoever let it ask. */
function LastReport() {
  const last = state.value?.lastSync;
  if (last?.state !== "failed") return null;
  return (
    <p class="job-error">
      Failed{last.attemptedAt === null ? "" : ` at ${instantShown(last.attemptedAt)}`}.{" "}
      <Foreign text={last.error ?? ""} />
    </p>
  );
}

/** One that an activation or a failure has put into the queue. */
const Waiting = ({ job }: { readonly job: Job }) => (
  <li class="job">
    <div class="job-head">
      <h3>{names[job.job].name}</h3>
      <span class={`badge job-state-${job.state}`}>{states[job.state]}</span>
    </div>
    <p class="quiet">
      {job.attempts === 0 ? "" : `${job.attempts} failed. `}
      {job.nextRunAt === null ? (
        "It is not tried again."
      ) : (
        <>
          Next <Instant at={job.nextRunAt} />
        </>
      )}
    </p>
    {job.report === null ? null : (
      <p class="quiet">
        Reports at most {job.report.maxHistoricalUserCount} users
        {job.report.billableUsersCount === null ? "" : `, ${job.report.billableUsersCount} now`}.
      </p>
    )}
    {job.lastError === null ? null : (
      <p class="job-error">
        <Foreign text={job.lastError} />
      </p>
    )}
  </li>
);

function Instant({ at }: { readonly at: string }) {
  const now = state.value?.clock.now;
  return (
    <>
      <time dateTime={at}>{instantShown(at)}</time>
      {now === undefined ? "" : `, ${inTime((Date.parse(at) - Date.parse(now)) / 1_000)}`}
    </>
  );
}
