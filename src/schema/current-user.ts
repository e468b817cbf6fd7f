import type { Viewer } from "../activation/viewer.ts";
import { forEverybody } from "./access.ts";
import { builder } from "./builder.ts";

const CurrentUser = builder.objectRef<Viewer>("CurrentUser").implement({
  description: "The caller.",
  fields: (t) => ({
    id: t.id({
      nullable: false,
      description: "Global ID of the user.",
      resolve: ({ id }) => `gid://gitlab/User/${id}`,
    }),
    username: t.exposeString("username", { nullable: false, description: "Name to sign in with." }),
  }),
});

builder.queryField("currentUser", (t) =>
  t.field({
    type: CurrentUser,
    description: "The caller, or null without a token or a session.",
    access: forEverybody,
    resolve: (_root, _args, { viewer }) => viewer,
  }),
);
