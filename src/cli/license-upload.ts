import type { Command } from "commander";
import { example } from "./example.ts";
import { memberOf, textIn } from "./input.ts";
import { type InstanceTarget, instanceOf, onInstance } from "./instance-client.ts";
import { type JsonOption, jsonOption, print } from "./print.ts";
import { column, factsOf } from "./table.ts";

export function addLicenseUpload(license: Command) {
  const upload = license
    .command("upload")
    .argument("<file>", "license file; - is standard input")
    .description("Upload a license file to an instance, and print the license.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy license upload Example.gitlab-license"));
  onInstance(upload).action(async (file: string, options: InstanceTarget & JsonOption) => {
    const text = await textIn(file);
    const instance = await instanceOf(options);
    print(await instance.post("/license", { license: text }), options, licenseInWords);
  });
}

/** REST names things otherwise than GraphQL, and says 0 where seats are unlimited. */
const licenseInWords = (license: unknown): string =>
  factsOf({ ...Object(license), seats: memberOf(license, "user_limit") || null }, [
    column("id", "row"),
    column("plan"),
    column("seats", "seats", "unlimited"),
    column("starts_at", "starts"),
    column("expires_at", "expires", "never"),
    column("active_users", "active users"),
    column("maximum_user_count", "maximum users"),
    column("overage", "users over license"),
  ]);
