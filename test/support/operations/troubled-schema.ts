import {
  GraphQLError,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNullableType,
  isListType,
  isNonNullType,
  isObjectType,
  lexicographicSortSchema,
} from "graphql";

/** What the resolvers of a troubled schema are given. The same gives the same. */
export interface Trouble {
  readonly seed: number;
  /** Of how many values in a hundred something is wrong. */
  readonly wrong: number;
  /** Of how many values in a hundred there is a promise only. */
  readonly promised: number;
}

/** A copy of a schema whose resolvers fail, give nothing, what does not fit, or promises, as is drawn by a seed. */
export function troubledSchema(schema: GraphQLSchema): GraphQLSchema {
  const copy = lexicographicSortSchema(schema);
  for (const type of Object.values(copy.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith("__")) continue;
    for (const field of Object.values(type.getFields())) {
      field.resolve = (source, given, trouble: Trouble) => {
        const seed = (source as { seed?: number } | undefined)?.seed ?? trouble.seed;
        const place = hash(`${seed} ${type.name}.${field.name} ${JSON.stringify(given)}`);
        return troubled(field.type, place, trouble);
      };
    }
  }
  return copy;
}

function troubled(type: GraphQLOutputType, place: number, trouble: Trouble): unknown {
  const later = rolled(place, "promised") < trouble.promised;
  return later ? promised(type, place, trouble) : direct(type, place, trouble);
}

function promised(type: GraphQLOutputType, place: number, trouble: Trouble): Promise<unknown> {
  let promise = Promise.resolve();
  for (let turn = rolled(place, "turns") % 6; turn > 0; turn -= 1) promise = promise.then();
  return promise.then(() => direct(type, place, trouble));
}

function direct(type: GraphQLOutputType, place: number, trouble: Trouble): unknown {
  if (rolled(place, "wrong") >= trouble.wrong) return fine(type, place, trouble);
  switch (rolled(place, "how") % 8) {
    case 0:
      return undefined;
    case 1:
      throw new Error(`failed ${place}`);
    case 2:
      throw new GraphQLError("refused", { extensions: { code: place } });
    case 3:
      return new TypeError("returned");
    case 4:
      // Somebody may throw anything.
      throw "a text";
    case 5:
      return isObjectType(type) ? null : { neither: "nor" };
    default:
      return null;
  }
}

function fine(type: GraphQLOutputType, place: number, trouble: Trouble): unknown {
  if (isNonNullType(type)) return fine(type.ofType, place, trouble);
  if (isListType(type)) {
    // Promises only, or none: beside an item that fails at once graphql-js leaves the others' failures to nobody. An
    // object may be waited for because of its fields.
    const waits = isObjectType(getNullableType(type.ofType)) && trouble.promised > 0;
    const later = waits || rolled(place, "promised") < trouble.promised;
    const items = Array.from({ length: place % 4 }, (_, index) =>
      later
        ? promised(type.ofType, hash(`${place} ${index}`), trouble)
        : listed(type.ofType, hash(`${place} ${index}`), trouble),
    );
    return place % 5 === 0 ? new Set(items) : items;
  }
  if (isObjectType(type)) return { seed: place };
  return leaves[String(type)] ?? `text ${place}`;
}

/** What would be thrown stands in the list instead. */
function listed(type: GraphQLOutputType, place: number, trouble: Trouble): unknown {
  try {
    return direct(type, place, trouble);
  } catch (error) {
    return error;
  }
}

const leaves: Readonly<Record<string, unknown>> = { Int: 7, Boolean: true, Date: "2025-01-01" };

/** A number from 0 to 99. */
const rolled = (place: number, die: string) => hash(`${place} ${die}`) % 100;

/** Fowler, Noll and Vo's. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) {
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  // The low bits of like texts are alike.
  return (value ^ (value >>> 15)) >>> 0;
}
