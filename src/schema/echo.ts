import { builder } from "./builder.ts";

builder.queryField("echo", (t) =>
  t.string({
    nullable: false,
    description: "The text that was sent, and who sent it: to try whether a token works.",
    args: { text: t.arg.string({ required: true, description: "Text to send back." }) },
    resolve: (_root, { text }, { viewer }) =>
      `${viewer ? JSON.stringify(viewer.username) : "nil"} says: ${text}`,
  }),
);
