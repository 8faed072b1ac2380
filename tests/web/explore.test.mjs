// Explore: filters in the address, numbers that open what they count, incidents with their words, copies and disagreements.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { api, browse, serve, settled, visit } from './desk.mjs';

let desk, browser;
before(async () => {
  [desk, browser] = await Promise.all([serve(), browse()]);
});
after(async () => {
  await browser.close();
  await desk.stop();
});
const shown = async (page) => Number((await page.locator('.list h2 .numbers').innerText()).replace(/\D/g, ''));

test('the first view says what the store holds', () => visit(browser, desk, '', async (page) => {
  await settled(page);
  const overview = await api(desk, 'overview');
  assert.ok(overview.total > 100);
  assert.equal(await shown(page), overview.total);
  assert.equal(await page.locator('.list li > a').count(), 50);
  assert.equal(await page.locator('.summary b').first().innerText(), String(overview.total));
  await page.waitForSelector('.map path.land', { state: 'attached' });
  assert.ok(await page.locator('.map path.town').count() > 5, 'no towns on the map');
  assert.ok(await page.locator('.map path.heat5').count(), 'no country is filled');
}));

test('every number of a facet opens as many incidents', () => visit(browser, desk, '#/explore', async (page) => {
  await settled(page);
  for (const title of ['What', 'Status', 'Who', 'Where']) {
    const link = page.locator(`.facets section[aria-label="${title}"] a`).first();
    const n = Number(await link.locator('.n').innerText());
    await link.click();
    await page.waitForSelector('.chips');
    await settled(page);
    assert.equal(await shown(page), n, title);
    await page.goBack();
    await page.waitForSelector('.chips', { state: 'detached' });
    await settled(page);
  }
}));

test('the address is the view: shared, reloaded, gone back from', () => visit(browser, desk, '#/explore', async (page) => {
  await settled(page);
  await page.click('.facets section[aria-label="What"] a:has-text("Assault")');
  await page.waitForFunction(() => location.hash.includes('type=ASSAULT'));
  await page.click('.facets section[aria-label="Where"] a:has-text("Kenya")');
  await page.waitForFunction(() => location.hash.includes('country=KEN'));
  await settled(page);
  const there = await shown(page);
  assert.equal(there, (await api(desk, 'incidents?type=ASSAULT&country=KEN')).total);
  await page.reload();
  await settled(page);
  assert.equal(await shown(page), there);
  await page.locator('.list li > a').first().click();
  await page.waitForSelector('.detail dl');
  const address = page.url();
  await page.goBack();
  await page.waitForSelector('.detail', { state: 'detached' });
  await page.goBack();
  await page.waitForFunction(() => !location.hash.includes('country='));
  await page.goto(address);
  await page.waitForSelector('.detail dl');
  assert.match(await page.locator('.detail').innerText(), /Nairobi|Kenya/);
}));

test('a party is found by the beginning of its name', () => visit(browser, desk, '#/explore', async (page) => {
  await settled(page);
  await page.keyboard.press('/');
  await page.keyboard.type('zelen', { delay: 20 });
  await page.waitForSelector('#choices li:has-text("Zelenskyy")');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /party=dl:volodymyr-zelensk/.test(location.hash));
  await settled(page);
  assert.match(await page.locator('.chips').innerText(), /Zelenskyy/);
  assert.ok(await shown(page) > 0);
  for (const row of await page.locator('.list li > a').allInnerTexts()) assert.match(row, /Zelenskyy/);
  await page.selectOption('.chip select', 'actor');
  await page.waitForFunction(() => /actor=dl:/.test(location.hash));
}));

test('a party shows with whom it has to do', () => visit(browser, desk, '#/explore?party=PHL', async (page) => {
  await settled(page);
  const other = page.locator('section[aria-label="Party"] p', { hasText: 'is acted upon by' }).locator('a', { hasText: 'China Coast Guard' });
  const n = Number(await other.locator('.numbers').innerText());
  await other.click();
  await page.waitForFunction(() => /dyad=dl:china-coast-guard(>|%3E)(=|%3D)PHL/.test(location.hash));
  await settled(page);
  assert.equal(await shown(page), n);
}));

test('a state that is counted opens itself, and its actors when they are asked for', () => visit(browser, desk, '#/explore', async (page) => {
  await settled(page);
  const { parties, network } = await api(desk, 'overview');
  const state = parties.find((party) => party.id === 'PHL');
  for (const party of parties) assert.equal((await api(desk, `incidents?party=${encodeURIComponent(party.id.startsWith('dl:') ? party.id : `=${party.id}`)}`)).total, party.incidents, party.id);
  await page.click('section[aria-label="Who"] button');
  await page.locator('section[aria-label="Who"] a', { hasText: state.name }).first().click();
  await page.waitForSelector('.chips');
  await settled(page);
  assert.equal(await shown(page), state.incidents);
  await page.selectOption('.chip select[aria-label^="Who is meant"]', 'all');
  await page.waitForFunction(() => /party=PHL/.test(location.hash));
  await settled(page);
  const all = await shown(page);
  assert.ok(all > state.incidents);
  assert.equal(all, (await api(desk, 'incidents?party=PHL')).total);

  await page.goto(page.url().replace(/#.*/, '#/explore'));
  await settled(page);
  const panel = page.locator('section[aria-label="Who with whom"]');
  await panel.locator('button:has-text("Table")').click();
  for (const i of [0, 1, Math.min(5, network.edges.length - 1)]) {
    const link = panel.locator('.table tbody tr').nth(i).locator('td.n a');
    const n = Number(await link.innerText());
    const dyad = new URLSearchParams((await link.getAttribute('href')).split('?')[1]).get('dyad');
    assert.equal((await api(desk, `incidents?dyad=${encodeURIComponent(dyad)}`)).total, n, dyad);
  }
}));

test('words of the articles', () => visit(browser, desk, '#/explore', async (page) => {
  await settled(page);
  await page.fill('#search', 'balloons rubbish');
  await page.click('#choices li:has-text("words of the articles")');
  await page.waitForFunction(() => location.hash.includes('text='));
  await settled(page);
  assert.equal(await shown(page), (await api(desk, 'incidents?text=balloons%20rubbish')).total);
  await page.click('.found button:has-text("Show the articles")');
  assert.match(await page.locator('.found mark').first().innerText(), /balloons|rubbish/i);
}));

test('days are asked for by dragging over the timeline', () => visit(browser, desk, '#/explore', async (page) => {
  await settled(page);
  const all = await shown(page);
  const box = await page.locator('section[aria-label="When"] svg').boundingBox();
  await page.mouse.move(box.x + box.width * 0.5, box.y + 50);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + 50, { steps: 5 });
  await page.mouse.up();
  await page.waitForFunction(() => /from=2024-\d\d-\d\d/.test(location.hash) && /to=2024-\d\d-\d\d/.test(location.hash));
  await settled(page);
  const some = await shown(page);
  assert.ok(some > 0 && some < all);
  const asked = new URLSearchParams(page.url().split('?')[1]);
  assert.equal(some, (await api(desk, `incidents?from=${asked.get('from')}&to=${asked.get('to')}`)).total);
  assert.ok(await page.locator('section[aria-label="When"] .veil').count(), 'the days around are not seen any more');
}));

test('each chart is a table as well, and its numbers are links', () => visit(browser, desk, '#/explore', async (page) => {
  await settled(page);
  await page.waitForSelector('.map path.land', { state: 'attached' });
  for (const title of ['When', 'Where', 'Who with whom', 'Who to whom, when']) {
    const panel = page.locator(`section[aria-label="${title}"]`);
    await panel.locator('button:has-text("Table")').click();
    assert.ok(await panel.locator('.table tbody tr').count() > 3, `${title} has no table`);
  }
  const row = page.locator('section[aria-label="Where"] .table tbody tr').first();
  const n = Number(await row.locator('td.n').innerText());
  await row.locator('td.n a').click();
  await page.waitForSelector('.chips');
  await settled(page);
  assert.equal(await shown(page), n);
}));

test('a pair of the heat strip', () => visit(browser, desk, '#/explore', async (page) => {
  await settled(page);
  const row = page.locator('section[aria-label="Who to whom, when"] tbody tr').first();
  const n = Number(await row.locator('td.n').innerText());
  await row.locator('td.n a').click();
  await page.waitForFunction(() => location.hash.includes('dyad='));
  await settled(page);
  assert.equal(await shown(page), n);
}));

test('a list longer than a page goes on', () => visit(browser, desk, '#/explore', async (page) => {
  await settled(page);
  const all = await shown(page);
  await page.click('.list button.more');
  await page.waitForFunction(() => document.querySelectorAll('.list li > a').length > 50);
  assert.equal(await page.locator('.list li > a').count(), Math.min(100, all));
  await page.selectOption('.list .head select', '-reports');
  await page.waitForFunction(() => location.hash.includes('order=-reports'));
  await settled(page);
  assert.match(await page.locator('.list li').first().innerText(), /[4-9] reports/);
}));

test('an incident: words, disagreement, who says so', () => visit(browser, desk, '#/explore?country=KEN&type=ASSAULT', async (page) => {
  await settled(page);
  await page.locator('.list li', { hasText: 'disputed' }).first().locator('a').click();
  await page.waitForSelector('.detail blockquote mark');
  const told = await page.locator('.detail').innerText();
  assert.match(told, /Accounts differ/);
  for (const one of ['Amnesty International', 'Kenya Medical Association']) assert.ok(told.includes(one), one);
  assert.equal(await page.locator('.detail h2 .type').getAttribute('href'), '#/explore?country=KEN&type=ASSAULT');
  const reports = Number(/(\d+) reports? in/.exec(told)[1]);
  assert.equal(await page.locator('.detail h3').last().innerText(), `${reports} reports`);
}));

test('a report leads to its event in the article', () => visit(browser, desk, '#/explore?text=Tamale&type=MOBILIZE', async (page) => {
  await settled(page);
  await page.locator('.list li > a').first().click();
  await page.waitForSelector('.detail blockquote mark');
  const trigger = await page.locator('.detail blockquote mark').first().innerText();
  await page.locator('.detail .top a').first().click();
  await page.mouse.move(2, 2);
  await page.waitForSelector('.text button.lit');
  assert.equal(await page.locator('.text button.lit').innerText(), trigger);
  assert.match(await page.locator('[data-card].lit').innerText(), /Mobilize/);
}));

test('copies are one, with what they changed', () => visit(browser, desk, '#/explore?text=Tamale&type=ASSAULT&order=-reports', async (page) => {
  await settled(page);
  await page.locator('.list li > a').first().click();
  await page.waitForSelector('.detail blockquote');
  await page.locator('.detail button', { hasText: 'copies of this text' }).first().click();
  await page.locator('.detail button', { hasText: 'what it changed' }).first().click();
  await page.waitForSelector('.detail ins');
  const changes = await page.locator('.detail table').last().innerText();
  assert.match(changes, /number\s+12\s+15/);
  // The copy itself says of what it is one.
  await page.locator('.detail .copy a').first().click();
  await page.waitForSelector('.side section[aria-label="Copies"] ins');
  assert.match(await page.locator('.side section[aria-label="Copies"]').innerText(), /A copy/);
}));

test('a status that changed', () => visit(browser, desk, '#/explore?text=villagers&type=ASSAULT', async (page) => {
  await settled(page);
  await page.locator('.list li', { hasText: 'disputed' }).first().locator('a').click();
  await page.waitForSelector('.detail .statuses');
  assert.match(await page.locator('.detail .statuses').innerText(), /denied[\s\S]*happened/);
}));

test('what is seen can be taken along in every format', () => visit(browser, desk, '#/explore?country=GHA', async (page) => {
  await settled(page);
  await page.click('button:has-text("Export")');
  const formats = await api(desk, 'formats');
  assert.equal(await page.locator('#formats li a').count(), (formats.formats ?? formats).length);
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('#formats a:has-text("csv")')]);
  const lines = (await (await fetch(file.url())).text()).trim().split('\r\n');
  assert.equal(lines.length - 1, await shown(page));
}));

test('nothing found, and a filter that is none', () => visit(browser, desk, '#/explore?country=ISL&type=ASSAULT', async (page) => {
  await settled(page);
  assert.match(await page.locator('.charts').innerText(), /No incidents/);
  await page.goto(`${desk.url}/#/explore?from=yesterday`);
  await page.waitForSelector('[role=alert]');
  await page.click('button:has-text("Drop the filter")');
  await settled(page);
  assert.ok(await shown(page) > 100);
}, { allow: [/400/] }));

test('what comes in while the page is open', () => visit(browser, desk, '#/explore?party=PER', async (page) => {
  await settled(page);
  const had = await shown(page);
  await page.waitForTimeout(500);
  desk.read([{ id: 'late', url: 'https://late.example/1', published: '2024-06-28', text: 'LIMA (AP) - Peru accused Bolivia of espionage on Friday.' }]);
  await page.waitForSelector('.list button.new', { timeout: 20000 });
  await page.click('.list button.new');
  await page.waitForFunction((n) => Number(document.querySelector('.list h2 .numbers').textContent) > n, had);
}));
