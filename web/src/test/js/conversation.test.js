import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as soon } from 'node:timers/promises';
import { Refusal } from '../../main/resources/webroot/js/api.js';
import { Conversation } from '../../main/resources/webroot/js/conversation.js';

const ME = { id: 'u1', username: 'alice', displayName: 'Alice' };

/** A connection whose receipts are given by the test. */
class FakeConnection {
  isOnline = true;
  asked = [];
  kept = new Map();

  ask(destination, body) {
    return new Promise((resolve, reject) => this.asked.push({ destination, body, resolve, reject }));
  }

  tell(destination, body) {
    this.asked.push({ destination, body });
  }

  keep(destination, reader) {
    const subscribe = () => {
      reader.begin?.();
      this.kept.set(destination, { reader, headers: reader.headers?.() });
    };
    subscribe();
    return { again: subscribe, end: () => this.kept.delete(destination) };
  }

  reconnect() {
    for (const [destination, { reader }] of [...this.kept]) {
      this.kept.delete(destination);
      this.keep(destination, reader);
    }
  }

  hear(headers, body) {
    this.kept.get('/subscribe/chat/room/5').reader.message({ headers, body: JSON.stringify(body) });
  }

  texts() {
    return this.asked.filter(({ destination }) => destination === '/publish/chat/message').map(({ body }) => body.message);
  }
}

function inARoom() {
  const connection = new FakeConnection();
  const shown = [];
  const page = { joined() {}, reset() {}, older() {}, drafts() {}, presence() {}, refused: (r) => shown.push(r.code),
    removed: ({ reason }) => shown.push(`out: ${reason}`),
    added: (event) => shown.push(event.message) };
  const conversation = new Conversation('5', ME, connection, null, page);
  conversation.enter(page);
  connection.hear({ event: 'SYNC', epoch: 'e1', from: '1', head: '0', recovered: 'true' }, {});
  return { connection, conversation, shown, page };
}

const kick = (seq) => ({ type: 'KICK', seq, message: 'Bob removed Alice', writerId: 'u2', targetId: 'u1',
  sentAt: '2026-11-22T09:30:00.123Z' });
const event = (seq, message) => ({ type: 'CHAT', seq, message, writerId: 'u2', sentAt: '2026-11-22T09:30:00.123Z' });

describe('a conversation', () => {
  it('joins before it subscribes, and joins again only if it does not know that it has', async () => {
    const { connection } = inARoom();
    assert.equal(connection.asked[0].destination, '/publish/chat/join');

    connection.asked[0].reject(new Refusal('offline'));
    await soon();
    connection.reconnect();
    connection.asked[1].resolve({});
    await soon();
    connection.reconnect();

    assert.equal(connection.asked.filter(({ destination }) => destination === '/publish/chat/join').length, 2);
  });

  it('sends what was written in that order, each after the answer to the one before', async () => {
    const { connection, conversation } = inARoom();
    conversation.post('one');
    conversation.post('two');
    assert.deepEqual(connection.texts(), ['one']);

    connection.asked.at(-1).resolve({ seq: '1' });
    await soon();

    assert.deepEqual(connection.texts(), ['one', 'two']);
  });

  it('sends a message without an answer again after a reconnect, under the same id', async () => {
    const { connection, conversation } = inARoom();
    conversation.post('one');
    const first = connection.asked.at(-1);

    first.reject(new Refusal('offline'));
    await soon();
    connection.reconnect();

    assert.deepEqual(connection.texts(), ['one', 'one']);
    assert.deepEqual(connection.asked.at(-1).body, first.body);
    conversation.forget();
  });

  it('shows a line once when a reconnect brings it again, and resumes where it was', () => {
    const { connection, shown } = inARoom();
    connection.hear({}, event(1, 'a'));
    connection.reconnect();

    assert.equal(connection.kept.get('/subscribe/chat/room/5').headers['resume-seq'], '1');
    connection.hear({ event: 'SYNC', epoch: 'e1', from: '2', head: '2', recovered: 'true' }, {});
    connection.hear({}, event(1, 'a'));
    connection.hear({}, event(2, 'b'));

    assert.deepEqual(shown, ['a', 'b']);
  });

  it('subscribes again from where it was when a line is missing', () => {
    const { connection, shown } = inARoom();
    connection.hear({}, event(1, 'a'));

    connection.hear({}, event(3, 'c'));

    assert.deepEqual(shown, ['a']);
    assert.equal(connection.kept.get('/subscribe/chat/room/5').headers['resume-seq'], '1');
  });

  it('goes on sending after another room is shown, and tells the page nothing more', async () => {
    const { connection, conversation, shown } = inARoom();
    conversation.post('one');
    conversation.post('two');

    conversation.end();
    connection.asked.at(-1).resolve({ seq: '1' });
    await soon();

    assert.deepEqual(connection.texts(), ['one', 'two']);
    assert.deepEqual(shown, []);
    conversation.forget();
  });

  it('ends when the person is removed, and begins anew, joining, when the room is opened again', async () => {
    const { connection, conversation, shown, page } = inARoom();
    connection.asked[0].resolve({});
    await soon();
    const { reader } = connection.kept.get('/subscribe/chat/room/5/presence');

    reader.removed({ reason: 'KICK', message: 'Bob removed Alice' });
    assert.deepEqual([shown, connection.kept.size], [['out: KICK'], 0]);

    conversation.enter(page);
    assert.equal(connection.kept.size, 2);
    assert.equal(connection.asked.filter(({ destination }) => destination === '/publish/chat/join').length, 2);
  });

  it('ends with the event that removes the person, also where it happened while the connection was away', async () => {
    const live = inARoom();
    live.connection.hear({}, kick(1));
    assert.deepEqual(live.shown, ['Bob removed Alice', 'out: KICK']);

    const away = inARoom();
    away.connection.asked[0].resolve({});
    await soon();
    away.connection.reconnect();
    away.connection.hear({ replay: 'true' }, kick(1));
    assert.deepEqual(away.shown, ['Bob removed Alice', 'out: KICK']);
  });

  it('takes what happened before the person came for history', async () => {
    const { connection, shown } = inARoom();
    connection.asked[0].resolve({});
    await soon();

    connection.hear({ replay: 'true' }, kick(1));
    connection.hear({}, { ...kick(2), targetId: 'u3' });

    assert.deepEqual(shown, ['Bob removed Alice', 'Bob removed Alice']);
    assert.equal(connection.kept.size, 2);
  });

  it('says that the person is typing no more often than others need to know', () => {
    const { connection, conversation } = inARoom();
    const told = () => connection.asked.filter(({ destination }) => destination === '/publish/chat/typing').length;

    conversation.typing(true, 10_000);
    conversation.typing(true, 11_000);
    assert.equal(told(), 1);

    conversation.typing(true, 13_000);
    conversation.typing(false, 13_500);
    conversation.typing(false, 13_600);
    assert.equal(told(), 3);
  });
});
