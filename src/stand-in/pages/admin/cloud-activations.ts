import { csrfField } from "../../../layout/document.ts";
import { icons } from "../../../layout/icons.ts";
import { escapeHtml, foreignText } from "../../../listener/html.ts";
import type { Reply } from "../../../listener/http.ts";
import { redirect } from "../../../listener/replies.ts";
import type { PortalPageRoute } from "../portal-session.ts";
import { actorOf, type Desk, flashed, late } from "./desk.ts";
import { forwardPage } from "./forward-page.ts";
import { listOf } from "./list-page.ts";
import { askedIn } from "./list-request.ts";
import { type AtRecord, noRecord, onRecord, recordPage, resourceRoutes } from "./record-page.ts";
import { recordPath, textAt } from "./resource.ts";
import { cloudActivations, instanceActivations } from "./resources.ts";

/** `/admin/cloud_activation` and what is below it. */
export const cloudActivationRoutes = (desk: Desk): readonly PortalPageRoute[] => {
  const one = `${cloudActivations.path}/{id}`;
  return [
    ...resourceRoutes(desk, cloudActivations),
    {
      method: "GET",
      path: `${one}/resend`,
      access: "staff-page",
      answer: onRecord(desk, cloudActivations, (request, row) =>
        resendPage(desk, { request, row }),
      ),
    },
    {
      method: "POST",
      path: `${one}/resend`,
      access: "staff-page",
      refuseForged: (request) => late(desk, request),
      answer: onRecord(desk, cloudActivations, (request, row) => resend(desk, { request, row })),
    },
    {
      method: "GET",
      path: `${one}/forward_email`,
      access: "staff-page",
      answer: onRecord(desk, cloudActivations, (request, row) => forward(desk, { request, row })),
    },
    {
      method: "POST",
      path: `${one}/forward_email`,
      access: "staff-page",
      refuseForged: (request) => late(desk, request),
      answer: onRecord(desk, cloudActivations, (request, row) => {
        const to = request.form().get("email") ?? "";
        const sent = desk.sales.forwardCode(Number(row["id"]), to, actorOf(request.who));
        if (!sent.ok) {
          return forward(desk, { request, row }, { to, flaw: sent.error.message });
        }
        flashed(desk, request, `The activation code was forwarded to ${to.trim()}`);
        return redirect(recordPath(cloudActivations, row));
      }),
    },
    {
      method: "GET",
      path: `${one}/self_managed_instance_activations`,
      access: "staff-page",
      answer: onRecord(desk, cloudActivations, (request, row) =>
        Number(row["activations"]) === 0
          ? noRecord(desk, cloudActivations, request)
          : recordPage(
              desk,
              cloudActivations,
              { request, row },
              {
                tab: "self_managed_instance_activations",
                title: "Self Managed Instance Activations",
                body: listOf(desk, instanceActivations, {
                  path: `${recordPath(cloudActivations, row)}/self_managed_instance_activations`,
                  asked: askedIn(request.incoming),
                  session: request.who,
                  of: { cloud_activation_id: Number(row["id"]) },
                }),
              },
            ),
      ),
    },
  ];
};

const resendPage = (desk: Desk, at: AtRecord, refusal?: string): Reply =>
  recordPage(desk, cloudActivations, at, {
    tab: "resend",
    title: "Resend Cloud activation",
    status: refusal === undefined ? 200 : 422,
    body: `${refusal === undefined ? "" : `<p role="alert">${escapeHtml(refusal)}</p>`}
<form class="card card-body record-form" method="post" action="${recordPath(cloudActivations, at.row)}/resend">
${csrfField(at.request.who)}
<p>The code goes to the sold-to contact of ${foreignText(textAt(at.row, "subscription_name"))}: <strong>${foreignText(textAt(at.row, "sold_to"))}</strong>.</p>
<div class="actions"><button type="submit">${icons.envelope}Resend to customer via email</button></div>
</form>`,
  });

function resend(desk: Desk, at: AtRecord): Reply {
  const { request, row } = at;
  if (row["withdrawn"]) {
    return resendPage(desk, at, "The code is withdrawn: another one has taken its place.");
  }
  const sent = desk.sales.resendCode(textAt(row, "subscription_name"), actorOf(request.who));
  if (!sent.ok) return resendPage(desk, at, sent.error.message);
  flashed(desk, request, `The activation code was sent to ${sent.value.email}`);
  return redirect(recordPath(cloudActivations, row));
}

const forward = (
  desk: Desk,
  at: AtRecord,
  typed?: { readonly to: string; readonly flaw: string },
): Reply =>
  forwardPage(desk, cloudActivations, at, {
    title: "Forward Cloud activation email",
    what: `The activation code of ${foreignText(textAt(at.row, "subscription_name"))}`,
    typed,
  });
