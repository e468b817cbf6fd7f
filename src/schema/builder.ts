import SchemaBuilder from "@pothos/core";
import RelayPlugin from "@pothos/plugin-relay";
import type { Day } from "../time/calendar.ts";
import { accessPlugin } from "./access.ts";
import type { Context } from "./context.ts";

/** What the builder's types are told; the rest of the schema is one file per GraphQL type. */
interface SchemaTypes {
  Context: Context;
  Scalars: {
    Date: { Input: Day; Output: Day };
    /** The number within the global id, as text. */
    LicenseID: { Input: string; Output: string };
    /** As `Calendar.toIso` writes it. */
    Time: { Input: string; Output: string };
  };
  DefaultNodeNullability: true;
}

export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [accessPlugin, RelayPlugin],
  relay: {
    cursorType: "String",
    cursorFieldOptions: { description: "A cursor for use in pagination." },
    edgesFieldOptions: { description: "A list of edges." },
    nodeFieldOptions: { description: "The item at the end of the edge." },
    nodesOnConnection: { description: "A list of nodes." },
    pageInfoFieldOptions: { description: "Information to aid in pagination." },
    pageInfoTypeOptions: { description: "Information about pagination in a connection." },
    endCursorFieldOptions: {
      description: "When paginating forwards, the cursor to continue.",
    },
    hasNextPageFieldOptions: {
      description: "When paginating forwards, whether there are more items.",
    },
    hasPreviousPageFieldOptions: {
      description: "When paginating backwards, whether there are more items.",
    },
    startCursorFieldOptions: {
      description: "When paginating backwards, the cursor to continue.",
    },
    afterArgOptions: { description: "Returns the elements that come after the cursor." },
    beforeArgOptions: { description: "Returns the elements that come before the cursor." },
    firstArgOptions: { description: "Returns the first _n_ elements, at most 100." },
    lastArgOptions: { description: "Returns the last _n_ elements, at most 100." },
    nodeQueryOptions: false,
    nodesQueryOptions: false,
  },
});

builder.queryType({});
builder.mutationType({});
