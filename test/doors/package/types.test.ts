import { expect, expectTypeOf, test } from "vitest";
import type { z } from "zod";
import { settings } from "../../../src/config/settings.ts";
import type { Distance as ControlDistance } from "../../../src/contract/clock.ts";
import type * as faults from "../../../src/contract/fault.ts";
import type * as jobs from "../../../src/contract/job.ts";
import type * as states from "../../../src/contract/state.ts";
import type * as control from "../../../src/contract/subscription.ts";
import type {
  TimelineWanted as ControlWanted,
  TimelineEvent as TimelineEventShape,
} from "../../../src/contract/timeline.ts";
import type {
  ArmedFault,
  Distance,
  EmulatorOptions,
  Fault,
  Job,
  Notice,
  Order,
  Ran,
  RenewalOrder,
  StateName,
  Step,
  Subscription,
  TimelineEvent,
  TimelineWanted,
} from "../../../src/package/start-emulator.ts";
import type { PublicEvent } from "../../../src/timeline/timeline-event.ts";

type Writable<Shape> = { -readonly [Name in keyof Shape]: Shape[Name] };

test("there is an option for each setting but the one about the ready line", () => {
  const options: Required<{ [Name in keyof EmulatorOptions]: true }> = {
    host: true,
    port: true,
    portalPort: true,
    controlPort: true,
    data: true,
    memory: true,
    portalUrl: true,
    now: true,
    frozen: true,
    seed: true,
    timeZone: true,
    hostname: true,
    externalUrl: true,
    gitlabVersion: true,
    activationCodeCheck: true,
    adminMode: true,
    rules: true,
    silentMode: true,
    instanceKind: true,
    licensePublicKey: true,
    licenseFallbackKey: true,
    licenseFile: true,
    notForProduction: true,
    yesUseTheRealPortal: true,
    logLevel: true,
  };

  expect(Object.keys(settings)).toEqual(expect.arrayContaining(Object.keys(options)));
  expect(Object.keys(settings).filter((name) => !Object.hasOwn(options, name))).toEqual(["json"]);

  // The compiler's part: what the control API takes has the types that the package declares.
  expectTypeOf<keyof Order>().toEqualTypeOf<keyof z.input<typeof control.Order>>();
  expectTypeOf<z.input<typeof control.Order>>().toExtend<Order>();
  expectTypeOf<z.input<typeof control.RenewalOrder>>().toEqualTypeOf<Writable<RenewalOrder>>();
  expectTypeOf<z.infer<typeof control.Subscription>>().toExtend<Subscription>();
  expectTypeOf<keyof Subscription>().toEqualTypeOf<keyof z.infer<typeof control.Subscription>>();
  expectTypeOf<z.input<typeof faults.Fault>>().toExtend<Fault>();
  expectTypeOf<Fault["kind"]>().toEqualTypeOf<faults.Fault["kind"]>();
  expectTypeOf<faults.ArmedFault>().toExtend<ArmedFault>();
  expectTypeOf<z.infer<typeof jobs.Job>>().toExtend<Job>();
  expectTypeOf<keyof Job>().toEqualTypeOf<keyof z.infer<typeof jobs.Job>>();
  expectTypeOf<z.infer<typeof jobs.Ran>>().toEqualTypeOf<Writable<Ran>>();
  expectTypeOf<states.StateName>().toEqualTypeOf<StateName>();
  expectTypeOf<states.Step>().toExtend<Step>();
  expectTypeOf<Step>().toExtend<states.Step>();
  expectTypeOf<z.infer<typeof states.State>["notices"][number]>().toExtend<Notice>();
  expectTypeOf<Notice["notice"]>().toEqualTypeOf<
    z.infer<typeof states.State>["notices"][number]["notice"]
  >();
  expectTypeOf<z.input<typeof ControlDistance>>().toExtend<Distance>();
  expectTypeOf<z.infer<typeof TimelineEventShape>>().toExtend<TimelineEvent>();
  expectTypeOf<TimelineEvent>().toExtend<z.infer<typeof TimelineEventShape>>();
  expectTypeOf<z.infer<typeof TimelineEventShape>>().toExtend<PublicEvent>();
  expectTypeOf<PublicEvent>().toExtend<z.infer<typeof TimelineEventShape>>();
  expectTypeOf<z.input<typeof ControlWanted>>().toExtend<TimelineWanted>();
  expectTypeOf<keyof Distance>().toEqualTypeOf<keyof z.input<typeof ControlDistance>>();
});
