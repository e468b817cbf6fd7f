import { endpoints as known } from "virtual:fault-kinds";
import { useEffect, useId, useState } from "preact/hooks";
import { emulator, Refused } from "../emulator.ts";
import { state } from "../store.ts";
import { labelOf } from "./armed.ts";
import { audiencesAt, type Form, numberIn } from "./form.ts";
import type { Audience, FaultKind, Field } from "./kind.ts";

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

const isStanding = (times: string): boolean => times === "standing";

/** All that a kind can be told: its own fields, where, for whom and how often. */
export function KindForm({ kind, form, endpoints, audiences, busy, ...on }: KindFormProps) {
  const id = useId();
  const { endpoint, only, times, values } = form;
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
        <div class="field">
          <label for={`${id}-where`}>What it hits</label>
          <select
            id={`${id}-where`}
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
        </div>
      )}
      {offered.length === 0 ? null : (
        <Whom audiences={offered} only={only} onChange={(next) => on.onChange({ only: next })} />
      )}
      <div class="field">
        <label for={`${id}-often`}>How often</label>
        <div class="fault-pair">
          <select
            id={`${id}-often`}
            value={isStanding(times) ? "standing" : "times"}
            onChange={({ currentTarget: { value } }) =>
              on.onChange({ times: value === "standing" ? value : "2" })
            }
          >
            <option value="times">so many times</option>
            <option value="standing">until it is removed</option>
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
      </div>
      <div class="actions">
        <button type="submit" aria-disabled={busy ? "true" : undefined}>
          Arm {kind.kind}
        </button>
      </div>
    </form>
  );
}

interface FieldInputProps {
  readonly field: Field;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function FieldInput({ field, value, onChange }: FieldInputProps) {
  const id = useId();
  const shared = {
    id,
    value,
    autocomplete: "off",
    "aria-describedby": `${id}-hint`,
    placeholder: field.required ? undefined : "left out",
    onInput: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
      onChange(currentTarget.value),
  };
  const isBlock = field.type === "list" || field.isLong === true;
  return (
    <div class={isBlock ? "field fault-wide" : "field"}>
      <label for={id}>{labelOf(field.name)}</label>
      {field.type === "choice" ? (
        <select {...shared}>
          {field.choices?.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      ) : isBlock ? (
        <textarea {...shared} rows={2} />
      ) : (
        <input {...shared} inputMode={field.type === "number" ? "numeric" : "text"} />
      )}
      <span class="hint" id={`${id}-hint`}>
        {hintOf(field)}
      </span>
    </div>
  );
}

const hintOf = ({ description, type, each }: Field): string =>
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
  const id = useId();
  const audience = audiences.find(({ name }) => name === only?.audience);
  const there = useThoseThere(audience?.name ?? null);
  const isChosen = audience?.name === "subscription" && there.length > 0;
  return (
    <div class="field">
      <label for={`${id}-whom`}>For whom</label>
      <div class="fault-pair">
        <select
          id={`${id}-whom`}
          value={only?.audience ?? ""}
          aria-describedby={audience ? `${id}-hint` : undefined}
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
        {only === null || audience === undefined ? null : isChosen ? (
          <select
            aria-label={labelOf(audience.name)}
            value={only.value}
            onChange={({ currentTarget: { value } }) => onChange({ ...only, value })}
          >
            {there.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        ) : (
          <>
            <input
              aria-label={labelOf(audience.name)}
              autocomplete="off"
              placeholder={audience.example ?? ""}
              list={`${id}-there`}
              value={only.value}
              onInput={({ currentTarget: { value } }) => onChange({ ...only, value })}
            />
            <datalist id={`${id}-there`}>
              {there.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </datalist>
          </>
        )}
      </div>
      {audience === undefined ? null : (
        <span class="hint" id={`${id}-hint`}>
          {audience.description}
        </span>
      )}
    </div>
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
function useThoseThere(audience: string | null): readonly There[] {
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
