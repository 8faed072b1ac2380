// Numbers and days for people. Days stay as the record tells them: 2024, 2024-05 or 2024-05-16, never more precise than known.

const LANGUAGE = 'en-GB';
const whole = new Intl.NumberFormat(LANGUAGE);
const short = new Intl.NumberFormat(LANGUAGE, { notation: 'compact', maximumFractionDigits: 1 });

export const number = (n) => whole.format(n ?? 0);
export const brief = (n) => (n < 10000 ? whole.format(n ?? 0) : short.format(n));
export const plural = (n, one, many = `${one}s`) => `${number(n)} ${n === 1 ? one : many}`;

const styles = {
  10: new Intl.DateTimeFormat(LANGUAGE, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
  7: new Intl.DateTimeFormat(LANGUAGE, { month: 'short', year: 'numeric', timeZone: 'UTC' }),
  4: new Intl.DateTimeFormat(LANGUAGE, { year: 'numeric', timeZone: 'UTC' }),
};

/** `2024-05-16T18:40` → `16 May 2024`; what is no ISO date comes back as it is. */
export function day(iso) {
  if (!iso) return '';
  const known = iso.slice(0, 10);
  const style = /^\d{4}(-\d\d){0,2}$/.test(known) && styles[known.length];
  const at = new Date(known.length === 4 ? `${known}-01-01` : known.length === 7 ? `${known}-01` : known);
  return style && !Number.isNaN(at.getTime()) ? style.format(at) : iso;
}

/** Half-open days [begin, end) as people say them: one day, a month, a year, or first – last. */
export function span_of_days(begin, end) {
  if (!begin) return '';
  // Hours are left out: an end within a day stands for that day.
  if (end?.length > 10) end = end.slice(11, 16) === '00:00' ? end.slice(0, 10) : next_after(end);
  begin = begin.slice(0, 10);
  if (!end || next_after(begin) === end) return day(begin);
  if (begin.length < 10 || end.length < 10) {
    const last = before(end);
    return last <= begin ? day(begin) : `${day(begin)} – ${day(last)}`;
  }
  const last = before(end);
  if (begin.slice(8) === '01' && end.slice(8) === '01' && next_after(begin.slice(0, 7)) === end.slice(0, 7)) return day(begin.slice(0, 7));
  return `${day(begin)} – ${day(last)}`;
}

/** The day, month or year after an ISO date, as precise as it is. */
export function next_after(iso) {
  return moved(iso, 1);
}
export function before(iso) {
  return moved(iso, -1);
}
function moved(iso, by) {
  const [year, month = 1, date = 1] = iso.slice(0, 10).split('-').map(Number);
  const at = iso.length >= 10 ? Date.UTC(year, month - 1, date + by) : iso.length >= 7 ? Date.UTC(year, month - 1 + by, 1) : Date.UTC(year + by, 0, 1);
  return new Date(at).toISOString().slice(0, Math.min(iso.length, 10));
}
/** A date of any precision as its first day. */
export function first_day(iso) {
  return iso.length === 4 ? `${iso}-01-01` : iso.length === 7 ? `${iso}-01` : iso.slice(0, 10);
}

/** A web address, or nothing: what a page names as its address may be anything, a script among them. */
export function safe_link(url) {
  try {
    const parsed = new URL(url);
    return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed.href : '';
  } catch {
    return '';
  }
}
