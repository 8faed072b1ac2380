// What the analyst asks for: the filters of the API by the same names, and what else the address of Explore holds.

export const FILTERS = ['party', 'actor', 'recipient', 'dyad', 'type', 'mode', 'cameo', 'quad', 'status', 'country', 'box', 'from', 'to', 'publisher', 'text', 'sources'];
const LISTS = new Set(['type', 'status']);

export function filters_of(params) {
  return Object.fromEntries(FILTERS.filter((name) => params[name]).map((name) => [name, params[name]]));
}

/** What a party is asked for by that is counted by this id: it alone, where a country or a code would take all of its actors. */
export function itself(id) {
  return id.startsWith('dl:') ? id : `=${id}`;
}
/** The id in what a party is asked for by. */
export function bare(party) {
  return party.startsWith('=') ? party.slice(1) : party;
}

/** The parameters with one filter set, or without it when value is empty. An opened incident stays behind. */
export function with_filter(params, name, value) {
  const { incident, ...rest } = params;
  if (value === '' || value == null) delete rest[name];
  else rest[name] = String(value);
  return rest;
}

/** Lists gain or lose the value; others are set, or cleared when they have it already. */
export function toggled(params, name, value) {
  value = String(value);
  if (!LISTS.has(name)) return with_filter(params, name, params[name] === value ? '' : value);
  const values = (params[name] ?? '').split(',').filter(Boolean);
  const kept = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
  return with_filter(params, name, kept.join(','));
}

export function has(params, name, value) {
  const set = params[name];
  if (!set) return false;
  return LISTS.has(name) ? set.split(',').includes(String(value)) : set === String(value);
}
