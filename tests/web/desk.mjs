// A server over a small store of samples, and a browser that looks at it. Every page is watched: a violation of the content security
// policy, an error of a script and a dialog each fail the test that opened it.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '../../web/node_modules/playwright-core/index.mjs';

export const program = process.env.DATELINE;
export const samples = fileURLToPath(new URL('../../samples/', import.meta.url));
export const sample = (name) => readFileSync(join(samples, name), 'utf8');

// An article whose every field tries to be more than text.
export const HOSTILE = {
  id: 'hostile', url: 'javascript:alert(1)//', title: '<img src=x onerror=alert(1)> "&amp;\' <b>bold</b>', publisher: '<script>alert(2)</script>', published: '2024-06-15',
  text: 'Officials of <script>alert(3)</script> Peru met <img src=x onerror=alert(4)> officials of Chile in Lima on Friday.\n\n“<svg onload=alert(5)>” said Gabriel Boric in Lima. 🦆🦆 Gunmen killed four soldiers of Peru in <b>Cusco</b> on Thursday, police said.',
};

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
/** The article as a page whose words are what the article says, markup and all. */
export const page_of = ({ id, url, title, publisher, published, text }) => ({
  id, url,
  html: `<!doctype html><html lang="en"><head><title>${escaped(title)}</title><meta property="og:title" content="${escaped(title)}"><meta property="og:site_name" content="${escaped(publisher)}">
    <meta property="article:published_time" content="${published}"></head><body><article><h1>${escaped(title)}</h1>${text.split('\n\n').map((one) => `<p>${escaped(one)}</p>`).join('')}</article></body></html>`,
});

/** `{ url, store, read(lines), stop() }`. */
export async function serve({ lines = [], options = [] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'desk-'));
  const store = join(folder, 'desk.db');
  const read = (articles) => {
    const file = join(folder, 'more.jsonl');
    writeFileSync(file, articles.map((article) => JSON.stringify(article)).join('\n'));
    execFileSync(program, ['read', '-f', 'jsonl', file, '--store', store], { stdio: 'ignore' });
  };
  execFileSync(program, ['read', join(samples, 'desk.jsonl'), join(samples, 'harbour-talks.html'), '--store', store], { stdio: 'ignore' });
  if (lines.length) read(lines);
  const server = spawn(program, ['serve', '--store', store, '--port', '0', ...options.map((option) => (typeof option === 'function' ? option(folder) : option))], { stdio: ['ignore', 'pipe', 'pipe'] });
  const url = await new Promise((done, failed) => {
    let said = '';
    const hear = (bytes) => {
      said += bytes;
      const found = /http:\/\/[^\s/]+/.exec(said);
      if (found) done(found[0]);
    };
    server.stdout.on('data', hear);
    server.stderr.on('data', hear);
    server.on('exit', (code) => failed(new Error(`dateline serve ended with ${code}: ${said}`)));
  });
  const stop = async () => {
    const ended = new Promise((done) => server.on('exit', done));
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true });
  };
  return { url, store, read, stop };
}

export async function browse() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** Opens `#/…` in a page of its own, runs `act(page)`, closes it, and fails if anything went wrong that a reader would not see. */
export async function visit(browser, desk, fragment, act, { allow = [], ...settings } = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...settings });
  context.setDefaultTimeout(30000);
  const page = await context.newPage();
  const faults = [];
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
  });
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on('pageerror', (error) => faults.push(`script: ${error.stack}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !allow.some((pattern) => pattern.test(message.text()))) faults.push(`console: ${message.text()}`);
  });
  const foreign = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(desk.url) && !/^(data|blob):/.test(request.url())) foreign.push(request.url());
  });
  try {
    await page.goto(`${desk.url}/${fragment}`);
    await page.waitForSelector('main *');
    await act(page);
    const violations = await page.evaluate(() => window.violations);
    assert.deepEqual(violations, [], 'violations of the content security policy');
    assert.deepEqual(faults, [], 'faults');
    assert.deepEqual(foreign, [], 'requests to others');
  } finally {
    await context.close();
  }
}

export const api = async (desk, path) => (await fetch(`${desk.url}/v1/${path}`)).json();

/** The first view is complete: numbers, list, map. */
export async function settled(page) {
  await page.waitForSelector('.desk[aria-busy="false"]');
  await page.waitForSelector('.list ol[aria-busy="false"]', { state: 'attached' });
}
