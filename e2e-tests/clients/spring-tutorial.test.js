import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { eventually, within } from './lib/waiting.js';
import { SockJS, Stomp } from './lib/wires.js';
import { HTTP } from './lib/environment.js';

/**
 * What the front end of the Spring tutorial does, call for call: no credentials, no receipts, and each call made
 * without waiting for what the one before it leads to. `lines` is what its page would show.
 */
function tutorialPage(chatRoomId, writer) {
  const client = Stomp.over(new SockJS(`${HTTP}/ws-sockjs`));
  const lines = [];
  const entered = new Promise((resolve, reject) => {
    client.connect({}, () => {
      client.send('/publish/chat/join', {}, JSON.stringify({ chatRoomId, type: 'JOIN', writer }));
      client.subscribe(`/subscribe/chat/room/${chatRoomId}`, (frame) => {
        const content = JSON.parse(frame.body);
        lines.push(`${content.message} (${content.writer})`);
      });
      resolve();
    }, (failure) => reject(new Error(`${writer}: ${failure}`)));
  });
  return {
    lines,
    entered: within(`${writer} to be connected`, entered),
    say: (message) =>
      client.send('/publish/chat/message', {}, JSON.stringify({ chatRoomId, type: 'CHAT', message, writer })),
    close: () => client.disconnect(),
  };
}

describe('the front end of the Spring tutorial, unchanged', () => {
  const pages = [];

  afterEach(() => pages.splice(0).forEach((page) => page.close()));

  async function open(chatRoomId, writer) {
    const page = tutorialPage(chatRoomId, writer);
    pages.push(page);
    await page.entered;
    return page;
  }

  const number = Date.now();
  for (const [what, id] of [['a string', `tutorial-${number}`], ['a number', number]]) {
    it(`chats in a room whose id is ${what}`, async () => {
      const ann = await open(id, 'ann');
      ann.say('is anybody here?');
      await eventually(() => assert.ok(ann.lines.includes('is anybody here? (ann)'), String(ann.lines)));

      const bob = await open(id, 'bob');
      bob.say('I am');
      await eventually(() => assert.ok(bob.lines.includes('I am (bob)'), String(bob.lines)));
      ann.say('welcome');
      bob.say('고마워요 👋');

      const chat = (page) => page.lines.filter((line) => /^(I am|welcome|고마워요 👋) \(/.test(line)).sort();
      const said = ['I am (bob)', 'welcome (ann)', '고마워요 👋 (bob)'].sort();
      await eventually(() => assert.deepEqual(chat(bob), said));
      await eventually(() => assert.deepEqual(chat(ann), said));
    });
  }

  it('tells those who are there who has joined', async () => {
    const room = `tutorial-join-${number}`;
    const ann = await open(room, 'ann');
    ann.say('first');
    await eventually(() => assert.ok(ann.lines.includes('first (ann)')));

    await open(room, 'bob');

    await eventually(() => assert.ok(ann.lines.some((line) => /bob.* \(bob\)$/.test(line)), String(ann.lines)));
  });
});
