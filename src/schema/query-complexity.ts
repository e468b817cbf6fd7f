import { forEverybody } from "./access.ts";
import { builder } from "./builder.ts";
import type { Context } from "./context.ts";

const QueryComplexity = builder.objectRef<Context["complexity"]>("QueryComplexity").implement({
  description: "How large the operation is in which this is asked.",
  fields: (t) => ({
    limit: t.exposeInt("limit", { description: "The most that the caller may ask for at once." }),
    score: t.exposeInt("score", { description: "What the operation costs." }),
  }),
});

builder.queryField("queryComplexity", (t) =>
  t.field({
    type: QueryComplexity,
    description: "How large this operation is, beside what the caller may ask for at once.",
    access: forEverybody,
    resolve: (_root, _args, { complexity }) => complexity,
  }),
);
