// Marks in a text. Records count in code points, strings here in UTF-16 units; marks may overlap in any way. The text is cut at
// every border of a mark, and each piece knows the marks over it: linear in the text, and for n marks n log n and their overlaps.

/** index(p): the UTF-16 offset of code point p of the text. */
export function code_points(text) {
  if (!/[\ud800-\udbff]/.test(text)) return { index: (point) => Math.min(point, text.length), length: text.length };
  const at = [];
  for (let i = 0; i < text.length; i += text.codePointAt(i) > 0xffff ? 2 : 1) at.push(i);
  at.push(text.length);
  return { index: (point) => at[Math.min(point, at.length - 1)], length: at.length - 1 };
}

/** Pieces of [begin, end) of the text: `{begin, end, text, marks}`, borders in code points. Each mark has `begin` and `end`. */
export function pieces(text, marks, begin, end, points = code_points(text)) {
  const inside = marks.filter((mark) => mark.begin < end && mark.end > begin && mark.begin < mark.end);
  const borders = [...new Set([begin, end, ...inside.flatMap((mark) => [Math.max(mark.begin, begin), Math.min(mark.end, end)])])].sort((a, b) => a - b);
  inside.sort((a, b) => a.begin - b.begin);
  const result = [];
  let next = 0, open = [];
  for (let i = 0; i + 1 < borders.length; ++i) {
    const from = borders[i], to = borders[i + 1];
    open = open.filter((mark) => mark.end > from);
    while (next < inside.length && inside[next].begin <= from) open.push(inside[next++]);
    result.push({ begin: from, end: to, text: text.slice(points.index(from), points.index(to)), marks: open.slice() });
  }
  return result;
}

/** A span, or a list of spans, as a list. */
export function span_list(spans) {
  if (!spans?.length) return [];
  return Array.isArray(spans[0]) ? spans : [spans];
}

export function words_of(text, span, points = code_points(text)) {
  return span ? text.slice(points.index(span[0]), points.index(span[1])) : '';
}
