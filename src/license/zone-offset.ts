/** Minutes east of Greenwich of a zone as dates name it: `+02:00`, `-5`, `CET`, `EST DST`; 0 for an unknown one. */
export function zoneOffset(zone: string): number {
  const name = zone.toLowerCase().replace(/\s+/g, " ");
  const standard = name.replace(/ (?:standard time|daylight time|dst)/, "");
  const hours = hoursByName.get(standard);
  if (hours === undefined) return numericOffset(standard);
  return (/ (?:daylight time|dst)/.test(name) ? hours + 1 : hours) * 60;
}

function numericOffset(zone: string): number {
  const offset = zone.replace(/gmt|utc/, "");
  if (!/^[-+]\d/.test(offset)) return 0;
  const minutes = toMinutes(offset.slice(1));
  if (minutes >= minutesPerDay) return 0;
  return offset.startsWith("-") ? -minutes : minutes;
}

const minutesPerDay = 1440;

/** `530` is 5:30, `0530` too, `5:30` and `5.5` as well. Whatever is less than a minute does not count. */
function toMinutes(digits: string): number {
  const colon = digits.indexOf(":");
  if (colon !== -1) return hoursAndMinutes(digits, digits.slice(colon + 1));
  if (/[,.]/.test(digits)) return Math.floor(Number(digits.replace(",", ".")) * 60);
  const hourDigits = 2 - (digits.length % 2);
  return hoursAndMinutes(digits.slice(0, hourDigits), digits.slice(hourDigits, hourDigits + 2));
}

const hoursAndMinutes = (hours: string, minutes: string): number =>
  Number.parseInt(hours, 10) * 60 + (Number.parseInt(minutes, 10) || 0);

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
