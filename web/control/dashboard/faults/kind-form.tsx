import { endpoints as known } from "virtual:fault-kinds";
import { useEffect, useId, useState } from "preact/hooks";
import { emulator, Refused } from "../emulator.ts";
import { Field } from "../pieces.tsx";
import { state } from "../store.ts";
import { labelOf } from "./armed.ts";
import { audiencesAt, type Form, numberIn, standing, usualEndpoint } from "./form.ts";
import type { Audience, FaultKind, Field as FieldOfKind } from "./kind.ts";

interface KindFormProps {
  readonly kind: FaultKind;
  readonly form: Form;
  /** Those at which it can hit now. */
  readonly endpoints: readonly string[];
  readonly audiences: readonly Audience[];
  readonly busy: boolean;
  readonly onChange: (changed: Partial<Form>) => void;
  readonly onArm: (times: number | string) => void;
}

const isStanding = (times: string): boolean => times === standing;

/** All that a kind can be told: its own fields, where, for whom and how often. */
export function KindForm({ kind, form, endpoints, audiences, busy, ...on }: KindFormProps) {
  const { only, times, values } = form;
  const endpoint = form.endpoint ?? usualEndpoint(endpoints, times);
  const offered = audiencesAt(known[endpoint], audiences);
  return (
    <form
      class="fault-form"
      aria-label={`Fault ${kind.kind}`}
      onSubmit={(event) => {
        event.preventDefault();
        on.onArm(isStanding(times) ? times : numberIn(times));
      }}
    >
      {kind.fields.map((field) => (
        <FieldInput
          key={field.name}
          field={field}
          value={values[field.name] ?? ""}
          onChange={(value) => on.onChange({ values: { ...values, [field.name]: value } })}
        />
      ))}
      {endpoints.length < 2 ? null : (
        <Field label="What it hits">
          {(id) => (
            <select
              id={id}
              value={endpoint}
              onChange={({ currentTarget: { value } }) => {
                const isSaid = only !== null && known[value]?.says.includes(only.audience);
                on.onChange({ endpoint: value, only: isSaid ? only : null });
              }}
            >
              {endpoints.map((name) => (
                <option key={name} value={name}>
                  {known[name]?.hits ?? name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {offered.length === 0 ? null : (
        <Whom audiences={offered} only={only} onChange={(next) => on.onChange({ only: next })} />
      )}
      <Field label="How often">
        {(id) => (
          <div class="fault-pair">
            <select
              id={id}
              value={isStanding(times) ? standing : "times"}
              onChange={({ currentTarget: { value } }) =>
                on.onChange({ times: value === standing ? value : "2" })
              }
            >
              <option value="times">so many times</option>
              <option value={standing}>until it is removed</option>
            </select>
            {isStanding(times) ? null : (
              <input
                inputMode="numeric"
                aria-label="Times"
                value={times}
                onInput={({ currentTarget: { value } }) => on.onChange({ times: value })}
              />
            )}
          </div>
        )}
      </Field>
      <div class="actions">
        <button type="submit" aria-disabled={busy ? "true" : undefined}>
          Arm {kind.kind}
        </button>
      </div>
    </form>
  );
}

interface FieldInputProps {
  readonly field: FieldOfKind;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function FieldInput({ field, value, onChange }: FieldInputProps) {
  const shared = {
    value,
    autocomplete: "off",
    placeholder: field.required ? undefined : "left out",
    onInput: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
      onChange(currentTarget.value),
  };
  const isBlock = field.type === "list" || field.isLong === true;
  return (
    <Field
      label={labelOf(field.name)}
      class={isBlock ? "fault-wide" : ""}
      hint={hintOf(field) || undefined}
    >
      {(id, hintId) => {
        const all = { ...shared, id, "aria-describedby": hintId };
        if (isBlock) return <textarea {...all} rows={2} />;
        if (field.type !== "choice") {
          return <input {...all} inputMode={field.type === "number" ? "numeric" : "text"} />;
        }
        return (
          <select {...all}>
            {field.choices?.map((choice) => (
              <option key={choice} value={choice}>
                {choice}
              </option>
            ))}
          </select>
        );
      }}
    </Field>
  );
}

const hintOf = ({ description, type, each }: FieldOfKind): string =>
  [
    description ?? "",
    type === "list" ? "One on a line." : "",
    each === undefined ? "" : `A line that begins with { is taken as JSON, with ${each} and more.`,
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");

interface WhomProps {
  readonly audiences: readonly Audience[];
  readonly only: Form["only"];
  readonly onChange: (only: Form["only"]) => void;
}

/** Everybody, or one: a subscription is chosen from those there are. */
function Whom({ audiences, only, onChange }: WhomProps) {
  const audience = audiences.find(({ name }) => name === only?.audience);
  return (
    <Field label="For whom" hint={audience?.description}>
      {(id, hintId) => (
        <div class="fault-pair">
          <select
            id={id}
            value={only?.audience ?? ""}
            aria-describedby={hintId}
            onChange={({ currentTarget: { value } }) => {
              const [first] = value === "subscription" ? subscriptionsThere() : [];
              onChange(value === "" ? null : { audience: value, value: first?.value ?? "" });
            }}
          >
            <option value="">everybody</option>
            {audiences.map(({ name }) => (
              <option key={name} value={name}>
                one {labelOf(name).toLowerCase()}
              </option>
            ))}
          </select>
          {only === null || audience === undefined ? null : (
            <One
              audience={audience}
              value={only.value}
              onChange={(value) => onChange({ ...only, value })}
            />
          )}
        </div>
      )}
    </Field>
  );
}

interface OneProps {
  readonly audience: Audience;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Which one of an audience: those that are known here are offered. */
function One({ audience: { name, example }, value, onChange }: OneProps) {
  const id = useId();
  const there = useThoseThere(name);
  const options = there.map((one) => (
    <option key={one.value} value={one.value}>
      {one.label}
    </option>
  ));
  if (name === "subscription" && there.length > 0) {
    return (
      <select
        aria-label={labelOf(name)}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      >
        {options}
      </select>
    );
  }
  return (
    <>
      <input
        aria-label={labelOf(name)}
        autocomplete="off"
        placeholder={example ?? ""}
        list={id}
        value={value}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <datalist id={id}>{options}</datalist>
    </>
  );
}

/** Somebody for whom a fault can wait. */
interface There {
  readonly value: string;
  readonly label: string;
}

const subscriptionsThere = (): readonly There[] =>
  (state.value?.subscriptions ?? [])
    .map(({ name, plan, company }) => ({ value: name, label: `${name} (${plan}, ${company})` }))
    .toReversed();

const codesThere = (): readonly There[] =>
  (state.value?.subscriptions ?? []).flatMap(({ name, activationCode }) =>
    activationCode === null ? [] : [{ value: activationCode, label: name }],
  );

/** Subscriptions whose activations are looked through for instances. */
const mostAsked = 20;

/** Instances that have used a code. */
async function instancesThere(): Promise<readonly There[]> {
  const used = (state.peek()?.subscriptions ?? []).filter(({ cloudLicensing }) => cloudLicensing);
  const activations = await Promise.all(
    used.slice(-mostAsked).map(({ name }) => emulator.subscriptions.activations(name)),
  );
  const hosts = new Map(
    activations.flat().map((one) => [one.instanceIdentifier, one.hostname ?? ""]),
  );
  return [...hosts].map(([value, label]) => ({ value, label }));
}

/** Those of an audience that are known here. */
function useThoseThere(audience: string): readonly There[] {
  const [instances, setInstances] = useState<readonly There[]>([]);
  useEffect(() => {
    if (audience !== "instance") return;
    instancesThere().then(setInstances, (error) => {
      // One can be typed all the same.
      if (!(error instanceof Refused)) throw error;
    });
  }, [audience]);
  if (audience === "subscription") return subscriptionsThere();
  if (audience === "activationCode") return codesThere();
  return audience === "instance" ? instances : [];
}
