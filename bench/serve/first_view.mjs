// first_view.mjs DATELINE STORE: how long a reader's browser takes from asking for the page until the counts, the timeline and the list
// of the store stand there, nothing of it kept from before: ten fresh browser contexts, the first of a server that has counted nothing yet.
// Then how long each of the filters takes that the page offers, asked for once, with the connection.
// Needs web/node_modules (`make web`) and chromium.
import { spawn } from 'node:child_process';
import { chromium } from '../../web/node_modules/playwright-core/index.mjs';

const [program, store] = process.argv.slice(2);
const started = performance.now();
const server = spawn(program, ['serve', '--store', store, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
const url = await new Promise((done) => server.stdout.on('data', (bytes) => /http:\/\/[^\s/]+/.test(bytes) && done(/http:\/\/[^\s/]+/.exec(bytes)[0])));
console.log(`the server took ${Math.round(performance.now() - started)} ms to start`);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
// What a browser does when it first asks any server for anything is none of this one's doing.
const blank = await browser.newPage();
await blank.goto(`${url}/healthz`);
await blank.close();
const views = [];
for (let i = 0; i < 10; ++i) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const begun = performance.now();
  await page.goto(`${url}/#/explore`, { waitUntil: 'commit' });
  await page.waitForFunction(() => document.querySelector('.desk[aria-busy="false"]') && document.querySelector('.list li > a') && document.querySelector('section[aria-label="When"] svg'), undefined, { polling: 'raf' });
  views.push(Math.round(performance.now() - begun));
  await context.close();
}
await browser.close();
console.log(`first views, ms: ${views.join(' ')}`);
const times = [];
const filters = ['', 'quad=4', 'quad=1', 'type=ASSAULT', 'type=CONSULT,AID', 'country=UKR', 'actor=USA', 'party=RUS', 'party=%3DRUS', 'dyad=RUS%3EUKR', 'status=planned', 'from=2015', 'from=2019-03&to=2019-04', 'text=word5', 'box=30,20,60,60', 'sources=3', 'publisher=Paper%2012'];
for (const filter of filters) {
  for (const route of ['overview', 'incidents']) {
    const begun = performance.now();
    const answer = await fetch(`${url}/v1/${route}?${filter}`);
    await answer.arrayBuffer();
    times.push([Math.round(performance.now() - begun), `${route}?${filter}`, answer.status]);
  }
}
times.sort((a, b) => b[0] - a[0]);
console.log('filters, ms, the slowest first:');
for (const [ms, what, status] of times) console.log(`${String(ms).padStart(6)}  ${what}${status === 200 ? '' : ` (${status})`}`);
server.kill('SIGTERM');
