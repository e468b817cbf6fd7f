import { describe, expect, test } from "vitest";
import { understudy, understudyAt } from "../../support/command-line.ts";
import { documentedCommands } from "../../support/commands.ts";
import { newEmulatorOn } from "../../support/emulator-on.ts";

const once = { id: "1", endpoint: "activate", times: 1 };

describe.concurrent("understudy fault", () => {
  test.for([
    {
      args: ["status", "503", "--retry-after", "60", "--body", "Later"],
      fault: { kind: "status", status: 503, retryAfter: 60, body: "Later" },
    },
    { args: ["delay", "5s"], fault: { kind: "delay", ms: 5_000 } },
    { args: ["delay", "1500ms"], fault: { kind: "delay", ms: 1_500 } },
    { args: ["delay", "2m"], fault: { kind: "delay", ms: 120_000 } },
    { args: ["drop-connection"], fault: { kind: "drop-connection", when: "before" } },
    {
      args: ["drop-connection", "--when", "after"],
      fault: { kind: "drop-connection", when: "after" },
    },
    { args: ["silence"], fault: { kind: "silence" } },
    {
      args: ["invalid-key", "--endpoint", "seat-links"],
      fault: { kind: "invalid-key", endpoint: "seat-links" },
    },
    { args: ["empty"], fault: { kind: "empty" } },
    { args: ["graphql-errors"], fault: { kind: "graphql-errors" } },
    {
      args: ["graphql-errors", "One", "Two"],
      fault: { kind: "graphql-errors", errors: [{ message: "One" }, { message: "Two" }] },
    },
    { args: ["errors", "One", "Two"], fault: { kind: "errors", errors: ["One", "Two"] } },
    {
      args: ["html", "--endpoint", "any-portal", "--times", "3"],
      fault: { kind: "html", endpoint: "any-portal", times: 3 },
    },
    { args: ["html", "--times", "standing"], fault: { kind: "html", times: "standing" } },
  ])("$args arms a fault, and prints it for programs", async ({ args, fault }, { expect }) => {
    await using emulator = await newEmulatorOn("2025-06-01");

    const { end, stdout } = await understudyAt(emulator, ["fault", ...args, "--json"]);

    const { body: armed } = await emulator.control.get("/faults");
    expect(end).toBe(0);
    expect(armed).toEqual([{ ...once, ...fault }]);
    expect(JSON.parse(stdout)).toEqual(armed[0]);
  });

  test("shows what was armed, and lists what is still to come", async ({ expect }) => {
    await using emulator = await newEmulatorOn("2025-06-01");

    const armed = await understudyAt(emulator, ["fault", "status", "503"]);
    await understudyAt(emulator, ["fault", "errors", "\u001b[31mred", "--times", "standing"]);
    const listed = await understudyAt(emulator, ["fault", "list"]);

    expect(armed.stdout).toBe(
      "id  kind    endpoint  times  with\n1   status  activate  1      status: 503\n",
    );
    expect(listed.stdout.split("\n")).toEqual([
      "id  kind    endpoint  times     with",
      "1   status  activate  1         status: 503",
      '2   errors  activate  standing  errors: ["\\\\u001b[31mred"]',
      "",
    ]);
  });

  test("clear forgets one, or all", async ({ expect }) => {
    await using emulator = await newEmulatorOn("2025-06-01");
    for (const kind of ["html", "empty", "truncated"]) {
      await emulator.control.post("/faults", { kind });
    }

    await understudyAt(emulator, ["fault", "clear", "2"]);
    const { body: left } = await emulator.control.get("/faults");
    const cleared = await understudyAt(emulator, ["fault", "clear"]);

    expect(left).toMatchObject([{ kind: "html" }, { kind: "truncated" }]);
    expect(cleared).toEqual({ end: 0, stdout: "", stderr: "" });
    expect((await emulator.control.get("/faults")).body).toEqual([]);
  });

  test.for([
    {
      fault: { kind: "status", status: 429 },
      said: "This endpoint has been requested too many times. Try again later.",
      end: 1,
    },
    { fault: { kind: "html" }, said: expect.any(String), end: 1 },
    { fault: { kind: "drop-connection" }, said: expect.any(String), end: 3 },
  ])("that hits a command is named beside its refusal: $fault", async ({ fault, said, end }) => {
    await using emulator = await newEmulatorOn("2025-06-01");
    await emulator.control.post("/faults", { ...fault, endpoint: "graphql" });

    const met = await understudyAt(emulator, ["license", "show"]);

    const [refusal, named] = met.stderr.split("\n");
    expect({ end: met.end, refusal }).toEqual({ end, refusal: said });
    expect(named).toMatch(
      /^Fault 1 \(.+\) hit POST \/api\/graphql\. It was armed for graphql: used up now\.$/,
    );
    expect(await understudyAt(emulator, ["license", "show"])).toMatchObject({ end: 0 });
  });

  test("is not named beside a refusal of the instance's own", async ({ expect }) => {
    await using emulator = await newEmulatorOn("2025-06-01");
    await emulator.control.post("/faults", { kind: "html", endpoint: "graphql" });
    await understudyAt(emulator, ["license", "show"]);

    const { stderr } = await understudyAt(emulator, ["license", "show", "--token", "wrong"]);

    expect(stderr).not.toContain("Fault");
  });

  test("is refused with a reason", async ({ expect }) => {
    await using emulator = await newEmulatorOn("2025-06-01");

    const refusals = await Promise.all([
      understudyAt(emulator, ["fault", "html", "--times", "1000001"]),
      understudyAt(emulator, ["fault", "clear", "7"]),
    ]);

    expect(refusals).toEqual([
      {
        end: 2,
        stdout: "",
        stderr: expect.stringContaining("a whole number from 1 to 1000000, or standing."),
      },
      { end: 1, stdout: "", stderr: expect.stringMatching(/^No armed fault has the id "7"/) },
    ]);
  });

  test.for([
    { args: ["status"], says: "missing required argument 'status'" },
    { args: ["status", "999"], says: "It must be a whole number from 200 to 599." },
    {
      args: ["status", "503", "--retry-after", "-1"],
      says: "It must be a whole number from 0 to ",
    },
    { args: ["delay", "-1"], says: "It must be a duration with its unit, such as 5s or 500ms." },
    { args: ["delay", "5"], says: "It must be a duration with its unit, such as 5s or 500ms." },
    { args: ["delay", "soon"], says: "It must be a duration with its unit, such as 5s or 500ms." },
    { args: ["html", "--times", "0"], says: "from 1 to 1000000, or standing." },
    { args: ["html", "--times", "often"], says: "from 1 to 1000000, or standing." },
    { args: ["stauts"], says: "unknown command 'stauts'\n(Did you mean status?)" },
  ])("takes $args for wrong use", async ({ args, says }, { expect }) => {
    const { end, stderr } = await understudy(["fault", ...args]);

    expect(end).toBe(2);
    expect(stderr).toContain(says);
  });
});

test("the command line knows every kind of fault with every field", async () => {
  await using emulator = await newEmulatorOn("2025-06-01");
  const { body: openapi } = await emulator.control.get("/openapi.json");
  const commands = await documentedCommands();

  for (const { properties } of openapi.components.schemas.Fault.oneOf) {
    for (const kind of [properties.kind.const ?? properties.kind.enum].flat()) {
      const command = commands.find(
        ({ usage }) => usage.split(" ").slice(0, 2).join(" ") === `fault ${kind}`,
      );
      const hasChoice = properties.endpoint.enum.length > 1;
      const fields = Object.keys(properties)
        .filter((field) => field !== "kind" && (field !== "endpoint" || hasChoice))
        // It is typed with a unit.
        .map((field) => (field === "ms" ? "duration" : field));
      const missing = fields.filter((field) => !command?.inputs.includes(field));

      expect({ kind, missing }).toEqual({ kind, missing: [] });
    }
  }
});
