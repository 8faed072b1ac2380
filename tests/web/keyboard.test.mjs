// Everything without a mouse.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browse, serve, settled, visit } from './desk.mjs';

let desk, browser;
before(async () => {
  [desk, browser] = await Promise.all([serve(), browse()]);
});
after(async () => {
  await browser.close();
  await desk.stop();
});

test('j and k go along the list, Enter opens, Escape closes', () => visit(browser, desk, '#/explore', async (page) => {
  await settled(page);
  const focused = () => page.evaluate(() => [...document.querySelectorAll('.list li > a')].indexOf(document.activeElement));
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  assert.equal(await focused(), 1);
  await page.keyboard.press('k');
  assert.equal(await focused(), 0);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.detail dl');
  const first = page.url();
  await page.keyboard.press('j');
  await page.waitForFunction((url) => location.href !== url, first);
  await page.waitForFunction(() => document.activeElement.getAttribute('aria-label') === 'Incident');
  await page.keyboard.press('Escape');
  await page.waitForSelector('.detail', { state: 'detached' });
  await page.waitForFunction(() => document.activeElement.matches('.list li > a'));
}));

test('/ searches, arrows choose, Escape leaves', () => visit(browser, desk, '#/explore', async (page) => {
  await settled(page);
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'search');
  await page.keyboard.type('ken', { delay: 20 });
  await page.waitForSelector('#choices li:has-text("Kenya")');
  await page.keyboard.press('ArrowDown');
  const active = await page.getAttribute('#search', 'aria-activedescendant');
  assert.equal(await page.getAttribute(`#${active}`, 'aria-selected'), 'true');
  await page.keyboard.press('Escape');
  assert.equal(await page.inputValue('#search'), '');
  await page.keyboard.press('Escape');
  assert.notEqual(await page.evaluate(() => document.activeElement.id), 'search');
}));

test('? helps, e and r change the view', () => visit(browser, desk, '#/explore', async (page) => {
  await settled(page);
  await page.keyboard.press('?');
  await page.waitForSelector('dialog[open]');
  assert.match(await page.locator('dialog').innerText(), /previous incident[\s\S]*Assault/);
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
  await page.keyboard.press('r');
  await page.waitForSelector('#text');
  await page.keyboard.press('e');
  await page.waitForSelector('.desk');
}));

test('every stop of the tab key can be seen, and none is a trap', () => visit(browser, desk, '#/explore?country=GHA', async (page) => {
  await settled(page);
  const stops = new Set();
  for (let i = 0; i < 40; ++i) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement, style = getComputedStyle(element);
      const name = element.getAttribute('aria-label') || element.textContent.trim() || element.id;
      return { name, seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1, tag: element.tagName, outline: style.outline };
    });
    assert.ok(stop.seen || stop.tag === 'BODY', `the focus on ${stop.tag} “${stop.name}” is not seen: ${stop.outline}`);
    stops.add(stop.name);
  }
  assert.ok(stops.size > 30, `${stops.size} different stops of 40`);
}));
