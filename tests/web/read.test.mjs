// Read: a text goes in, and comes back with its marks and events; both sides light up together.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { browse, sample, samples, serve, visit } from './desk.mjs';

let desk, browser;
before(async () => {
  [desk, browser] = await Promise.all([serve(), browse()]);
});
after(async () => {
  await browser.close();
  await desk.stop();
});

async function paste(page, text, date) {
  await page.fill('#text', text);
  if (date) await page.fill('input[type=date]', date);
  await page.click('button:has-text("Read")');
  await page.waitForSelector('article h1');
}

test('a pasted text is marked, with its events beside it', () => visit(browser, desk, '#/read', async (page) => {
  await paste(page, sample('who-said-what.txt'), '2024-03-20');
  for (const kind of ['actor', 'place', 'time', 'quote', 'trigger']) assert.ok(await page.locator(`.text .${kind}`).count(), `no ${kind} is marked`);
  assert.equal(await page.locator('.text .quote').first().innerText(), '“If the cameras are gone, trust is gone,”');
  const cards = page.locator('[data-card]');
  assert.equal(await cards.count(), await page.locator('.text button.trigger').count());
  const expel = page.locator('[data-card]', { hasText: 'expel' }).first();
  assert.match(await expel.innerText(), /possible/);
  assert.match(await expel.innerText(), /Israeli officials.*Haaretz.*Associated Press/s);
  // The text as it is shown is the text as it was given.
  const shown = (await page.locator('.text p').allInnerTexts()).join('\n\n');
  assert.equal(shown.trim(), sample('who-said-what.txt').trim());
}));

test('what is pointed at on one side lights up on the other', () => visit(browser, desk, '#/read', async (page) => {
  await paste(page, sample('who-said-what.txt'), '2024-03-20');
  const card = page.locator('[data-card]', { hasText: 'Russia' }).first();
  await card.hover();
  assert.equal(await page.locator('.text button.lit').innerText(), 'helped');
  assert.match((await page.locator('.text .role-who').allInnerTexts()).join(' '), /Russia/);
  assert.match((await page.locator('.text .role-whom').allInnerTexts()).join(' '), /Iran/);
  await page.locator('.text button.trigger', { hasText: 'threatened' }).hover();
  assert.match(await page.locator('[data-card].lit').innerText(), /denied/);
  await page.mouse.move(2, 2);
  // By keyboard: focus does what pointing does, and Enter keeps it.
  await page.locator('.text button.trigger', { hasText: 'expel' }).first().focus();
  assert.match(await page.locator('[data-card].lit').innerText(), /possible/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('j');
  assert.match(await page.locator('[data-card].lit').innerText(), /denied/);
}));

test('why an event was coded', () => visit(browser, desk, '#/read', async (page) => {
  await paste(page, sample('market-day.txt'));
  const card = page.locator('[data-card]').first();
  await card.locator('button:has-text("Why?")').click();
  const why = await card.locator('.why').innerText();
  assert.match(why, /events\/patterns\/assault\.tsv/);
  assert.match(why, /“attacked”/);
  assert.match(why, /CAMEO 190/);
  assert.match(why, /Gunmen on motorcycles attacked a market/);
}));

test('a file of a page is read as a page', () => visit(browser, desk, '#/read', async (page) => {
  await page.setInputFiles('input[type=file]', join(samples, 'harbour-talks.html'));
  await page.waitForSelector('article h1');
  assert.equal(await page.locator('article h1').innerText(), 'Greece and Turkey agree to reopen ferry line after harbour talks');
  assert.match(await page.locator('article header').innerText(), /The Aegean Courier\s+16 May 2024/);
  assert.doesNotMatch(await page.locator('.text').innerText(), /cookies|Read also/);
}));

test('an archive is read page by page', () => visit(browser, desk, '#/read', async (page) => {
  const record = (url, html) => {
    const body = `HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(html)}\r\n\r\n${html}`;
    return `WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: ${url}\r\nWARC-Date: 2024-06-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:${url.length}0000000-0000-4000-8000-000000000000>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}\r\n\r\n`;
  };
  const other = sample('harbour-talks.html').replaceAll('Thessaloniki', 'Kavala');
  const archive = record('https://a.example/1', sample('harbour-talks.html')) + record('https://a.example/22', other);
  await page.setInputFiles('input[type=file]', { name: 'crawl.warc', mimeType: 'application/warc', buffer: Buffer.from(archive) });
  await page.waitForSelector('article h1');
  assert.match(await page.locator('.text').innerText(), /met in Thessaloniki/);
  await page.selectOption('.top select', '1');
  await page.waitForFunction(() => /met in Kavala/.test(document.querySelector('.text').innerText));
}));

test('a file that is dropped', () => visit(browser, desk, '#/read', async (page) => {
  const transfer = await page.evaluateHandle((html) => {
    const data = new DataTransfer();
    data.items.add(new File([html], 'page.html', { type: 'text/html' }));
    return data;
  }, sample('harbour-talks.html'));
  await page.dispatchEvent('.read', 'drop', { dataTransfer: transfer });
  await page.waitForSelector('article h1');
  assert.match(await page.locator('article h1').innerText(), /ferry line/);
}));

test('words that coded nothing say why', () => visit(browser, desk, '#/read', async (page) => {
  await paste(page, sample('market-day.txt'));
  await page.click('button:has-text("considered, and not coded")');
  const row = page.locator('section[aria-label="Considered and not coded"] tbody tr').first();
  assert.match(await row.innerText(), /“\w+”\s+\S+/);
  await row.hover();
  assert.equal(`“${await page.locator('.text .role-what').innerText()}”`, await row.locator('td').first().innerText());
}));

test('marks can be put out', () => visit(browser, desk, '#/read', async (page) => {
  await paste(page, sample('market-day.txt'));
  await page.click('.legend button:has-text("Places")');
  assert.equal(await page.locator('.text .place').count(), 0);
  assert.ok(await page.locator('.text .actor').count());
}));

test('marks count code points', () => visit(browser, desk, '#/read', async (page) => {
  await paste(page, '🦆🦆🦆 𝒳 Russia attacked Ukraine on Friday.', '2024-03-20');
  assert.equal(await page.locator('.text button.trigger').innerText(), 'attacked');
}));

test('a text without events, without a date', () => visit(browser, desk, '#/read', async (page) => {
  await paste(page, sample('undated-strike.txt'));
  assert.match(await page.locator('article header').innerText(), /no publication date/);
  await page.click('button:has-text("Another text")');
  await paste(page, 'Nothing is said here of anybody.');
  assert.match(await page.locator('.side').innerText(), /0 events/);
}));
