import { describe, test } from "vitest";
import { aWorkplace, understudy, understudyProcess } from "../../support/command-line.ts";

describe.concurrent("understudy completion", () => {
  test.for([
    { shell: "bash", says: "complete -F __understudy_complete understudy" },
    { shell: "zsh", says: "#compdef understudy" },
    { shell: "fish", says: "complete -c understudy" },
  ])("prints a script for $shell", async ({ shell, says }, { expect }) => {
    const { end, stdout, stderr } = await understudyProcess(["completion", shell]);

    expect({ end, stderr }).toEqual({ end: 0, stderr: "" });
    expect(stdout).toContain(says);
  });

  test("takes another shell for wrong use", async ({ expect }) => {
    const { end, stderr } = await understudy(["completion", "cmd"]);

    expect(end).toBe(2);
    expect(stderr).toContain("Allowed choices are");
  });

  test.for([
    { typed: "lic", offered: ["license"] },
    { typed: "license de", offered: ["destroy"] },
    { typed: "users counts ", offered: ["set", "show", "clear", "help"] },
    { typed: "clock advance --d", offered: ["--days", "--data"] },
    { typed: "fault drop-connection --when ", offered: ["before", "after"] },
    { typed: "portal sell --plan u", offered: ["ultimate"] },
    { typed: "scenario run C2", offered: ["C2", "C21", "C22", "C23", "C24", "C25"] },
    { typed: "snapshot restore be", offered: ["before-the-renewal"] },
  ])('completes "understudy $typed" in bash', async ({ typed, offered }, { expect }) => {
    await using workplace = await aWorkplace();
    await workplace.control.post("/snapshots", { name: "before-the-renewal" });

    const { stdout } = await workplace.type(`
      source <(understudy completion bash)
      # What the package bash-completion brings, which every such script builds on.
      _get_comp_words_by_ref() {
        words=("\${COMP_WORDS[@]}"); cword=$COMP_CWORD; cur=\${COMP_WORDS[COMP_CWORD]}
      }
      compopt() { :; }
      IFS=' ' read -ra COMP_WORDS <<< "understudy ${typed}x"
      COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
      COMP_WORDS[COMP_CWORD]=\${COMP_WORDS[COMP_CWORD]%x}
      __understudy_complete
      printf '%s\\n' "\${COMPREPLY[@]}"
    `);

    expect(stdout.trim().split("\n")).toEqual(offered);
  });
});
