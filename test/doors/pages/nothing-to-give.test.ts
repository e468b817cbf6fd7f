import { expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { administratorOf } from "./administrator.ts";

const settings = "/admin/application_settings/general";

test.each([
  {
    path: "/admin/license/download",
    says: "No license is in force, whose file could be downloaded.",
  },
  {
    path: "/admin/license/usage_export.csv",
    says: "No license is in force, whose usage could be exported.",
  },
])("Without a license $path leads to the settings, and says so there", async ({ path, says }) => {
  await using emulator = await emulatorOn("2025-06-01");
  const administrator = await administratorOf(emulator);

  const { status, location } = await administrator.show(path);

  expect({ status, location }).toEqual({ status: 302, location: settings });
  expect((await administrator.show(settings)).told?.html).toBe(says);
});
