import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import WebSocket from 'ws';
import { theDocument } from './lib/asyncapi.js';
import { HTTP } from './lib/environment.js';
import { RAW_DOORS } from './lib/raw.js';
import { aPerson, aRoom, fresh } from './lib/rest.js';
import { eventually, within } from './lib/waiting.js';

describe('the AsyncAPI document', () => {
  let document;
  let alice;
  let room;
  const open = [];

  before(async () => {
    [document, alice] = await Promise.all([theDocument(), aPerson('alice')]);
    room = await aRoom(alice);
  });

  after(() => open.forEach((one) => one.close()));

  it('is well-formed', () => {
    document.assertWellFormed();
  });

  it('describes every frame that the server sends', async () => {
    const raw = await RAW_DOORS.WebSocket();
    open.push(raw);
    await raw.connect({ passcode: alice.token });
    await raw.hearRefusals();
    await raw.ask('/publish/chat/join', JSON.stringify({ chatRoomId: room }));
    subscribe(raw, `/subscribe/chat/room/${room}/presence`);
    subscribe(raw, `/subscribe/chat/room/${room}`, { history: 10, ack: 'client' });
    await raw.next(({ headers }) => headers.event === 'PRESENCE');
    await raw.ask('/publish/chat/message', JSON.stringify({ chatRoomId: room, message: 'hi', replyTo: 1 }),
      { 'client-message-id': 'm1' });
    await raw.ask('/publish/chat/typing', JSON.stringify({ chatRoomId: room, typing: true }));
    await raw.ask('/publish/chat/message', JSON.stringify({ chatRoomId: 'no-such-room' }));
    await raw.ask('/publish/nothing', '{}');
    await raw.ask('/publish/auth/refresh', '', { Authorization: `Bearer ${alice.token}` });
    const topic = `/topic/${fresh('topic')}`;
    subscribe(raw, topic);
    await raw.ask(topic, 'anything', { 'content-type': 'text/plain' });
    subscribe(raw, `/subscribe/chat/room/${room}`, { id: 'late', 'resume-seq': 99 });
    await raw.next(({ headers }) => headers.reason === 'epoch');
    await raw.next(({ headers }) => headers.destination === topic);
    await raw.next(({ headers }) => headers.event === 'TYPING');
    raw.frame('SEND', {});
    await eventually(() => assert.ok(raw.isClosed));

    const names = raw.frames.filter(({ command }) => command !== 'CONNECTED').map((frame) => nameOf(frame));

    assert.deepEqual(new Set(names), new Set(['Event', 'Sync', 'Snapshot', 'PresenceChange', 'PresenceTyping', 'Refusal',
      'Receipt', 'Error', 'Brokered']));
    for (const { headers } of raw.frames.filter(({ headers }) => headers.code)) {
      assert.ok(document.codes.includes(headers.code), headers.code);
    }
  });

  it('describes everything that the bridge sends', async () => {
    const bus = await aBareBus();
    bus.say({ type: 'register', address: `chat.presence.${room}` });
    bus.say({ type: 'register', address: `chat.room.${room}`, headers: { history: '10' } });
    await bus.next(({ headers }) => headers?.event === 'PRESENCE');
    bus.say({ type: 'send', address: 'chat.join', replyAddress: 'joined', body: { chatRoomId: room } });
    bus.say({ type: 'send', address: 'chat.message', replyAddress: 'sent', body: { chatRoomId: room, message: 'hi' } });
    bus.say({ type: 'send', address: 'chat.typing', body: { chatRoomId: room, typing: true } });
    bus.say({ type: 'send', address: 'chat.history', replyAddress: 'window', body: { chatRoomId: room, limit: 2 } });
    bus.say({ type: 'send', address: 'chat.message', replyAddress: 'refused', body: { chatRoomId: room } });
    bus.say({ type: 'register', address: 'chat.elsewhere' });
    await bus.next(({ address }) => address === 'chat.elsewhere');
    await bus.next(({ address }) => address === 'refused');
    await bus.next(({ headers }) => headers?.event === 'TYPING');

    const names = bus.heard.map((message) => nameOfBridge(message));

    assert.deepEqual(new Set(names), new Set(['BridgeEvent', 'BridgeSync', 'BridgeSnapshot', 'BridgePresence',
      'BridgeTyping', 'BridgePosted', 'BridgeWindow', 'BridgeRefusal']));
  });

  function subscribe(raw, destination, headers = {}) {
    raw.frame('SUBSCRIBE', { id: destination, destination, ...headers });
  }

  function nameOf({ command, headers, body }) {
    const channels = command === 'MESSAGE' ? document.channelsAt(headers.destination) : ['stomp'];
    const isJson = headers['content-type'] === 'application/json';
    return document.nameOf(channels.slice(0, 1), { headers, payload: isJson ? JSON.parse(body) : body });
  }

  function nameOfBridge({ type, address, headers = {}, body, ...rest }) {
    if (type === 'err') {
      return document.nameOf(['bridgeReply'], { headers, payload: { type, address, body, ...rest } });
    }
    const channels = document.channelsAt(address);
    return document.nameOf(channels.length > 0 ? channels : ['bridgeReply'], { headers, payload: body });
  }

  /** A connection to the bridge without a client of it between. */
  async function aBareBus() {
    const socket = new WebSocket(`${HTTP.replace(/^http/, 'ws')}/eventbus/websocket`);
    open.push(socket);
    const heard = [];
    socket.onmessage = ({ data }) => heard.push(JSON.parse(data));
    await within('the bridge to open', new Promise((resolve) => {
      socket.onopen = resolve;
    }));
    const authorised = { Authorization: `Bearer ${alice.token}` };
    return {
      heard,
      say: ({ headers, ...message }) =>
        socket.send(JSON.stringify({ ...message, headers: { ...authorised, ...headers } })),
      next: (matches) => eventually(() => assert.ok(heard.find(matches), JSON.stringify(heard))),
    };
  }
});
