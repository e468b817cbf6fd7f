import { execFileSync } from "node:child_process";

/** The words of a command as a shell takes it apart, without running it. */
export const wordsOf = (command: string): readonly string[] =>
  execFileSync("sh", ["-c", `printf '%s\\0' ${command.trim()}`], { encoding: "utf8" })
    .split("\0")
    .slice(0, -1);
