// embed.mjs DIST SOURCE: writes a C++ source with every file of DIST, packed where that makes it smaller, for src/serve/assets.h.
// The same files give the same source.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const MEDIA_TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};
const [dist, source] = process.argv.slice(2);

function literal(bytes) {
  let line = '', lines = [];
  for (const byte of bytes) {
    if (byte === 34 || byte === 92) line += `\\${String.fromCharCode(byte)}`;
    else if (byte >= 32 && byte < 127 && byte !== 63) line += String.fromCharCode(byte);
    else line += `\\${byte.toString(8).padStart(3, '0')}`;
    if (line.length > 160) {
      lines.push(line);
      line = '';
    }
  }
  lines.push(line);
  return lines.map((one) => `    "${one}"`).join('\n');
}

function below(folder) {
  return readdirSync(join(dist, folder), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? below(`${folder}${entry.name}/`) : [folder + entry.name]));
}
const files = below('').sort();
const arrays = [], rows = [];
files.forEach((file, i) => {
  const type = MEDIA_TYPES[extname(file)];
  if (!type) throw new Error(`${file}: no media type is known for it; add it to web/embed.mjs`);
  const raw = readFileSync(join(dist, file)), packed = gzipSync(raw, { level: 9 });
  const is_gzip = packed.length < raw.length, bytes = is_gzip ? packed : raw;
  const etag = createHash('sha256').update(raw).digest('hex').slice(0, 16);
  arrays.push(`constexpr char kFile${i}[] =\n${literal(bytes)};`);
  rows.push(`    {"${file === 'index.html' ? '/' : `/${file}`}", "${type}", {static_cast<const char*>(kFile${i}), sizeof kFile${i} - 1}, ${is_gzip}, "${etag}"},`);
});
writeFileSync(source, `// Made by web/embed.mjs from the files of web/.
#include "serve/assets.h"

namespace dateline::serve {

namespace {

${arrays.join('\n')}

constexpr Asset kAssets[] = {
${rows.join('\n')}
};

}  // namespace

std::span<const Asset> web_assets() { return kAssets; }

}  // namespace dateline::serve
`);
