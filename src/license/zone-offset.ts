/** Seconds east of Greenwich of a zone as dates name it: `+02:00`, `-5`, `CET`, `EST DST`; 0 for an unknown one. */
export function zoneOffset(zone: string): number {
  const name = zone.toLowerCase().replace(/\s+/g, " ").trim();
  const [, standard = name, season] =
    /^(.*?)(?: (standard time|daylight time|dst))?$/.exec(name) ?? [];
  const hours = hoursByName.get(standard);
  if (hours === undefined) return numericOffset(standard);
  return (season === undefined || season === "standard time" ? hours : hours + 1) * 3600;
}

function numericOffset(zone: string): number {
  const [, sign, digits = ""] = /^(?:gmt|utc)?([-+])(\d.*)$/.exec(zone) ?? [];
  if (sign === undefined) return 0;
  const seconds = digits.includes(":") ? clockSeconds(digits.split(":")) : plainSeconds(digits);
  return seconds >= secondsPerDay ? 0 : seconds * (sign === "-" ? -1 : 1);
}

const secondsPerDay = 86_400;

/** `530` is 5:30, `0530` too, `5.5` as well. */
function plainSeconds(digits: string): number {
  const [hours = "", fraction] = digits.split(/[,.]/);
  if (fraction !== undefined) return Math.floor(Number(`${hours}.${fraction}`) * 3600);
  const odd = hours.length % 2;
  return clockSeconds([
    hours.slice(0, 2 - odd),
    hours.slice(2 - odd, 4 - odd),
    hours.slice(4 - odd, 6 - odd),
  ]);
}

const clockSeconds = ([hours, minutes, seconds]: readonly string[]): number =>
  Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);

/** The common names as Ruby has them, its Newfoundland included. Any other zone counts as UTC. */
const hoursByName = new Map(
  Object.entries({
    "-12": "idlw y",
    "-11": "x",
    "-10": "ahst hast hst w",
    "-9": "akst hadt hdt v yst",
    "-8": "akdt pacific pst u ydt",
    "-7": "mountain mst pdt t",
    "-6": "central cst mdt s",
    "-5": "cdt eastern est r",
    "-4": "ast clt edt q",
    "-3": "adt art brt clst p",
    "-2.5": "nst",
    "-2": "brst o",
    "-1.5": "ndt",
    "-1": "n",
    "0": "gmt greenwich ut utc wet z",
    "1": "a bst cet met mez west",
    "2": "b cat cest eet mest mesz sast",
    "3": "c eat eest msk",
    "4": "d",
    "5": "e pkt",
    "5.5": "india ist",
    "5.75": "npt",
    "6": "f",
    "7": "g wib",
    "8": "awst china h hkt sgt",
    "9": "i jst kst",
    "9.5": "acst",
    "10": "aest k",
    "10.5": "acdt",
    "11": "aedt l",
    "12": "m nzst",
    "13": "nzdt",
  }).flatMap(([hours, names]) => names.split(" ").map((name) => [name, Number(hours)] as const)),
);
