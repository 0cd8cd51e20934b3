import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { anEventBus, ask } from './lib/bridge.js';
import { Participant } from './lib/participant.js';
import { RAW_DOORS } from './lib/raw.js';
import { aPerson, aRoom, fresh, rest } from './lib/rest.js';
import { eventually } from './lib/waiting.js';
import { stompJs7 } from './lib/wires.js';

const NOT_A_TOKEN = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.bm90LWEtc2lnbmF0dXJl';
const BODY_LIMIT = 64 * 1024;
const TEXT_LIMIT = 8000;

let alice;
let mallory;
let secretRoom;
let neighbour;
let neighbourRoom;
let heard = 0;

before(async () => {
  let neighbourPerson;
  [alice, mallory, neighbourPerson] = await Promise.all([aPerson('alice'), aPerson('mallory'), aPerson('neighbour')]);
  [secretRoom, neighbourRoom] = await Promise.all([aRoom(alice, 'private'), aRoom(neighbourPerson)]);
  neighbour = new Participant('the neighbour', stompJs7(neighbourPerson));
  await neighbour.connect();
  await neighbour.enter(neighbourRoom);
});

after(() => neighbour?.close());

afterEach(async () => {
  await neighbour.post(neighbourRoom, `still here ${++heard}`);
  await eventually(() => assert.equal(neighbour.events.length, heard));
  assert.equal(neighbour.closes, 0, 'the neighbour lost its connection');
});

for (const [door, open] of Object.entries(RAW_DOORS)) {
  describe(`over ${door}`, () => {
    let raw;

    afterEach(() => raw?.close());

    async function connected(person = mallory) {
      raw = await open();
      await raw.connect({ Authorization: `Bearer ${person.token}` });
      return raw;
    }

    async function isToldAndClosed(code) {
      const error = await raw.next(({ command }) => command === 'ERROR');
      assert.equal(error.headers.code, code);
      assert.ok(error.headers.message);
      assert.equal(JSON.parse(error.body).code, code);
      await eventually(() => assert.ok(raw.isClosed, 'the connection is still open'));
      assert.equal(raw.frames.at(-1), error, 'something came after the ERROR');
    }

    function isRefused(answer, code, destination) {
      assert.equal(answer.command, 'MESSAGE');
      assert.equal(answer.headers.destination, '/user/queue/errors');
      assert.equal(answer.headers.code, code);
      assert.ok(answer.headers.message);
      const body = JSON.parse(answer.body);
      assert.deepEqual([body.code, body.destination, body.receiptId],
        [code, destination, answer.headers['receipt-id']]);
      assert.ok(body.detail);
    }

    async function isStillServed() {
      const room = await aRoom(mallory);
      const answer = await raw.ask('/publish/chat/message', JSON.stringify({ chatRoomId: room, message: 'still here' }));
      assert.equal(answer.command, 'RECEIPT');
    }

    const MALFORMED = {
      'a header without a colon': 'SEND\ndestination\n\n\0',
      'an unknown command': 'JUMP\ndestination:/x\n\n\0',
      'an undefined escape': 'SEND\ndestination:/pub\\lish\n\n\0',
      'a content-length that is no number': 'SEND\ndestination:/x\ncontent-length:1e3\n\n\0',
      'a body longer than its content-length': 'SEND\ndestination:/x\ncontent-length:1\n\nabc\0',
      'a second CONNECT': 'CONNECT\naccept-version:1.2\nhost:parley\n\n\0',
    };
    for (const [what, frame] of Object.entries(MALFORMED)) {
      it(`${what} is told, and the connection closed`, async () => {
        await connected();

        raw.send(frame);

        await isToldAndClosed('bad-request');
      });
    }

    it('anything before CONNECT is told, and the connection closed', async () => {
      raw = await open();

      raw.frame('SEND', { destination: '/publish/chat/message' }, '{}');

      await isToldAndClosed('bad-request');
    });

    for (const headers of [{ Authorization: `Bearer ${NOT_A_TOKEN}` }, { login: 'alice', passcode: 'not the password' }]) {
      it(`wrong credentials (${Object.keys(headers)}) are told, and the connection closed`, async () => {
        raw = await open();

        raw.frame('CONNECT', { 'accept-version': '1.2', host: 'parley', ...headers });

        await isToldAndClosed('unauthenticated');
      });
    }

    it('a body over the limit is told, and the connection closed', async () => {
      await connected();

      raw.frame('SEND', { destination: '/publish/chat/message' }, 'x'.repeat(BODY_LIMIT + 1));

      await isToldAndClosed('too-large');
    });

    it('a text over the limit is refused, and the connection stays', async () => {
      await connected();
      await raw.hearRefusals();
      const room = await aRoom(mallory);

      const text = { chatRoomId: room, message: 'x'.repeat(TEXT_LIMIT + 1) };
      const answer = await raw.ask('/publish/chat/message', JSON.stringify(text));

      isRefused(answer, 'too-large', '/publish/chat/message');
      await isStillServed();
    });

    it('an unknown destination is refused, and the connection stays', async () => {
      await connected();
      await raw.hearRefusals();

      for (const destination of ['/publish/no/such/thing', '/nowhere']) {
        isRefused(await raw.ask(destination, '{}'), 'not-found', destination);
      }
      await isStillServed();
    });

    it('a room that the person may not know of is refused as one that does not exist', async () => {
      await connected();
      await raw.hearRefusals();

      const body = JSON.stringify({ chatRoomId: secretRoom, message: 'let me in' });
      isRefused(await raw.ask('/publish/chat/message', body), 'not-found', '/publish/chat/message');
      isRefused(await raw.ask('/publish/chat/join', body), 'not-found', '/publish/chat/join');
      const destination = `/subscribe/chat/room/${secretRoom}`;
      raw.frame('SUBSCRIBE', { id: 'peek', destination, receipt: 'peek' });
      isRefused(await raw.next(({ headers }) => headers['receipt-id'] === 'peek'), 'not-found', destination);
      await isStillServed();
    });

    it('what is not JSON is refused, and not one word of it comes back', async () => {
      await connected();
      await raw.hearRefusals();

      const answer = await raw.ask('/publish/chat/message', '{"chatRoomId": zanzibar');

      isRefused(answer, 'bad-request', '/publish/chat/message');
      assert.ok(!JSON.stringify(answer).includes('zanzibar'));
      await isStillServed();
    });

    it('nobody may send where the server speaks', async () => {
      await connected();
      await raw.hearRefusals();
      const destination = `/subscribe/chat/room/${neighbourRoom}`;

      const answer = await raw.ask(destination, '{"message":"forged"}');

      assert.equal(answer.headers.destination, '/user/queue/errors');
      assert.ok(['forbidden', 'not-found', 'bad-request'].includes(answer.headers.code), answer.headers.code);
      await isStillServed();
    });

    it('a refusal closes a connection that does not listen to refusals', async () => {
      await connected();

      raw.frame('SEND', { destination: '/publish/chat/message' }, 'not JSON');

      await isToldAndClosed('bad-request');
    });
  });
}

describe('over the event-bus bridge', () => {
  let bus;

  afterEach(() => bus?.close());

  async function isToldAnError() {
    await eventually(() => assert.ok(bus.errors.length > 0, 'no error came'));
    assert.equal(bus.errors[0].type, 'err');
  }

  it('what is not JSON is told', async () => {
    bus = await anEventBus(mallory.token);

    bus.sockJSConn.send('not JSON');

    await isToldAnError();
  });

  for (const address of ['no.such.address', 'chat.shard.0', 'gateway.1', 'chat.room.lobby']) {
    it(`sending to ${address} is told, and reaches nobody`, async () => {
      bus = await anEventBus(mallory.token);
      const answers = [];

      bus.send(address, { chatRoomId: neighbourRoom, message: 'forged' }, {}, (failure, reply) =>
        answers.push(failure ?? reply));

      await eventually(() => assert.ok(bus.errors.length + answers.length > 0, 'no error came'));
      for (const answer of [...bus.errors, ...answers]) {
        assert.ok(answer.type === 'err' || answer.failureCode, JSON.stringify(answer));
      }
    });
  }

  it('publishing is told', async () => {
    bus = await anEventBus(mallory.token);

    bus.publish(`chat.room.${neighbourRoom}`, { message: 'forged' });

    await isToldAnError();
  });

  it('registering for a room that the person may not know of is told', async () => {
    bus = await anEventBus(mallory.token);
    const answers = [];

    bus.registerHandler(`chat.room.${secretRoom}`, {}, (failure, message) => answers.push(failure ?? message));

    await eventually(() => assert.ok(bus.errors.length + answers.length > 0, 'no error came'));
    assert.ok([...bus.errors, ...answers].every((answer) => answer.type === 'err' || answer.failureCode));
  });

  it('each refused send is answered with the name of the code', async () => {
    bus = await anEventBus(mallory.token);
    const room = await aRoom(mallory);

    await assert.rejects(ask(bus, 'chat.message', { chatRoomId: secretRoom, message: 'x' }), { message: 'not-found' });
    await assert.rejects(ask(bus, 'chat.message', { chatRoomId: 'no room!', message: 'x' }), { message: 'bad-request' });
    await assert.rejects(ask(bus, 'chat.message', { chatRoomId: room, message: 'x'.repeat(TEXT_LIMIT + 1) }),
      { message: 'too-large' });
    assert.ok((await ask(bus, 'chat.message', { chatRoomId: room, message: 'still here' })).seq > 0);
  });

  it('a wrong token is told', async () => {
    bus = await anEventBus(NOT_A_TOKEN);
    const answers = [];

    bus.send('chat.message', { chatRoomId: neighbourRoom, message: 'x' }, {}, (failure, reply) =>
      answers.push(failure ?? reply));

    await eventually(() => assert.ok(bus.errors.length + answers.length > 0, 'no error came'));
    assert.ok([...bus.errors, ...answers].every((answer) =>
      answer.message === 'unauthenticated' || answer.body === 'unauthenticated'), JSON.stringify([bus.errors, answers]));
  });
});

describe('over REST', () => {
  const json = (body) => ({ token: mallory.token, body });
  const CASES = {
    'an unknown path': [404, 'not-found', () => rest('GET', '/no/such/thing', json())],
    'a missing room': [404, 'not-found', () => rest('GET', `/rooms/${fresh('missing')}`, json())],
    'a room that the person may not know of': [404, 'not-found', () => rest('GET', `/rooms/${secretRoom}`, json())],
    'posting to such a room':
      [404, 'not-found', () => rest('POST', `/rooms/${secretRoom}/messages`, json({ message: 'x' }))],
    'what is not JSON': [400, 'bad-request', () => rest('POST', '/rooms', { token: mallory.token, text: '{"id": zanzibar' })],
    'no token': [401, 'unauthenticated', () => rest('GET', '/me')],
    'a wrong token': [401, 'unauthenticated', () => rest('GET', '/me', { token: NOT_A_TOKEN })],
    'a wrong password': [401, 'unauthenticated', () => rest('POST', '/auth/token',
      { body: { grant_type: 'password', username: alice.username, password: 'not the password' } })],
    'a room id that is taken':
      [409, 'conflict', () => rest('POST', '/rooms', json({ id: neighbourRoom, name: 'x', visibility: 'public' }))],
    'a text over the limit': [413, 'too-large', async () => {
      const room = await aRoom(mallory);
      return rest('POST', `/rooms/${room}/messages`, json({ message: 'x'.repeat(TEXT_LIMIT + 1) }));
    }],
    'a body over the limit': [413, 'too-large', () => rest('POST', '/rooms', json({ name: 'x'.repeat(2 ** 20) }))],
  };
  for (const [what, [status, code, call]] of Object.entries(CASES)) {
    it(`${what} is a problem document: ${status} ${code}`, async () => {
      const answer = await call();

      assert.deepEqual([answer.status, answer.type, answer.body?.code, answer.body?.status],
        [status, 'application/problem+json', code, status]);
      assert.ok(answer.body.title && answer.body.type && typeof answer.body.detail === 'string');
      assert.ok(!JSON.stringify(answer.body).includes('zanzibar'));
    });
  }
});
