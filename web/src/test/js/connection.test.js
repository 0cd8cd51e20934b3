import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { setImmediate as soon } from 'node:timers/promises';
import { Refusal } from '../../main/resources/webroot/js/api.js';
import { Connection } from '../../main/resources/webroot/js/connection.js';

/** What the page uses of the STOMP client, with the network in the hands of the test. */
class FakeClient {
  connected = false;
  sent = [];
  readers = new Map();

  constructor(callbacks) {
    Object.assign(this, callbacks);
    FakeClient.last = this;
  }

  activate() {}

  async deactivate() {
    this.isDown = true;
  }

  publish(frame) {
    this.sent.push(frame);
  }

  subscribe(destination, onMessage, headers) {
    this.sent.push({ subscribe: destination, headers });
    this.readers.set(destination, onMessage);
    return { unsubscribe: () => this.readers.delete(destination) };
  }

  async comeUp() {
    await this.beforeConnect();
    this.connected = true;
    this.onConnect({ headers: {} });
  }

  goDown() {
    this.connected = false;
    this.readers.clear();
    this.onWebSocketClose();
  }

  async failToOpen() {
    await this.beforeConnect();
    this.onWebSocketClose();
  }

  refuse(body, headers = {}) {
    this.readers.get('/user/queue/errors')({ body: JSON.stringify(body), headers });
  }
}

const SOCKETS = { host: 'parley', webSocket: () => 'ws', sockJs: async () => () => 'sockjs' };

function aSession() {
  return {
    user: { id: 'u1' },
    renewsAt: Date.now() + 540_000,
    current: 'token-1',
    renewals: 0,
    isOver: false,
    async token() {
      return this.current;
    },
    async renew() {
      this.renewals++;
      return this.current;
    },
    end() {
      this.isOver = true;
    },
  };
}

describe('a connection', () => {
  let session;
  let connection;
  let client;
  let states;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    session = aSession();
    connection = new Connection(FakeClient, session, SOCKETS);
    states = [];
    connection.onState = (state) => states.push(state);
    client = FakeClient.last;
  });

  afterEach(() => mock.timers.reset());

  it('signs in with the access token, and listens to refusals before anything else', async () => {
    connection.keep('/somewhere', { message() {} });

    await client.comeUp();

    assert.deepEqual(client.connectHeaders, { host: 'parley', Authorization: 'Bearer token-1' });
    assert.deepEqual(client.sent.map(({ subscribe }) => subscribe), ['/user/queue/errors', '/user/queue/notifications', '/somewhere']);
    assert.deepEqual(states, ['connecting', 'online']);
  });

  it('subscribes again after each reconnect, with the headers of that moment', async () => {
    let seq = 0;
    const kept = connection.keep('/somewhere', { headers: () => ({ 'resume-seq': String(seq) }), message() {} });
    await client.comeUp();
    seq = 7;
    client.goDown();
    await client.comeUp();
    kept.end();
    client.goDown();
    await client.comeUp();

    const asked = client.sent.filter(({ subscribe }) => subscribe === '/somewhere');
    assert.deepEqual(asked.map(({ headers }) => headers['resume-seq']), ['0', '7']);
    assert.deepEqual(states.slice(-3), ['offline', 'connecting', 'online']);
  });

  it('resolves what was asked with its receipt', async () => {
    await client.comeUp();
    const asked = connection.ask('/publish/x', { a: 1 });
    const { receipt } = client.sent.at(-1).headers;

    client.onUnhandledReceipt({ headers: { 'receipt-id': receipt, seq: '5' } });

    assert.equal((await asked).seq, '5');
  });

  it('fails what was asked when it is refused, when the connection breaks, and when no receipt comes', async () => {
    assert.equal(await codeOf(connection.ask('/publish/x', {})), 'offline');
    await client.comeUp();

    const refused = codeOf(connection.ask('/publish/x', {}));
    client.refuse({ code: 'forbidden', receiptId: client.sent.at(-1).headers.receipt });
    assert.equal(await refused, 'forbidden');

    const unanswered = codeOf(connection.ask('/publish/x', {}));
    mock.timers.tick(15_000);
    assert.equal(await unanswered, 'unavailable');

    const broken = codeOf(connection.ask('/publish/x', {}));
    client.goDown();
    assert.equal(await broken, 'offline');
  });

  it('tells the refusal of a subscription to its reader, and any other to the page', async () => {
    const told = [];
    connection.onRefusal = ({ code }) => told.push(`page ${code}`);
    connection.keep('/here', { message() {}, refused: ({ code }) => told.push(`reader ${code}`) });
    await client.comeUp();

    client.refuse({ code: 'not-found', destination: '/here' });
    client.refuse({ code: 'rate-limited', destination: '/publish/chat/typing' }, { 'retry-after': '50' });

    assert.deepEqual(told, ['reader not-found', 'page rate-limited']);
  });

  it('tells the reader of a subscription that the server has ended it', async () => {
    const told = [];
    connection.keep('/here', { message() {}, removed: ({ reason }) => told.push(reason) });
    await client.comeUp();
    const notice = (event, body) =>
      client.readers.get('/user/queue/notifications')({ headers: { event }, body: JSON.stringify(body) });

    notice('MOVE', { type: 'MOVE' });
    notice('REMOVED', { destination: '/elsewhere', reason: 'BAN' });
    notice('REMOVED', { destination: '/here', reason: 'KICK' });

    assert.deepEqual(told, ['KICK']);
  });

  it('changes to SockJS when a WebSocket cannot be had, and stays with what worked', async () => {
    await client.failToOpen();
    await client.comeUp();
    assert.equal(client.webSocketFactory(), 'sockjs');

    client.goDown();
    await client.comeUp();

    assert.equal(client.webSocketFactory(), 'sockjs');
  });

  it('does not blame the WebSocket when it is the server that says no', async () => {
    await client.beforeConnect();
    client.onStompError({ headers: { code: 'unavailable', message: 'busy' } });
    client.onWebSocketClose();

    await client.comeUp();

    assert.equal(client.webSocketFactory(), 'ws');
  });

  for (const code of ['token-expired', 'unauthenticated', 'revoked']) {
    it(`asks for a new token when the server says ${code}`, async () => {
      await client.comeUp();

      client.onStompError({ headers: { code } });

      assert.equal(session.renewals, 1);
    });
  }

  it('gives up when the server does not take the new token either', async () => {
    await client.comeUp();
    client.onStompError({ headers: { code: 'revoked' } });
    await soon();
    assert.equal(session.isOver, false);

    await client.beforeConnect();
    client.onStompError({ headers: { code: 'revoked' } });

    assert.deepEqual([session.isOver, session.renewals], [true, 1]);
  });

  it('does not give up while a new token cannot be had', async () => {
    session.renew = () => Promise.reject(new Refusal('unavailable'));
    await client.comeUp();

    for (let time = 0; time < 3; time++) {
      client.onStompError({ headers: { code: 'revoked' } });
      await soon();
    }

    assert.equal(session.isOver, false);
  });

  it('gives the server a new token before the old one runs out, without a reconnect', async () => {
    await client.comeUp();
    session.current = 'token-2';

    mock.timers.tick(540_000);
    await soon();

    const { destination, headers } = client.sent.at(-1);
    assert.deepEqual([destination, headers.Authorization], ['/publish/auth/refresh', 'Bearer token-2']);
  });

  it('goes down, and stays down, when nobody is signed in any more', async () => {
    session.user = null;

    await client.beforeConnect();

    assert.equal(client.isDown, true);
  });
});

function codeOf(promise) {
  return promise.then(() => 'no refusal', (refusal) => {
    assert.ok(refusal instanceof Refusal);
    return refusal.code;
  });
}
