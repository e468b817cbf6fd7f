import { expect, test } from "vitest";
import { hostedCustomer } from "../../support/hosted-customer.ts";
import { visitorAt } from "../../support/portal-visitor.ts";

test("Whoever tries ten wrong passwords of an account has to wait, however they call the account", async () => {
  await using hosted = await hostedCustomer();
  const visitor = visitorAt(hosted.hostedUrl);
  const called = ["ada", "ADA", " Ada ", "ada@example.com", "Ada@Example.com"];
  for (const login of [...called, ...called]) {
    await visitor.show("/users/sign_in");
    await visitor.submit("/users/sign_in", { login, password: "guessed it" });
  }

  await visitor.show("/users/sign_in");
  const right = await visitor.submit("/users/sign_in", { login: "ada", password: hosted.password });

  expect(right.status).toBe(429);
});

test.each([
  ["another site", "//elsewhere.example/", "/"],
  ["another site, with what browsers pass over", "/\t/elsewhere.example/", "/"],
  ["a second header", "/\r\nset-cookie: a=b", "/"],
  ["what stands in no address", "/gruppe/ä€", "/"],
  ["a page of its own", "/groups/new?parent_id=1", "/groups/new?parent_id=1"],
])(
  "Whoever changes accounts goes on at the hosted product, where the form names %s",
  async (_what, go_on, place) => {
    await using hosted = await hostedCustomer();
    const visitor = visitorAt(hosted.hostedUrl);
    const signIn = async () => {
      await visitor.show("/users/sign_in");
      return visitor.submit("/users/sign_in", { login: "ada", password: hosted.password });
    };
    await signIn();
    await visitor.show("/");

    await visitor.submit("/users/sign_out", { go_on });

    expect((await signIn()).location).toBe(place);
  },
);

test("Half a page of many groups is none: the first is shown", async () => {
  await using hosted = await hostedCustomer();
  for (let number = 10; number < 70; number += 1) await hosted.group(`Group ${number}`);
  const visitor = visitorAt(hosted.hostedUrl);
  await visitor.show("/users/sign_in");
  await visitor.submit("/users/sign_in", { login: "ada", password: hosted.password });

  const shown = await visitor.show("/?page=1.3");

  expect([shown.status, shown.words]).toEqual([200, expect.stringContaining("Group 10")]);
});
