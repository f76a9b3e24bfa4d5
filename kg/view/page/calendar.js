// Days as numbers, how long a date is, and the ticks of an axis from hours to centuries.

const DAY = 86400000;
const OPEN_START = /^(\.\.)?\//, OPEN_END = /\/(\.\.)?$/; // of an interval in the Extended Date/Time Format

// Midnight (UTC) of an ISO day, in milliseconds; NaN for anything else.
function dayNumber(iso) {
  const found = /^(-?\d{4,6})-(\d\d)-(\d\d)$/.exec(iso);
  return found ? utc(Number(found[1]), Number(found[2]) - 1, Number(found[3])) : NaN;
}

function utc(year, month, day) { return new Date(0).setUTCFullYear(year, month, day); } // Date.UTC reads 24 as 1924

function isoDay(time) {
  const day = new Date(time).toISOString().split("T")[0];
  return /^[+-]/.test(day) ? "" : day;
}

// When something may have happened: { from, to (the moment after), open: [start, end], day: known to the day }; null
// without a date.
function spanOf(node) {
  const start = dayNumber(node.start || node.end), last = dayNumber(node.end || node.start);
  if (Number.isNaN(start) || Number.isNaN(last)) return null;
  const open = [!node.start || OPEN_START.test(node.edtf), !node.end || OPEN_END.test(node.edtf)];
  return { from: Math.min(start, last), to: Math.max(start, last) + DAY, open: open, day: start === last && !open[0] && !open[1] };
}

function timeWords(node) {
  const span = spanOf(node);
  if (!span) return "no date in the text";
  const about = node.edtf.includes("~") ? "about " : "";
  if (span.open[0] && !span.open[1]) return "until " + about + dayWords(isoDay(span.to - DAY));
  if (span.open[1] && !span.open[0]) return "from " + about + dayWords(isoDay(span.from)) + " on";
  return about + whenWords(node);
}

const STEPS = [
  ["hour", 1], ["hour", 3], ["hour", 6], ["hour", 12], ["day", 1], ["day", 2], ["day", 7], ["month", 1], ["month", 3],
  ["year", 1], ["year", 2], ["year", 5], ["year", 10], ["year", 20], ["year", 50], ["year", 100], ["year", 200], ["year", 500], ["year", 1000],
];
const LASTS = { hour: DAY / 24, day: DAY, month: 30.4 * DAY, year: 365.2 * DAY };
const ROOM = { hour: 48, day: 30, month: 42, year: 48 }; // pixels that a tick's label needs

// Ticks of the finest step that has room, and the longer periods they lie in: { minor: [{ at, text }], major: [...] }.
function ticks(from, to, width) {
  const room = width / (to - from);
  const step = STEPS.find(function (one) { return LASTS[one[0]] * one[1] * room >= ROOM[one[0]]; }) || STEPS[STEPS.length - 1];
  const outer = { hour: "day", day: "month", month: "year" }[step[0]];
  return {
    minor: moments(step[0], step[1], from, to),
    major: outer ? moments(outer, 1, from - LASTS[outer] * 1.1, to).map(function (tick) { return { at: tick.at, text: periodWords(tick.at, outer) }; }) : [],
  };
}

function moments(unit, count, from, to) {
  const found = [];
  const add = function (at, text) { if (at >= from && at <= to) found.push({ at: at, text: text }); };
  const first = new Date(from), last = new Date(to);
  if (unit === "hour") {
    const long = count * LASTS.hour;
    for (let at = Math.ceil(from / long) * long; at <= to; at += long) add(at, new Date(at).toISOString().slice(11, 16));
  } else if (unit === "year") {
    for (let year = Math.ceil(first.getUTCFullYear() / count) * count; year <= last.getUTCFullYear(); year += count) add(utc(year, 0, 1), String(year));
  } else {
    for (let n = first.getUTCFullYear() * 12 + first.getUTCMonth(); n <= last.getUTCFullYear() * 12 + last.getUTCMonth(); n++) {
      const year = Math.floor(n / 12), month = n - year * 12;
      if (unit === "month" && month % count === 0) add(utc(year, month, 1), MONTHS[month].slice(0, 3));
      if (unit !== "day") continue;
      const days = (utc(year, month + 1, 1) - utc(year, month, 1)) / DAY;
      // The last before a month's end would touch the first of the next.
      for (let day = 1; day <= days - (count > 1 ? count / 2 : 0); day += count) add(utc(year, month, day), String(day));
    }
  }
  return found;
}

function periodWords(at, unit) {
  const date = new Date(at);
  if (unit === "year") return String(date.getUTCFullYear());
  return (unit === "day" ? date.getUTCDate() + " " : "") + MONTHS[date.getUTCMonth()] + " " + date.getUTCFullYear();
}
