import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { aBrowser, aVisitor } from './lib/browser.js';
import { HTTP, HTTP_2 } from './lib/environment.js';
import { aProxyTo } from './lib/proxy.js';
import { aPerson, aRoom, fresh, rest } from './lib/rest.js';
import { eventually } from './lib/waiting.js';

const PHONE = { width: 390, height: 780 };

describe('the page', () => {
  const open = [];
  let browser;

  before(async () => {
    browser = await aBrowser();
  });

  after(() => browser?.close());

  afterEach(() => Promise.allSettled(open.splice(0).map((one) => one.close())));

  async function visit(url, options) {
    const visitor = await aVisitor(browser, url, options);
    open.push(visitor);
    return visitor;
  }

  async function aProxy() {
    const proxy = await aProxyTo(HTTP);
    open.push(proxy);
    return proxy;
  }

  it('lets two people chat, each in a browser of their own', async () => {
    const room = fresh('browsers');
    const alice = await visit(HTTP);
    await alice.picture('welcome');
    await alice.register(fresh('alice'), 'a long enough passphrase 7');
    await alice.createRoom(room);
    await alice.page.getByText('1 here').waitFor();
    await alice.page.getByPlaceholder('Find a room').fill(room);
    const listed = alice.page.locator(`a[data-room="${room}"]`);
    await listed.getByText('1 member').waitFor();
    const bob = await visit(`${HTTP_2}/#${room}`, { viewport: PHONE, colorScheme: 'dark' });
    await bob.continueAsGuest('Bob');

    await alice.page.getByRole('log').getByText(/^Bob/).waitFor();
    await alice.page.getByText('2 here').waitFor();
    await listed.getByText('2 members').waitFor();
    await alice.say('Hello Bob');
    await bob.sees('Hello Bob');
    await bob.page.getByRole('textbox', { name: 'Message' }).pressSequentially('an');
    await alice.page.getByText('Bob is typing…').waitFor();
    await bob.say('안녕하세요 <b>Alice</b> 👋');
    await alice.sees('안녕하세요 <b>Alice</b> 👋');

    const both = ['Hello Bob', '안녕하세요 <b>Alice</b> 👋'];
    await eventually(async () => {
      assert.deepEqual(await alice.messages(), both);
      assert.deepEqual(await bob.messages(), both);
      assert.deepEqual([await alice.drafts(), await bob.drafts()], [[], []]);
    });
    await alice.picture('room');
    await bob.picture('room-phone-dark');
    await bob.page.reload();
    await bob.sees('Hello Bob');
    await eventually(async () => assert.deepEqual(await bob.messages(), both));
    assert.deepEqual([alice.complaints, bob.complaints], [[], []]);
  });

  it('loses and doubles nothing when the network fails under it', async () => {
    const room = await aRoom(await aPerson('owner'));
    const proxy = await aProxy();
    const bob = await visit(`${proxy.url}/#${room}`);
    await bob.continueAsGuest('Bob');
    const alice = await visit(`${HTTP}/#${room}`);
    await alice.continueAsGuest('Alice');
    await alice.say('before');
    await bob.sees('before');

    proxy.pullOut();
    await bob.seesState('offline');
    await bob.say('written in the dark');
    await bob.page.getByText('Sending…').waitFor();
    await bob.picture('offline');
    for (const text of ['missed 1', 'missed 2', 'missed 3']) {
      await alice.say(text);
      await alice.sees(text);
    }
    proxy.plugIn();

    await alice.sees('written in the dark');
    const all = ['before', 'missed 1', 'missed 2', 'missed 3', 'written in the dark'];
    await eventually(async () => {
      assert.deepEqual(await bob.messages(), all);
      assert.deepEqual(await alice.messages(), all);
      assert.deepEqual(await bob.drafts(), []);
    });
    await bob.seesState('online');
  });

  it('chats over SockJS where there are no WebSockets', async () => {
    const room = await aRoom(await aPerson('owner'));
    const proxy = await aProxy();
    proxy.blockWebSockets();
    const bob = await visit(`${proxy.url}/#${room}`);
    await bob.continueAsGuest('Bob');
    await bob.seesState('online');
    const alice = await visit(`${HTTP}/#${room}`);
    await alice.continueAsGuest('Alice');

    await bob.say('from behind a wall');
    await alice.sees('from behind a wall');
    await alice.say('loud and clear');

    await bob.sees('loud and clear');
    assert.deepEqual(bob.complaints, []);
  });

  it('tells who is removed from a room, and lets them come back', async () => {
    const owner = await aPerson('owner');
    const room = await aRoom(owner);
    const bob = await visit(`${HTTP}/#${room}`);
    await bob.continueAsGuest('Bob');
    await bob.say('hello');
    await bob.sees('hello');
    const members = await rest('GET', `/rooms/${room}/members`, { token: owner.token });
    const { userId } = members.body.items.find(({ displayName }) => displayName === 'Bob');

    const kicked = await rest('DELETE', `/rooms/${room}/members/${userId}`, { token: owner.token });

    assert.equal(kicked.status, 204);
    await bob.page.getByText(`You have been removed from “${room}”.`).waitFor();
    await bob.page.getByText('Pick a room to start talking.').waitFor();
    await bob.page.goto(`${HTTP}/#${room}`);
    await bob.say('back again');
    await bob.sees('back again');
    assert.deepEqual(bob.complaints, []);
  });

  it('asks to sign in again when the session was ended elsewhere, and stays there', async () => {
    const visitor = await visit(HTTP);
    await visitor.continueAsGuest('Dave');
    await visitor.seesState('online');
    const kept = await visitor.page.evaluate(() => sessionStorage.getItem('parley.session'));

    const ended = await rest('POST', '/auth/logout', { body: { refresh_token: JSON.parse(kept).refreshToken } });

    assert.equal(ended.status, 204);
    await visitor.page.getByText('Your session has ended. Please sign in again.').waitFor();
    await visitor.page.getByRole('button', { name: 'Continue as guest' }).waitFor();
    assert.equal(await visitor.page.locator('#connection').isHidden(), true);
    await visitor.continueAsGuest('Dave');
    await visitor.seesState('online');
    assert.deepEqual(visitor.complaints, []);
  });

  it('says so when a link names no room', async () => {
    const visitor = await visit(`${HTTP}/#no%20room`);
    await visitor.continueAsGuest('Carol');

    await visitor.page.getByText('This link does not name a room.').waitFor();
  });
});
