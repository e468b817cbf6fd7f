import { describe, test } from "vitest";
import { understudyAt } from "../../support/command-line.ts";
import { documentedCommands } from "../../support/commands.ts";
import { newEmulatorOn } from "../../support/emulator-on.ts";

interface Kind {
  readonly properties: {
    readonly kind: { readonly const: string };
    readonly endpoint: { readonly enum: readonly string[] };
  };
}

describe.concurrent("understudy portal answer", () => {
  test.for([
    { args: ["status", "402"], fault: { kind: "status", status: 402, times: 1 } },
    { args: ["errors", "One", "Two"], fault: { kind: "errors", errors: ["One", "Two"], times: 1 } },
    { args: ["invalid-key", "--times", "3"], fault: { kind: "invalid-key", times: 3 } },
    { args: ["silence", "--times", "standing"], fault: { kind: "silence", times: "standing" } },
  ])("$args arms a fault for the next reports", async ({ args, fault }, { expect }) => {
    await using emulator = await newEmulatorOn("2025-06-01");

    const { end, stdout } = await understudyAt(emulator, ["portal", "answer", ...args]);

    const armed = [{ id: "1", endpoint: "seat-links", ...fault }];
    expect({ end, armed: (await emulator.control.get("/faults")).body }).toEqual({ end: 0, armed });
    expect(stdout).toContain(`  ${fault.kind}  `);
  });

  test("knows every kind that can hit a report, and says where they are listed", async ({
    expect,
  }) => {
    await using emulator = await newEmulatorOn("2025-06-01");
    const { body: openapi } = await emulator.control.get("/openapi.json");
    const kinds = openapi.components.schemas.Fault.oneOf.flatMap(({ properties }: Kind) =>
      properties.endpoint.enum.includes("seat-links") ? [properties.kind.const] : [],
    );

    const commands = await documentedCommands();

    const offered = commands
      .filter(({ usage, group }) => usage.startsWith("portal answer ") && !group)
      .map(({ usage }) => usage.split(" ")[2]);
    expect(offered).toEqual(kinds);
    for (const { usage, group, description } of commands) {
      const isAnswer = usage.startsWith("portal answer ") && !group;
      expect(description.startsWith("At the next report: "), usage).toBe(isAnswer);
    }
    const help = commands.find(({ usage }) => usage === "portal answer")?.help;
    expect(help?.replaceAll(/\s+/g, " ")).toContain("`understudy fault list` shows those to come");
  });
});
