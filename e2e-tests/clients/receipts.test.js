import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { HTTP_2 } from './lib/environment.js';
import { Participant } from './lib/participant.js';
import { aPerson, aRoom, rest } from './lib/rest.js';
import { eventually } from './lib/waiting.js';
import { stompJs7, webSocketOf } from './lib/wires.js';

const PROTOCOLS = ['v12.stomp'];

describe('a receipt', () => {
  let alice;
  let bob;
  let room;
  let open;

  beforeEach(async () => {
    [alice, bob] = await Promise.all([aPerson('alice'), aPerson('bob')]);
    room = await aRoom(alice);
    open = [];
  });

  afterEach(() => Promise.allSettled(open.map((one) => one.close())));

  async function connected(person, wire = stompJs7(person)) {
    const one = new Participant(person.username, wire);
    open.push(one);
    await one.connect();
    return one;
  }

  it('says where the message stands in the log', async () => {
    const author = await connected(alice);
    const { head } = await author.enter(room);

    const first = await author.post(room, 'one', 'id-1');
    const second = await author.post(room, 'two', 'id-2');

    assert.equal(Number(first.seq), Number(head) + 1);
    assert.equal(Number(second.seq), Number(head) + 2);
    assert.equal(first['message-id'], `${room}-${first.seq}`);
    assert.equal(first.duplicate, 'false');
    assert.ok(first.epoch);
    const stored = await rest('GET', `/rooms/${room}/events?after=${head}`, { token: alice.token });
    assert.deepEqual(stored.body.items.map(({ seq, message }) => [seq, message]),
      [[Number(first.seq), 'one'], [Number(second.seq), 'two']]);
  });

  it('of a repeat is the first answer again, at another gateway and over another connection too', async () => {
    const author = await connected(alice);
    const { head } = await author.enter(room);
    const first = await author.post(room, 'once', 'the-same-id');

    const again = await author.post(room, 'once', 'the-same-id');
    const elsewhere = await connected(alice, stompJs7(alice, { open: webSocketOf(PROTOCOLS, HTTP_2) }));
    const later = await elsewhere.post(room, 'once', 'the-same-id');

    for (const repeat of [again, later]) {
      assert.deepEqual([repeat.seq, repeat.epoch, repeat.duplicate], [first.seq, first.epoch, 'true']);
    }
    const after = await author.post(room, 'next', 'another-id');
    assert.equal(Number(after.seq), Number(head) + 2);
  });

  it('under one id is two messages when two people use it', async () => {
    const [one, other] = [await connected(alice), await connected(bob)];
    await other.join(room);

    const first = await one.post(room, 'mine', 'shared-id');
    const second = await other.post(room, 'mine too', 'shared-id');

    assert.equal(second.duplicate, 'false');
    assert.equal(Number(second.seq), Number(first.seq) + 1);
  });

  it('of a subscription that resumes at another gateway is followed by exactly what was missed', async () => {
    const author = await connected(alice);
    const reader = await connected(bob);
    await reader.join(room);
    const { head } = await reader.enter(room);
    await author.post(room, 'seen');
    await eventually(() => assert.equal(reader.events.length, 1));
    const { seq, epoch } = reader.events[0];
    await reader.close();
    for (const text of ['missed 1', 'missed 2', 'missed 3']) {
      await author.post(room, text);
    }

    const back = await connected(bob, stompJs7(bob, { open: webSocketOf(PROTOCOLS, HTTP_2) }));
    await back.enter(room, { 'resume-seq': String(seq), 'resume-epoch': epoch });
    await author.post(room, 'live');

    await eventually(() => assert.ok(back.events.some(({ body }) => JSON.parse(body).message === 'live')));
    assert.deepEqual(back.events.map((event) => [event.seq, JSON.parse(event.body).message]),
      ['missed 1', 'missed 2', 'missed 3', 'live'].map((text, nth) => [Number(head) + 2 + nth, text]));
    assert.deepEqual(back.events.slice(0, 3).map(({ replay }) => replay), [true, true, true]);
    assert.deepEqual([back.sync.recovered, back.sync.epoch, Number(back.sync.from)], ['true', epoch, seq + 1]);
  });

  it('of a subscription with history is followed by the last ones', async () => {
    const author = await connected(alice);
    for (const text of ['a', 'b', 'c', 'd']) {
      await author.post(room, text);
    }

    const reader = await connected(bob);
    const { head } = await reader.enter(room, { history: '2' });

    await eventually(() => assert.equal(reader.events.at(-1)?.seq, Number(head)));
    assert.deepEqual(reader.events.map(({ body }) => JSON.parse(body).message), ['c', 'd']);
    assert.deepEqual([Number(reader.sync.head), Number(reader.sync.from)], [Number(head), Number(head) - 1]);
  });

  it('of a subscription with an epoch that is no more comes with the truth about it', async () => {
    const author = await connected(alice);
    await author.post(room, 'a');
    const reader = await connected(bob);

    await reader.enter(room, { 'resume-seq': '1', 'resume-epoch': 'an-epoch-that-never-was' });

    await eventually(() => assert.ok(reader.sync));
    assert.deepEqual([reader.sync.recovered, reader.sync.reason], ['false', 'epoch']);
  });
});
