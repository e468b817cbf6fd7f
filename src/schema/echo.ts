import { GraphQLError } from "graphql";
import { forEverybody } from "./access.ts";
import { builder } from "./builder.ts";

/** One variable can be sent back hundreds of times. */
const maxText = 10_000;

builder.queryField("echo", (t) =>
  t.string({
    nullable: false,
    description: "The text that was sent, and who sent it: to try whether a token works.",
    access: forEverybody,
    args: { text: t.arg.string({ required: true, description: "Text to send back." }) },
    resolve(_root, { text }, { viewer }) {
      if (text.length > maxText) {
        throw new GraphQLError(`A text of more than ${maxText} characters is not sent back`);
      }
      return `${viewer ? JSON.stringify(viewer.username) : "nil"} says: ${text}`;
    },
  }),
);
