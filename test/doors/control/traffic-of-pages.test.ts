import { expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { hostedCustomer } from "../../support/hosted-customer.ts";
import { portalStaff } from "../../support/portal-visitor.ts";

test("the traffic tells what browsers ask the portal's pages, and neither passwords nor what pages say", async () => {
  await using emulator = await emulatorOn("2025-06-01");
  const { control, ready } = emulator;
  const staff = await portalStaff(emulator);
  await staff.show("/admin/cloud_activation");

  const { body } = await control.get("/traffic?hop=portal-page");

  const asked = body.map(({ request }: { request: { method: string; url: string } }) =>
    [request.method, request.url].join(" "),
  );
  expect(asked).toContain("POST /admins/sign_in");
  expect(asked.at(-1)).toBe("GET /admin/cloud_activation");
  expect(body.at(-1).response).toMatchObject({
    status: 200,
    body: expect.stringMatching(/^\[\d+ characters\]$/),
  });
  expect(JSON.stringify(body)).not.toContain(ready.staff?.password);
  expect(JSON.stringify(body)).not.toContain(ready.activationCode);
});

test("the traffic tells no code with which the portal gets a token of the hosted product, and no proof that it may", async () => {
  await using hosted = await hostedCustomer();
  const { view } = hosted;
  await view.show("/customers/edit");
  await view.follow(await view.submit("/customers/auth/gitlab"));
  await view.follow(
    await view.submit("/users/sign_in", { login: "ada", password: hosted.password }),
  );
  const back = await view.submit("/oauth/authorize", { decision: "authorize" });
  await view.follow(back);

  const { body } = await hosted.control.get("/traffic");

  const urls = body.map(({ request }: { request: { url: string } }) => request.url);
  const [token] = body.filter(({ request }: { request: { url: string } }) =>
    request.url.endsWith("/oauth/token"),
  );
  expect(urls).toContainEqual(expect.stringMatching(/callback\?code=\[masked\]&state=/));
  expect(token.request.body).toContain("code=[masked]");
  expect(token.request.body).toContain("code_verifier=[masked]");
  expect(JSON.stringify(body)).not.toContain(new URL(back.location ?? "").searchParams.get("code"));
});

test("the traffic of pages has nothing of what programs ask the portal", async () => {
  await using emulator = await emulatorOn("2025-06-01");
  await emulator.graphql.activate(emulator.ready.activationCode ?? "");

  const { body } = await emulator.control.get("/traffic?hop=portal-page");

  expect(body).toEqual([]);
});
