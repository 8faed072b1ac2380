// What the eye, a small screen, a screen reader and a slow stomach need. Contrast is measured as it is drawn.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browse, sample, serve, settled, visit } from './desk.mjs';

let desk, browser;
before(async () => {
  [desk, browser] = await Promise.all([serve(), browse()]);
});
after(async () => {
  await browser.close();
  await desk.stop();
});

/** A picture for who asks for them. */
async function picture(page, name) {
  if (process.env.DATELINE_SHOTS) await page.screenshot({ path: `${process.env.DATELINE_SHOTS}/${name}.png` });
}

const VIEWS = {
  explore: async (page) => {
    await settled(page);
    await page.locator('section[aria-label="Who with whom"]').scrollIntoViewIfNeeded();
    await page.waitForSelector('.map path.land', { state: 'attached' });
  },
  incident: async (page) => {
    await page.goto(`${desk.url}/#/explore?country=KEN&type=ASSAULT&order=-reports`);
    await settled(page);
    await page.locator('.list li > a').first().click();
    await page.waitForSelector('.detail blockquote');
  },
  read: async (page) => {
    await page.goto(`${desk.url}/#/read`);
    await page.fill('#text', sample('who-said-what.txt'));
    await page.fill('input[type=date]', '2024-03-20');
    await page.click('button:has-text("Read")');
    await page.waitForSelector('[data-card]');
    await page.locator('[data-card] .what').nth(3).click();
    await page.locator('[data-card]').nth(3).locator('button:has-text("Why?")').click();
  },
};

for (const [name, open] of Object.entries(VIEWS)) {
  test(`${name} fits 360 pixels`, () => visit(browser, desk, '#/explore', async (page) => {
    await open(page);
    await picture(page, `${name}-360`);
    const wide = await page.evaluate(() => {
      const limit = document.documentElement.clientWidth;
      const beyond = [...document.querySelectorAll('main *, header *')].filter((element) => element.getBoundingClientRect().right > limit + 1 && !element.closest('.map, svg, .table, .hidden, .text'));
      return { over: document.documentElement.scrollWidth - limit, beyond: beyond.slice(0, 3).map((element) => element.outerHTML.slice(0, 120)) };
    });
    assert.deepEqual(wide, { over: 0, beyond: [] });
  }, { viewport: { width: 360, height: 740 } }));

  test(`${name} has names for everything`, () => visit(browser, desk, '#/explore', async (page) => {
    await open(page);
    assert.deepEqual(await page.evaluate(unnamed), []);
  }));

  for (const scheme of ['light', 'dark']) {
    test(`${name} is readable in ${scheme}`, () => visit(browser, desk, '#/explore', async (page) => {
      await open(page);
      await page.mouse.move(2, 2);
      await picture(page, `${name}-${scheme}`);
      const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const sum = background.match(/\d+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0);
      assert.ok(scheme === 'dark' ? sum < 150 : sum > 600, background);
      assert.deepEqual(await page.evaluate(faint), []);
    }, { colorScheme: scheme }));
  }
}

/** In the page: what a screen reader would not know how to call, ids that are there twice, tables without heads. */
function unnamed() {
  const faults = [];
  const visible = (element) => element.checkVisibility?.({ visibilityProperty: true }) ?? true;
  const name = (element) => element.getAttribute('aria-label') || element.innerText?.trim() || element.textContent.trim() || element.labels?.[0]?.textContent.trim() || element.getAttribute('title') || '';
  for (const element of document.querySelectorAll('a[href], button, input, select, textarea, [role=button], [role=img], section, nav, aside, svg[role], [role=application]')) {
    if (!visible(element) || element.closest('[aria-hidden=true]')) continue;
    const field = /^(INPUT|SELECT|TEXTAREA)$/.test(element.tagName);
    const called = field ? element.getAttribute('aria-label') || element.labels?.[0]?.textContent.trim() : name(element);
    if (!called) faults.push(`no name: ${element.outerHTML.slice(0, 140)}`);
  }
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push(`twice: #${id}`);
  for (const element of document.querySelectorAll('[aria-controls], [aria-activedescendant]')) {
    for (const attribute of ['aria-controls', 'aria-activedescendant']) {
      const id = element.getAttribute(attribute);
      if (id && element.getAttribute('aria-expanded') === 'true' && !document.getElementById(id)) faults.push(`${attribute} names nothing: ${id}`);
    }
  }
  for (const table of document.querySelectorAll('table')) if (!table.querySelector('th')) faults.push(`a table without heads: ${table.outerHTML.slice(0, 100)}`);
  if (document.querySelectorAll('h1').length !== 1) faults.push(`${document.querySelectorAll('h1').length} first headings`);
  if (document.querySelectorAll('main').length !== 1) faults.push('no main');
  if (!document.documentElement.lang) faults.push('no language');
  return faults;
}

/** In the page: text whose contrast with what lies under it is below WCAG AA (4.5; large letters 3). */
function faint() {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const known = new Map();
  const parse = (color) => {
    if (!known.has(color)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      known.set(color, [r, g, b, a / 255]);
    }
    return known.get(color);
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const light = (color) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
    const c = color[i] / 255;
    return sum + weight * (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  }, 0);
  const ground = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.push(parse(getComputedStyle(at).backgroundColor));
    // A bar that lies behind a row is part of its ground.
    const bar = element.parentElement?.querySelector(':scope > .bar');
    let color = [255, 255, 255, 1];
    for (const layer of layers.reverse()) color = over(layer, color);
    return bar && bar !== element ? over(parse(getComputedStyle(bar).backgroundColor), color) : color;
  };
  const faults = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility({ visibilityProperty: true }) || element.closest('.hidden, .skip, option, script, .map')) continue;
    const style = getComputedStyle(element);
    let opacity = 1;
    for (let at = element; at; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
    if (opacity < 0.99) continue; // faded on purpose: put out, or on its way
    const under = ground(element), ink = element.closest('svg') ? parse(style.fill) : parse(style.color);
    const [a, b] = [light(over(ink, under)), light(under)].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05), size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (contrast < (large ? 3 : 4.5)) faults.push(`${contrast.toFixed(2)} “${node.data.trim().slice(0, 40)}” ${element.className.baseVal ?? element.className}`);
  }
  return [...new Set(faults)];
}

test('the switch overrules the system, and is remembered', () => visit(browser, desk, '#/explore', async (page) => {
  await settled(page);
  const dark = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).slice(0, 3).every((one) => Number(one) < 60));
  assert.equal(await dark(), false);
  await page.click('button[aria-label^="Theme"]');
  await page.click('button[aria-label^="Theme"]');
  assert.equal(await dark(), true);
  await page.reload();
  await settled(page);
  assert.equal(await dark(), true);
}));

test('nothing moves where movement is not wanted', () => visit(browser, desk, '#/explore', async (page) => {
  await settled(page);
  await page.waitForSelector('.map path.land', { state: 'attached' });
  const moving = await page.evaluate(() => document.getAnimations().filter((one) => one.playState === 'running').length);
  assert.equal(moving, 0);
  assert.equal(await page.locator('.leaflet-zoom-anim').count(), 0);
}, { reducedMotion: 'reduce' }));

test('a large screen shows the list beside the incident', () => visit(browser, desk, '#/explore', async (page) => {
  await settled(page);
  await page.locator('.list li > a').first().click();
  await page.waitForSelector('.detail dl');
  await page.waitForSelector('.map path.land', { state: 'attached' });
  await picture(page, 'explore-4k');
  const [list, detail] = [await page.locator('.list').boundingBox(), await page.locator('.detail').boundingBox()];
  assert.ok(list.height > 300 && detail.x >= list.x + list.width, 'not side by side');
  const size = await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
  assert.ok(size >= 16, `${size} px is small on such a screen`);
}, { viewport: { width: 3840, height: 2160 } }));
