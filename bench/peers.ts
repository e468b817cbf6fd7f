import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import BetterSqlite from "better-sqlite3";
import { type Server, startServer } from "./servers.ts";

type PeerName = "mercurius" | "apollo";

const folder = fileURLToPath(new URL("./peers", import.meta.url));

/** Installs the peers by their own lock file, unless they are there. */
export function installPeers() {
  if (existsSync(`${folder}/node_modules`)) return;
  const { status, stderr } = spawnSync("npm", ["ci", "--prefix", folder], { encoding: "utf8" });
  if (status !== 0) throw new Error(`The peers could not be installed: ${stderr}`);
}

/** Writes what Understudy answered into a database of one row, for the peers to read. */
export function writeRow(file: string, answer: string) {
  const { id, plan, startsAt, usersInLicenseCount, lastSync } =
    JSON.parse(answer).data.currentLicense;
  const database = new BetterSqlite(file);
  database.exec("CREATE TABLE current_license (id, plan, startsAt, usersInLicenseCount, lastSync)");
  database
    .prepare("INSERT INTO current_license VALUES (?, ?, ?, ?, ?)")
    .run(id, plan, startsAt, usersInLicenseCount, lastSync);
  database.close();
}

/** Starts a peer in a process of its own. */
export const startPeerOn = (name: PeerName, file: string): Promise<Server> =>
  startServer(`${folder}/${name}.mjs`, file);
