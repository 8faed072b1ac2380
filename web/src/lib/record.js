// A record as the page shows it: what is marked in its text, and each event with the names that its ids stand for.
import { code_points, span_list, words_of } from './spans.js';

export const KINDS = ['actor', 'place', 'time', 'quote', 'trigger'];

/** Every mark of the record's text: `{begin, end, kind, entity | event | quad}`. */
export function marks_of(record) {
  const marks = [];
  const put = (span, kind, more) => span && marks.push({ begin: span[0], end: span[1], kind, ...more });
  const entities = by_id(record.entities);
  for (const mention of record.mentions ?? []) {
    const entity = entities.get(mention.entity);
    if (entity?.code) put(mention.span, 'actor', { entity: entity.id, faint: mention.kind === 'pronoun' });
  }
  for (const place of record.places ?? []) put(place.span, 'place');
  for (const time of record.times ?? []) put(time.span, 'time');
  for (const claim of record.claims ?? []) {
    if (claim.kind === 'direct' || claim.kind === 'mixed') for (const span of span_list(claim.content)) put(span, 'quote');
  }
  for (const event of record.events ?? []) put(event.trigger, 'trigger', { event: event.id, quad: event.quad });
  for (const span of record.boilerplate ?? []) put(span, 'boilerplate');
  return marks;
}

/** The marks of one event's evidence, by the part that each plays. */
export function roles_of(record, event) {
  const marks = [];
  const put = (span, role) => span && marks.push({ begin: span[0], end: span[1], kind: 'role', role });
  const sentence = (record.sentences ?? []).find((other) => other.id === event.sentence);
  put(sentence?.span, 'sentence');
  put(event.trigger, 'what');
  for (const party of event.actors ?? []) put(party.span, 'who');
  for (const party of event.recipients ?? []) put(party.span, 'whom');
  for (const thing of event.instruments ?? []) put(thing.span, 'with');
  put(event.time?.span, 'when');
  put(event.place?.span, 'where');
  const claims = by_id(record.claims);
  for (const id of event.claims ?? []) {
    const claim = claims.get(id);
    put(claim?.source_span, 'says');
    put(claim?.cue, 'says');
  }
  return marks;
}

export function by_id(list) {
  return new Map((list ?? []).map((item) => [item.id, item]));
}

/** Events with ids resolved: parties with names and codes, the chain of claims, place, time and the sentence's words. */
export function events_of(record) {
  const points = code_points(record.text);
  const entities = by_id(record.entities), claims = by_id(record.claims), places = by_id(record.places), sentences = by_id(record.sentences);
  const party = (reference) => {
    const entity = entities.get(reference.entity) ?? {};
    const said = words_of(record.text, reference.span, points);
    return { name: entity.name ?? said, said, code: entity.code, kb: entity.kb, country: entity.country, role: entity.role };
  };
  return (record.events ?? []).map((event) => {
    const views = new Map((event.perspectives ?? []).map((view) => [view.claim ?? '', view]));
    return {
      ...event,
      who: unique((event.actors ?? []).map(party)),
      whom: unique((event.recipients ?? []).map(party)),
      with: unique((event.instruments ?? []).map(party)),
      at: event.place ? { ...places.get(event.place.ref), from: event.place.from } : null,
      chain: (event.claims ?? []).map((id) => claims.get(id)).filter(Boolean).map((claim) => ({
        name: entities.get(claim.source)?.name ?? words_of(record.text, claim.source_span, points),
        kind: claim.source_kind, stance: claim.stance, cue: words_of(record.text, claim.cue, points), view: views.get(claim.id),
      })),
      own_view: views.get(''),
      words: words_of(record.text, event.trigger, points),
      said_in: words_of(record.text, sentences.get(event.sentence)?.span, points),
    };
  });
}

function unique(parties) {
  const seen = new Set();
  return parties.filter((party) => {
    const key = `${party.kb ?? ''}|${party.name}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Both sides name the same parties: they met, signed, fought one another. */
export function mutual(event) {
  const names = (side) => side.map((party) => party.name).sort().join('|');
  return event.whom.length > 0 && names(event.who) === names(event.whom);
}
