// What a browser has to fetch before it shows anything, as the server sends it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browse, serve, settled } from './desk.mjs';

let desk, browser;
before(async () => {
  [desk, browser] = await Promise.all([serve(), browse()]);
});
after(async () => {
  await browser.close();
  await desk.stop();
});

test('the page is below 200 kB before the map', async () => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const sizes = new Map();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  const urls = new Map();
  cdp.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, response.url));
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => sizes.set(urls.get(requestId), encodedDataLength));
  await page.goto(`${desk.url}/#/explore`);
  await settled(page);
  await page.waitForSelector('.map path.land', { state: 'attached' });
  const files = [...sizes].filter(([url]) => !url.includes('/v1/'));
  const map = files.filter(([url]) => /MapPane|countries/.test(url)), rest = files.filter((file) => !map.includes(file));
  const sum = (list) => list.reduce((total, [, n]) => total + n, 0);
  assert.ok(map.length >= 2, 'the map is not loaded on its own');
  console.log(`page ${sum(rest)} bytes, map ${sum(map)} bytes more`);
  assert.ok(sum(rest) > 20000 && sum(rest) < 200000, `${sum(rest)} bytes`);
  await page.close();
});

test('Read needs no map', async () => {
  const page = await browser.newPage();
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${desk.url}/#/read`);
  await page.waitForSelector('#text');
  assert.deepEqual(asked.filter((url) => /MapPane|Network|countries/.test(url)), []);
  await page.close();
});

test('files of the page are packed, typed and kept by the browser', async () => {
  const page = await (await fetch(`${desk.url}/`)).text();
  const script = /src="\.?\/?(assets\/[^"]+\.js)"/.exec(page)[1];
  const answer = await fetch(`${desk.url}/${script}`, { headers: { 'Accept-Encoding': 'gzip' } });
  assert.equal(answer.headers.get('content-encoding'), 'gzip');
  assert.match(answer.headers.get('content-type'), /^text\/javascript/);
  const etag = answer.headers.get('etag');
  assert.ok(etag);
  const again = await fetch(`${desk.url}/${script}`, { headers: { 'If-None-Match': etag } });
  assert.equal(again.status, 304);
});
