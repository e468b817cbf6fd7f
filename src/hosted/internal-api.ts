import { jwtClaims } from "../base/jwt.ts";
import { err, ok } from "../base/result.ts";
import { unauthorized } from "../gitlab-rest/rest-answers.ts";
import type { AdmittedRequest, Entrance } from "../listener/gate.ts";
import type { Reply } from "../listener/http.ts";
import { empty, json } from "../listener/replies.ts";
import type { Route } from "../listener/router.ts";
import { billableOf, planOn, shownSubscription } from "./gitlab-subscription.ts";
import type { Namespace } from "./groups.ts";
import { owner } from "./groups.ts";
import type { HostedOffice } from "./office.ts";
import {
  extrasOf,
  type Misfit,
  provisioned,
  provisionOf,
  reconciliationOf,
  subscriptionOf,
} from "./provision-body.ts";
import { apiPath } from "./rest-api.ts";
import { internalNamespaceEntity, ownUserEntity } from "./rest-entities.ts";

/** The portal, by the token that it signs. */
export interface InternalAccess {
  readonly internal: null;
}

/** Who the token must say it is of. */
const internalIssuer = "customers_dot";

/**
 * Lets in whoever signs with the secret that both parties have. A forged request cannot: no page of another site knows it.
 * Source: portal people, B5. How the product signs is not public.
 */
export const internalGate = (secret: Buffer, { clock }: Pick<HostedOffice, "clock">) => {
  const internal: Entrance<null> = {
    admit({ headers }) {
      const claims = jwtClaims(String(headers["x-customers-dot-internal-token"] ?? ""), secret);
      const { iss, exp } = claims ?? {};
      const isGood = iss === internalIssuer && typeof exp === "number" && exp * 1_000 > clock.now();
      return isGood ? ok(null) : err(unauthorized);
    },
    isForged: () => false,
  };
  return { internal };
};

const root = `${apiPath}/internal/gitlab_subscriptions/namespaces/{id:digits}`;

type Request = AdmittedRequest<null>;
type Answer = (office: HostedOffice, group: Namespace, request: Request) => Reply;

/** The internal API that the portal calls. Source: portal people, B5. */
export const internalRoutes = (office: HostedOffice): readonly Route<InternalAccess>[] => {
  const about = (answer: Answer) => (request: Request) => {
    const found = office.books.namespace(Number(request.parameters["id"]));
    return found ? answer(office, found, request) : notNamespace;
  };
  return [
    { method: "GET", path: root, access: "internal", answer: about(shown) },
    { method: "PUT", path: root, access: "internal", ...changing(about(setExtras)) },
    { method: "GET", path: `${root}/owners`, access: "internal", answer: about(owners) },
    {
      method: "POST",
      path: `${root}/provision`,
      access: "internal",
      ...changing(about(provision)),
    },
    {
      method: "GET",
      path: `${root}/gitlab_subscription`,
      access: "internal",
      answer: about(subscription),
    },
    {
      method: "POST",
      path: `${root}/gitlab_subscription`,
      access: "internal",
      ...changing(about(setSubscription)),
    },
    {
      method: "PUT",
      path: `${root}/gitlab_subscription`,
      access: "internal",
      ...changing(about(setSubscription)),
    },
    {
      method: "PUT",
      path: `${root}/upcoming_reconciliations`,
      access: "internal",
      ...changing(about(reconcile)),
    },
  ];
};

const changing = (answer: (request: Request) => Reply) => ({
  refuseForged: "by-operation" as const,
  answer,
});

const shown = (office: HostedOffice, group: Namespace): Reply =>
  json(200, internalNamespaceEntity(office, office.books.counted(group, null)));

const owners: Answer = (office, group) =>
  json(
    200,
    office.books
      .membersOf(group.id, owner, { offset: 0, limit: mostOwners })
      .map((account) => ownUserEntity(office, account)),
  );

const mostOwners = 1_000;

const setExtras: Answer = (office, group, { incoming }) => {
  const extras = extrasOf(incoming.body);
  if (!extras.ok) return refused(extras);
  if (Object.keys(extras.value).length > 0) {
    office.books.atomically(() => office.books.setExtras(group.id, extras.value));
  }
  return shown(office, office.books.namespace(group.id) ?? group);
};

const provision: Answer = (office, group, { incoming }) => {
  const said = provisionOf(incoming.body);
  if (!said.ok) return refused(said);
  const { product, extras } = said.value;
  if (product && group.parentId !== null) return notTop;
  office.books.atomically(() => {
    if (product) keep(office, group, product);
    if (Object.keys(extras).length > 0) office.books.setExtras(group.id, extras);
  });
  return empty(200);
};

const subscription = (office: HostedOffice, group: Namespace): Reply => {
  const { count, provisioned: kept } = office.books.counted(group, null);
  return json(200, shownSubscription(kept, count, office.clock.today()));
};

const setSubscription: Answer = (office, group, { incoming }) => {
  const said = subscriptionOf(incoming.body);
  if (!said.ok) return refused(said);
  if (group.parentId !== null) return notTop;
  office.books.atomically(() => keep(office, group, said.value));
  return subscription(office, group);
};

const reconcile: Answer = (office, group, { incoming }) => {
  const dates = reconciliationOf(incoming.body);
  if (!dates.ok) return refused(dates);
  office.books.atomically(() => office.books.setReconciliation(group.id, dates.value));
  return empty(200);
};

function keep(
  { books, clock }: HostedOffice,
  group: Namespace,
  said: Parameters<typeof provisioned>[1],
) {
  const { count, provisioned: before } = books.counted(group, null);
  const wanted = provisioned(before, said, 0);
  const inUse = billableOf(count, planOn(wanted, clock.today()));
  books.provision(group.id, provisioned(before, said, wanted.planCode === "free" ? 0 : inUse));
}

const refused = ({ error: { status, message } }: { readonly error: Misfit }): Reply =>
  status === 400 ? json(400, { error: message }) : json(422, { message });

const notNamespace = json(404, { message: "404 GitLab subscription namespace Not Found" });
const notTop = json(422, { message: "Only a namespace at the top has a subscription" });
