import { GraphQLError } from "graphql";
import { forEverybody } from "./access.ts";
import { builder } from "./builder.ts";

/** One variable can be sent back hundreds of times. */
const maxText = 10_000;

/** Refuses texts that are too long together to be sent back. */
export function refuseTooLong(...texts: readonly string[]) {
  if (texts.reduce((sum, { length }) => sum + length, 0) > maxText) {
    throw new GraphQLError(`A text of more than ${maxText} characters is not sent back`);
  }
}

builder.queryField("echo", (t) =>
  t.string({
    nullable: false,
    description: "The text that was sent, and who sent it: to try whether a token works.",
    access: forEverybody,
    args: { text: t.arg.string({ required: true, description: "Text to send back." }) },
    resolve(_root, { text }, { viewer }) {
      refuseTooLong(text);
      return `${viewer ? JSON.stringify(viewer.username) : "nil"} says: ${text}`;
    },
  }),
);
