// What the page computes without a browser: marks in a text, days, filters.
import assert from 'node:assert/strict';
import test from 'node:test';
import { filters_of, has, toggled, with_filter } from '../../web/src/lib/filters.js';
import { code_points, pieces, span_list } from '../../web/src/lib/spans.js';
import { day, next_after, safe_link, span_of_days } from '../../web/src/lib/text.js';

test('marks that overlap are cut at every border', () => {
  const text = 'Iran told the agency';
  const marks = [{ begin: 0, end: 4, kind: 'a' }, { begin: 0, end: 9, kind: 'b' }, { begin: 5, end: 20, kind: 'c' }];
  const cut = pieces(text, marks, 0, 20).map((piece) => [piece.text, piece.marks.map((mark) => mark.kind).sort().join('')]);
  assert.deepEqual(cut, [['Iran', 'ab'], [' ', 'b'], ['told', 'bc'], [' the agency', 'c']]);
});

test('code points outside the basic plane count once', () => {
  const text = '🦆🦆 quack 𝒳!';
  const points = code_points(text);
  assert.equal(points.length, [...text].length);
  const cut = pieces(text, [{ begin: 1, end: 2, kind: 'duck' }, { begin: 9, end: 10, kind: 'letter' }], 0, points.length, points);
  assert.deepEqual(cut.filter((piece) => piece.marks.length).map((piece) => piece.text), ['🦆', '𝒳']);
  assert.equal(cut.map((piece) => piece.text).join(''), text);
});

test('pieces give the text back, whatever the marks', () => {
  let seed = 7;
  const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
  for (let round = 0; round < 200; ++round) {
    const text = Array.from({ length: random(60) }, () => ['a', ' ', '𝒳', '🦆', 'é'][random(5)]).join('');
    const points = code_points(text);
    const marks = Array.from({ length: random(12) }, (_, id) => {
      const begin = random(points.length + 1);
      return { id, begin, end: Math.min(points.length, begin + random(9)) };
    });
    const cut = pieces(text, marks, 0, points.length, points);
    assert.equal(cut.map((piece) => piece.text).join(''), text);
    for (const mark of marks) {
      const under = cut.filter((piece) => piece.marks.includes(mark)).map((piece) => piece.text).join('');
      assert.equal(under, [...text].slice(mark.begin, mark.end).join(''));
    }
  }
});

test('a claim may be one span or several', () => {
  assert.deepEqual(span_list([3, 9]), [[3, 9]]);
  assert.deepEqual(span_list([[3, 9], [12, 20]]), [[3, 9], [12, 20]]);
  assert.deepEqual(span_list(undefined), []);
});

test('days are as precise as they are known', () => {
  assert.equal(day('2024-05-16'), '16 May 2024');
  assert.equal(day('2024-05'), 'May 2024');
  assert.equal(day('2024'), '2024');
  assert.equal(day('XXXX-WXX-5'), 'XXXX-WXX-5');
  assert.equal(span_of_days('2024-02-28', '2024-02-29'), '28 Feb 2024');
  assert.equal(span_of_days('2024-02', '2024-03'), 'Feb 2024');
  assert.equal(span_of_days('2024-02-01', '2024-03-01'), 'Feb 2024');
  assert.equal(span_of_days('2024-05-15', '2024-05-18'), '15 May 2024 – 17 May 2024');
  assert.equal(span_of_days('2024-06-03T18:00', '2024-06-04T00:00'), '3 Jun 2024');
  assert.equal(span_of_days('2024-06-03T06:00', '2024-06-03T12:00'), '3 Jun 2024');
  assert.equal(next_after('2023-12-31'), '2024-01-01');
  assert.equal(next_after('2024-12'), '2025-01');
});

test('filters are set, taken back, and leave an opened incident behind', () => {
  const asked = { type: 'ASSAULT', incident: '7', order: 'day' };
  assert.deepEqual(toggled(asked, 'type', 'AID'), { type: 'ASSAULT,AID', order: 'day' });
  assert.deepEqual(toggled(asked, 'type', 'ASSAULT'), { order: 'day' });
  assert.deepEqual(toggled(asked, 'country', 'KEN'), { type: 'ASSAULT', country: 'KEN', order: 'day' });
  assert.deepEqual(with_filter({ from: '2024-01-01' }, 'from', ''), {});
  assert.deepEqual(filters_of({ ...asked, nonsense: '1' }), { type: 'ASSAULT' });
  assert.ok(has({ status: 'denied,planned' }, 'status', 'planned'));
  assert.ok(!has({ status: 'denied' }, 'status', 'den'));
});

test('only web addresses are links', () => {
  assert.equal(safe_link('https://a.example/b?c'), 'https://a.example/b?c');
  for (const url of ['javascript:alert(1)', ' JavaScript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'nothing', undefined]) assert.equal(safe_link(url), '');
});
