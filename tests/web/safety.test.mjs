// Text of others is text; a key is asked for; the policy of the server holds.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { browse, HOSTILE, page_of, serve, settled, visit } from './desk.mjs';

let desk, browser;
before(async () => {
  [desk, browser] = await Promise.all([serve({ lines: [HOSTILE, page_of({ ...HOSTILE, url: 'https://hostile.example/2' })] }), browse()]);
});
after(async () => {
  await browser.close();
  await desk.stop();
});

test('an article that holds scripts is shown as text', () => visit(browser, desk, '#/explore?text=Cusco', async (page) => {
  await settled(page);
  await page.locator('.list li > a').first().click();
  await page.waitForSelector('.detail blockquote');
  const detail = await page.locator('.detail').innerText();
  assert.ok(detail.includes(HOSTILE.title), detail);
  await page.click('.detail button:has-text("copy of this text")');
  assert.ok((await page.locator('.detail .copy').innerText()).includes(HOSTILE.publisher));
  assert.equal(await page.locator('.detail a[href^="javascript"]').count(), 0);
  await page.locator('.detail .top a').first().click();
  await page.waitForSelector('article h1');
  assert.equal(await page.locator('article h1').innerText(), HOSTILE.title);
  const text = (await page.locator('.text').innerText()).replace(/\s+/g, ' ');
  assert.ok(text.includes(HOSTILE.text.replace(/\s+/g, ' ')), text);
  assert.equal(await page.locator('.text img, .text script, .text svg, .text b, h1 img').count(), 0);
  assert.equal(await page.locator('a[href^="javascript"]').count(), 0);
  assert.equal(await page.locator('.text button.trigger', { hasText: 'killed' }).count(), 1, 'the trigger after the ducks is off its place');
}));

test('the same, pasted', () => visit(browser, desk, '#/read', async (page) => {
  await page.fill('#text', HOSTILE.text);
  await page.click('button:has-text("Read")');
  await page.waitForSelector('.text p');
  assert.equal(await page.locator('.text img, .text script, .text svg').count(), 0);
}));

test('a page that holds scripts, as a file', () => visit(browser, desk, '#/read', async (page) => {
  await page.setInputFiles('input[type=file]', { name: 'page.html', mimeType: 'text/html', buffer: Buffer.from(`<!doctype html><title>&lt;script&gt;alert(1)&lt;/script&gt; news</title><article><h1>&lt;script&gt;alert(1)&lt;/script&gt; news</h1><p>Gunmen killed four soldiers of Peru in Lima on Thursday, police said. &lt;img src=x onerror=alert(2)&gt; was on the wall of the barracks when the soldiers arrived.</p><p>The president of Peru condemned the attack on Friday and sent two hundred soldiers to the city, his spokesman said.</p></article>`) });
  await page.waitForSelector('.text p');
  assert.match(await page.locator('article').innerText(), /<img src=x onerror=alert\(2\)>/);
}));

test('hostile addresses of the page itself', () => visit(browser, desk, `#/explore?party=${encodeURIComponent('<img src=x onerror=alert(1)>')}&text=${encodeURIComponent('"><script>alert(2)</script>')}`, async (page) => {
  await page.waitForSelector('.chips');
  assert.match(await page.locator('.chips').innerText(), /<img src=x onerror=alert\(1\)>/);
  await page.goto(`${desk.url}/#/article/999999999`);
  await page.waitForSelector('[role=alert]');
  await page.goto(`${desk.url}/#/nonsense/../../etc/passwd?%00=%ff`);
  await settled(page);
}, { allow: [/404/, /400/] }));

test('the page is served under a strict policy', async () => {
  const answer = await fetch(`${desk.url}/`);
  const policy = answer.headers.get('content-security-policy');
  assert.match(policy, /default-src '(self|none)'/);
  assert.doesNotMatch(policy, /unsafe|\*/);
  const page = await answer.text();
  assert.doesNotMatch(page, /<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/, 'inline scripts or styles');
});

test('a key is asked for, and kept by the tab alone', async () => {
  const keyed = await serve({ options: ['--api-key-file', (folder) => {
    const file = join(folder, 'keys');
    writeFileSync(file, 'correct-horse-battery-staple-2024\n', { mode: 0o600 });
    return file;
  }] });
  try {
    await visit(browser, keyed, '#/explore', async (page) => {
      await page.waitForSelector('dialog[open] #key');
      await page.fill('#key', 'wrong-horse-battery-staple-2024');
      await page.click('button:has-text("Open the desk")');
      await page.waitForSelector('dialog [role=alert]');
      await page.fill('#key', 'correct-horse-battery-staple-2024');
      await page.click('button:has-text("Open the desk")');
      await settled(page);
      await page.reload();
      await settled(page);
      assert.equal(await page.locator('dialog').count(), 0);
      assert.equal(await page.evaluate(() => localStorage.length), 0);
      await page.click('button:has-text("Export")');
      const [file] = await Promise.all([page.waitForEvent('download'), page.click('#formats a:has-text("geojson")')]);
      assert.match(file.suggestedFilename(), /dateline/);
    }, { allow: [/401/] });
  } finally {
    await keyed.stop();
  }
});

test('a server that is gone is said to be gone', async () => {
  const passing = await serve();
  await visit(browser, passing, '#/read', async (page) => {
    await page.fill('#text', 'Russia attacked Ukraine.');
    await passing.stop();
    await page.click('button:has-text("Read")');
    await page.waitForSelector('[role=alert]');
    assert.match(await page.locator('[role=alert]').first().innerText(), /does not answer/);
  }, { allow: [/ERR_CONNECTION|Failed to load|ERR_/] });
});
