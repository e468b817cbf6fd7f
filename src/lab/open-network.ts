import { connect, type Socket } from "node:net";
import type { Endpoint, Network } from "../network/network.ts";
import { portalAddresses, portalName, proxyAddress, proxyPort } from "./addresses.ts";
import { type Authorities, plainDoor, type StandInAt, tlsDoor } from "./door.ts";
import { type Listening, loopback } from "./listening.ts";
import { nameServer } from "./name-server.ts";
import { proxyServer } from "./proxy.ts";
import type { Door, Scene, Trap, Way } from "./scene.ts";
import { trap } from "./traps.ts";

/** A network as the instance is on it. */
export interface LabView {
  /** Where the portal is in it: an origin. */
  readonly portalUrl: string;
  readonly network: Network;
}

export interface LabWorld {
  readonly standIn: StandInAt;
  readonly authorities: Authorities;
  /** What the instance trusts besides the emulator's own authority. */
  readonly trustedCertificates: Network["trustedCertificates"];
}

export interface OpenNetwork extends AsyncDisposable {
  readonly view: LabView;
}

/** Opens all that a network consists of, on ports of this machine. */
export async function openNetwork(scene: Scene, world: LabWorld): Promise<OpenNetwork> {
  await using opening = new AsyncDisposableStack();
  const at = async (listening: Promise<Listening>): Promise<Endpoint> => {
    const { port } = opening.use(await listening);
    return { address: loopback, port };
  };
  const traps = new Map<Trap, Promise<Endpoint>>();
  const trapAt = (kind: Trap) => {
    const opened = traps.get(kind) ?? at(trap(kind));
    traps.set(kind, opened);
    return opened;
  };
  const doorAt = async (door: Door): Promise<Endpoint> => {
    if ("trap" in door) return trapAt(door.trap);
    if ("tls" in door) return at(tlsDoor(door.tls, world));
    return world.standIn.isSecure ? at(plainDoor(world)) : world.standIn;
  };

  const names = await at(nameServer(scene.nameServer));
  const nobody = await trapAt("refused");
  const door = await doorAt(scene.door);
  const firstDoor = scene.firstDoor && (await doorAt(scene.firstDoor));
  // Whoever asks for https must not be told by the other port that nobody is there.
  const plain = scene.isSecure && !("trap" in scene.door) ? await doorAt({ plain: true }) : door;
  const atPort = (port: number): Endpoint => {
    if (port === (scene.isSecure ? 443 : 80)) return door;
    return port === 80 ? plain : nobody;
  };
  const atAddress = ({ address, port }: Endpoint, family: 4 | 6): Endpoint =>
    firstDoor !== null && address === portalAddresses[family][0] ? firstDoor : atPort(port);
  const endOf = async (way: Way) => (way === "blackhole" ? await trapAt("blackhole") : null);
  const ends = { 4: await endOf(scene.ways[4]), 6: await endOf(scene.ways[6]) };
  const proxy =
    scene.proxy &&
    (await at(
      // Of several addresses it takes one that works, as proxies do.
      proxyServer(scene.proxy, (host, port) =>
        host === portalName ? connectedTo(atPort(port)) : null,
      ),
    ));
  const certificates = scene.isSecure ? [(await world.authorities.own()).certificate] : [];

  const opened = opening.move();
  return {
    view: {
      portalUrl: `${scene.isSecure ? "https" : "http"}://${portalName}`,
      network: {
        nameServers: [`${names.address}:${names.port}`],
        route(to) {
          const family = familyOfPortal(to.address);
          if (family) return scene.ways[family] === "door" ? atAddress(to, family) : ends[family];
          if (proxy && to.address === proxyAddress) return to.port === proxyPort ? proxy : nobody;
          return isOwnMachine(to.address) ? to : null;
        },
        proxyVariables: scene.proxyVariables,
        trustedCertificates: () => [...certificates, ...world.trustedCertificates()],
      },
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

function familyOfPortal(address: string): 4 | 6 | null {
  if (portalAddresses[4].some((one) => one === address)) return 4;
  return portalAddresses[6].some((one) => one === address) ? 6 : null;
}

const isOwnMachine = (address: string) => address.startsWith("127.") || address === "::1";

const connectedTo = ({ address: host, port }: Endpoint): Socket => connect({ host, port });
