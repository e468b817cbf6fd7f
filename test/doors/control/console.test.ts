import { describe, expect, test } from "vitest";
import { emulatorOn, newEmulatorOn } from "../../support/emulator-on.ts";
import { scriptedPortal } from "../../support/scripted-portal.ts";
import { licenseFile } from "../rest/license-client.ts";

describe("POST /console", () => {
  test("answers what each line prints, and which exception has ended it", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await emulator.control.post("/console", {
      input: "License.count\n\nLicense.current.plan",
    });

    expect({ status, body }).toEqual({
      status: 200,
      body: [
        { line: 1, output: "=> 0", raised: null },
        {
          line: 3,
          output: "(irb):3:in `<main>': undefined method `plan' for nil:NilClass (NoMethodError)",
          raised: "NoMethodError",
        },
      ],
    });
  });

  test("reads no file of the machine on which the instance runs", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await emulator.control.post("/console", {
      input: 'puts File.read("/etc/hostname")',
    });

    expect({ status, body }).toEqual({
      status: 400,
      body: {
        error: {
          code: "file-not-sent",
          message: "The instance reads no files: send the text of /etc/hostname along, in files.",
        },
      },
    });
  });

  test("takes the texts of files that lines read", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const file = await licenseFile(emulator);

    const { body } = await emulator.control.post("/console", {
      input: 'License.new(data: File.read("x")).save',
      files: { x: file },
    });

    expect(body).toEqual([{ line: 1, output: "=> true", raised: null }]);
  });

  test("repeats no more than the beginning of a line, which may hold a key", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const key = "x".repeat(1_000);

    const { status, body } = await emulator.control.post("/console", {
      input: `License.create(data: "${key}")`,
    });

    expect(status).toBe(400);
    expect(body.error.code).toBe("unknown-console-line");
    expect(body.error.message).not.toContain("x".repeat(60));
  });

  test("takes no more than a license and what is typed around it", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await emulator.control.post("/console", {
      input: "a".repeat(400_001),
    });

    expect({ status, message: body.error.message }).toEqual({
      status: 400,
      message: "input: must have at most 400000 characters",
    });
  });
});

describe("what the console prints", () => {
  test.each([
    { input: 'puts "a\n"', output: "a\n=> nil" },
    { input: 'puts "a"', output: "a\n=> nil" },
    { input: 'puts "a\n\n"', output: "a\n\n=> nil" },
    { input: "puts nil", output: "\n=> nil" },
    { input: 'print "a"', output: "a=> nil" },
    { input: 'print "a\n"', output: "a\n=> nil" },
    { input: 'p "a"', output: '"a"\n=> "a"' },
  ])("ends as Ruby ends it: $input", async ({ input, output }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { body } = await emulator.control.post("/console", { input });

    expect(body).toEqual([{ line: 1, output, raised: null }]);
  });

  test("of a license that was removed is that it cannot be saved again", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const files = { x: await licenseFile(emulator) };
    const input =
      'l = License.new(data: File.read("x"))\nl.save\nl.destroy\nl.save\nl.save!\nLicense.count';

    const { body } = await emulator.control.post("/console", { input, files });

    expect(body.map(({ output }: { output: string }) => output)).toEqual([
      expect.any(String),
      "=> true",
      expect.any(String),
      "=> false",
      expect.stringContaining("Failed to save the record (ActiveRecord::RecordNotSaved)"),
      "=> 0",
    ]);
  });

  test("is left out once it is more than some dozens of license keys", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const files = { x: "k".repeat(500_000) };
    const input = `key = File.read("x"); nil\n${"key\n".repeat(50)}License.count`;

    const { body } = await emulator.control.post("/console", { input, files });

    expect(body.length).toBe(52);
    expect(body[7].output).toBe(`=> "${files.x}"`);
    expect(body[8].output).toBe("…");
    expect(body[51].output).toBe("…");
  });
});

const baseUri = "base_uri = ::Gitlab::Routing.url_helpers.subscription_portal_url";

describe("the handbook's attempt to reach the portal from the console", () => {
  test("is answered as curl -I is: 302, with the way to the sign-in", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const input = `URI_PATH = '/api/v1/seat_links'\n${baseUri}\nhead_resp = Gitlab::HTTP.head(base_uri)\npp head_resp\nhead_resp.code`;

    const { body } = await emulator.control.post("/console", { input });

    const { ready } = emulator;
    expect(body.map(({ output }: { output: string }) => output)).toEqual([
      '=> "/api/v1/seat_links"',
      `=> "${ready.portal?.url}"`,
      expect.stringContaining(
        "=> #<HTTParty::Response parsed_response=nil, @response=#<Net::HTTPFound 302 Found",
      ),
      expect.stringContaining(`"location"=>["${ready.portal?.url}/customers/sign_in"]`),
      "=> 302",
    ]);
    const { body: traffic } = await emulator.control.get("/traffic?hop=portal&limit=1");
    expect(traffic).toMatchObject([
      { hop: "portal", request: { method: "HEAD" }, response: { status: 302 } },
    ]);
  });

  test("is what the instance's own client sends", async () => {
    await using portal = await scriptedPortal((response) => void response.writeHead(503).end());
    await using emulator = await newEmulatorOn("2025-06-01", { portalUrl: portal.url });

    const { body } = await emulator.control.post("/console", {
      input: `${baseUri}\nGitlab::HTTP.head(base_uri).code`,
    });

    expect(body[1].output).toBe("=> 503");
    expect(portal.received).toMatchObject([
      { method: "HEAD", url: "/", headers: { "user-agent": "GitLab/18.5.0-ee" }, body: "" },
    ]);
  });

  test.each([
    {
      what: "nobody listens",
      portalUrl: "http://127.0.0.1:1",
      raised: "Errno::ECONNREFUSED",
      says: "Failed to open TCP connection to 127.0.0.1:1 (Connection refused - connect(2) for 127.0.0.1:1)",
    },
    {
      what: "the name cannot be resolved",
      portalUrl: "http://portal.invalid",
      raised: "Gitlab::HTTP_V2::BlockedUrlError",
      says: "URL is blocked: Host cannot be resolved or invalid",
    },
  ])("raises what the product's client raises where $what", async ({ portalUrl, raised, says }) => {
    await using emulator = await newEmulatorOn("2025-06-01", { portalUrl });

    const { body } = await emulator.control.post("/console", {
      input: `${baseUri}; head_resp = Gitlab::HTTP.head(base_uri)`,
    });

    expect(body).toEqual([
      { line: 1, output: `(irb):1:in \`<main>': ${says} (${raised})`, raised },
    ]);
  });

  test("raises an end of file where the portal hangs up", async () => {
    await using portal = await scriptedPortal((response) => void response.destroy());
    await using emulator = await newEmulatorOn("2025-06-01", { portalUrl: portal.url });

    const { body } = await emulator.control.post("/console", {
      input: `${baseUri}; Gitlab::HTTP.head(base_uri)`,
    });

    expect(body[0].raised).toBe("EOFError");
  });

  test.each([
    { gitlabVersion: "15.11.0-ee", prints: /^=> "http/ },
    {
      gitlabVersion: "16.0.0-ee",
      prints: /uninitialized constant EE::SUBSCRIPTIONS_URL \(NameError\)$/,
    },
  ])("knows the older constant before 16.0: $gitlabVersion", async ({ gitlabVersion, prints }) => {
    await using emulator = await newEmulatorOn("2025-06-01", { gitlabVersion });

    const { body } = await emulator.control.post("/console", {
      input: "base_uri = EE::SUBSCRIPTIONS_URL",
    });

    expect(body[0].output).toMatch(prints);
  });

  test("shows what a report would say now, and with which headers", async () => {
    await using emulator = await emulatorOn("2025-06-01T12:00:00Z");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    const { body } = await emulator.control.post("/console", {
      input:
        "headers = Gitlab::SubscriptionPortal::Client.send(:json_headers)\nbase_url = Gitlab::SubscriptionPortal::Client.send(:base_url)\nputs Gitlab::SeatLinkData.new.to_json",
    });

    expect(body[0].output).toBe(
      '=> {"User-Agent"=>"GitLab/18.5.0-ee", "Accept"=>"application/json", "Content-Type"=>"application/json"}',
    );
    expect(body[1].output).toBe(`=> "${emulator.ready.portal?.url}"`);
    const report = JSON.parse(body[2].output.replace(/\n=> nil$/, ""));
    expect(report).toMatchObject({
      gitlab_version: "18.5.0-ee",
      timestamp: "2025-06-01T12:00:00Z",
      license_key: expect.stringMatching(/^eyJ/),
      hostname: "understudy.test",
    });
  });
});
