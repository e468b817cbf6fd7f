import { forEverybody } from "./access.ts";
import { builder } from "./builder.ts";
import type { InstanceIdentity } from "./context.ts";

/** The agent server for Kubernetes, which this instance has none of. */
interface Kas {
  readonly enabled: boolean;
  readonly externalUrl: string | null;
  readonly version: string | null;
}

const Kas = builder.objectRef<Kas>("Kas").implement({
  description: "The agent server for Kubernetes.",
  fields: (t) => ({
    enabled: t.exposeBoolean("enabled", {
      nullable: false,
      description: "Whether the server is enabled.",
    }),
    externalUrl: t.exposeString("externalUrl", {
      description: "URL that agents use to reach the server.",
    }),
    version: t.exposeString("version", { description: "Version of the server." }),
  }),
});

const Metadata = builder.objectRef<InstanceIdentity>("Metadata").implement({
  description: "What the instance says about itself.",
  fields: (t) => ({
    enterprise: t.exposeBoolean("enterprise", {
      nullable: false,
      description: "Whether the instance is an Enterprise Edition.",
    }),
    kas: t.field({
      type: Kas,
      nullable: false,
      description: "The agent server for Kubernetes.",
      resolve: (): Kas => ({ enabled: false, externalUrl: null, version: null }),
    }),
    revision: t.exposeString("revision", { nullable: false, description: "Revision of the code." }),
    version: t.exposeString("version", {
      nullable: false,
      description: "Version, for example `18.5.0-ee`.",
    }),
  }),
});

builder.queryField("metadata", (t) =>
  t.field({
    type: Metadata,
    description: "What the instance says about itself, or null for a caller without a token.",
    access: forEverybody,
    resolve: (_root, _args, { instance, viewer }) => (viewer ? instance.identity : null),
  }),
);
