// How numbers, sizes and times are written.

const DIGITS_OF_A_DOUBLE = 15;
const SHOWN_DIGITS = 6;

/** Reads rows in JSON; a number that a double may not hold keeps its digits. */
export function parse(text) {
  return JSON.parse(text, (key, value, context) => {
    const digits = typeof value === 'number' && context ? context.source.replace(/\D/g, '').length : 0;
    return digits > DIGITS_OF_A_DOUBLE ? new Exact(value, context.source) : value;
  });
}

/** A number with the digits that it was sent with. */
class Exact {
  constructor(number, digits) {
    this.number = number;
    this.digits = digits;
  }
}

/** A value of a row as a number to draw or to sort by; null if it is none. */
export function numberOf(value) {
  return typeof value === 'number' ? value : value instanceof Exact ? value.number : null;
}

/** A value of a row, with all its digits, in groups of three. */
export function valueText(value) {
  if (value === null) {
    return '–';
  }
  const digits = value instanceof Exact ? value.digits : plain(value);
  return numberOf(value) === null ? digits : grouped(digits);
}

/** As the row has it: without an exponent. */
function plain(value) {
  return typeof value === 'number' && Math.abs(value) < 1e-6 && value !== 0 ? value.toFixed(20).replace(/0+$/, '') : String(value);
}

/** The same with no more digits than people read. */
export function shortText(value) {
  const number = numberOf(value);
  const all = valueText(value);
  return number === null || all.replace(/\D/g, '').length <= SHOWN_DIGITS || Number.isInteger(number) ? all : grouped(plain(+number.toPrecision(SHOWN_DIGITS)));
}

export function grouped(digits) {
  const [whole, ...rest] = digits.split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.');
}

const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** With what would be unseen, or turn other text around, as its number. */
export const visible = (text) => text.replace(UNSEEN, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

export const count = (number) => grouped(String(Math.round(number)));

/** Three digits are enough for a rate. */
export function rate(perSecond) {
  return perSecond >= 100 ? count(perSecond) : perSecond >= 10 ? perSecond.toFixed(1).replace('.0', '') : String(+perSecond.toFixed(2));
}

export function bytes(number) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  while (number >= 1024 && unit < units.length - 1) {
    number /= 1024;
    unit++;
  }
  return `${number >= 100 || unit === 0 ? Math.round(number) : number.toFixed(1)} ${units[unit]}`;
}

export function duration(millis) {
  const seconds = Math.round(millis / 1000);
  if (seconds < 120) {
    return `${seconds} s`;
  }
  if (seconds < 7200) {
    return `${Math.floor(seconds / 60)} min`;
  }
  return seconds < 172800 ? `${Math.floor(seconds / 3600)} h` : `${grouped(String(Math.floor(seconds / 86400)))} days`;
}

const DAY_SECONDS = 86400;
const MINUTE = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

export const time = (millis) => TIME.format(millis);

/** For an axis with such steps: as short as can be. */
export function clock(millis, stepSeconds) {
  return (stepSeconds >= DAY_SECONDS ? DATE : stepSeconds >= 60 ? MINUTE : TIME).format(millis);
}

/** With the day, unless it is today. */
export function moment(millis, now) {
  const day = DAY.format(millis);
  return day === DAY.format(now) ? time(millis) : `${day}, ${time(millis)}`;
}
