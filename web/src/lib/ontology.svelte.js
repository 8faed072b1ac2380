// Names of types, countries, statuses: data, asked of the server once. Until they are there, ids stand for themselves.
import { get } from './api.js';

export const ontology = $state({ ready: false, types: [], modes: [], quads: [], statuses: [], countries: [], formats: [] });

const types = new Map(), countries = new Map(), statuses = new Map();

export async function load_ontology() {
  if (ontology.ready) return;
  const [words, formats] = await Promise.all([get('ontology'), get('formats')]);
  for (const type of words.types) types.set(type.id, type);
  for (const country of words.countries) countries.set(country.code, country);
  for (const status of words.statuses) statuses.set(status.id ?? status, status);
  Object.assign(ontology, words, { formats: formats.formats ?? formats, ready: true });
}

export function type_name(id) {
  return (ontology.ready && types.get(id)?.name) || id.charAt(0) + id.slice(1).toLowerCase();
}
export function type_about(id) {
  return (ontology.ready && types.get(id)?.about) || '';
}
export function type_quad(id) {
  return (ontology.ready && types.get(id)?.quad) || 0;
}
export function country_name(code) {
  return (ontology.ready && countries.get(code)?.name) || code;
}
export function status_about(id) {
  return (ontology.ready && statuses.get(id)?.about) || '';
}
export function quad_name(number) {
  return (ontology.ready && ontology.quads.find((quad) => quad.id === number)?.name) || `quad ${number}`;
}
/** A party as people name it: its name, or a country's where a code is all there is. */
export function party_name(id, name) {
  return name || country_name(id);
}
