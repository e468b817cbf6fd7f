import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { licenseFile, storedRows } from "../rest/license-client.ts";
import { administratorOf, shownAt } from "./administrator.ts";

const settings = "/admin/application_settings/general";
const subscription = "/admin/subscription";

describe("the form", () => {
  test("sends back whoever forges it, and stores nothing", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const administrator = await administratorOf(emulator);
    const license = await licenseFile(emulator);
    const forged = (fields: Readonly<Record<string, string>>) =>
      administrator.send("/admin/license", {
        method: "POST",
        body: new URLSearchParams({ "license[data]": license, ...fields }),
      });

    const answers = [await forged({}), await forged({ authenticity_token: "wrong" })];

    expect(answers.map(({ status, told }) => ({ status, says: told?.html }))).toEqual(
      Array(2).fill({ status: 422, says: "This form has expired. Please try again." }),
    );
    expect(await storedRows(emulator)).toEqual([]);
  });

  test.each([
    { method: "GET", path: settings },
    { method: "GET", path: subscription },
    { method: "GET", path: "/admin/license" },
    { method: "POST", path: "/admin/license" },
    { method: "DELETE", path: "/admin/license" },
    { method: "GET", path: "/admin/license/usage_export.csv" },
  ])("lets in nobody but administrators ($method $path)", async ({ method, path }) => {
    await using emulator = await emulatorOn("2025-06-01", { adminMode: "true" });
    const administrator = await administratorOf(emulator);
    const { admin } = emulator.ready.tokens;

    const stranger = await shownAt(emulator, path, { method });
    const withToken = await shownAt(emulator, path, {
      method,
      headers: { "private-token": admin },
    });
    const withoutAdminMode = await administrator.send(path, { method });

    expect(
      [stranger, withToken, withoutAdminMode].map(({ status, location }) => [status, location]),
    ).toEqual([
      [302, "/users/sign_in"],
      [302, "/users/sign_in"],
      [302, "/admin/session/new"],
    ]);
  });

  test("is found at the address of the license too", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const administrator = await administratorOf(emulator);

    const { status, location } = await administrator.show("/admin/license");

    expect({ status, location }).toEqual({ status: 302, location: settings });
    expect((await administrator.show(settings)).words).toMatch(
      /^General settings Add license .* License file License key /,
    );
  });

  test.each([
    { what: "broken", type: "multipart/form-data; boundary=x", body: "x" },
    { what: "without a boundary", type: "multipart/form-data", body: "x" },
  ])("that is $what is answered with 400", async ({ type, body }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const administrator = await administratorOf(emulator);

    const { status, html } = await administrator.send("/admin/license", {
      method: "POST",
      body,
      headers: { "content-type": type, "x-csrf-token": administrator.csrfToken },
    });

    expect({ status, html }).toEqual({ status: 400, html: "The multipart form is malformed\n" });
  });

  test("lets nobody see the license in the traffic", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const administrator = await administratorOf(emulator);
    const license = await licenseFile(emulator);
    await emulator.control.delete("/traffic");
    await administrator.upload({ text: license });
    await administrator.upload({ file: license });
    await administrator.show("/admin/license/usage_export.csv");

    const { body } = await emulator.control.get("/traffic?hop=instance");

    expect(body).toHaveLength(3);
    expect(JSON.stringify(body)).not.toContain(license.slice(0, 20));
    expect(JSON.stringify(body)).not.toContain(administrator.csrfToken);
  });

  test.each([
    { who: "a browser", accept: "text/html,*/*;q=0.8", type: "text/html; charset=utf-8" },
    { who: "a program", accept: "*/*", type: "application/json; charset=utf-8" },
  ])(
    "tells $who of what is too large for any request, in its own way",
    async ({ accept, type }) => {
      await using emulator = await emulatorOn("2025-06-01");
      const { cookie } = await administratorOf(emulator);

      const response = await fetch(`${emulator.ready.instance.url}/admin/license`, {
        method: "POST",
        headers: { cookie, accept },
        body: "x".repeat(5_000_000),
      });

      expect([response.status, response.headers.get("content-type")]).toEqual([413, type]);
      expect(await response.text()).toContain("The request body is larger than 1048576 bytes.");
    },
  );
});
