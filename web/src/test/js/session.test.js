import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Api, Refusal } from '../../main/resources/webroot/js/api.js';
import { Session } from '../../main/resources/webroot/js/session.js';

const USER = { id: 'u1', username: 'alice', displayName: 'Alice' };
const answer = (status, body) => ({
  ok: status < 400,
  status,
  headers: new Headers(),
  json: async () => body,
});
const tokens = (n) => ({ access_token: `access-${n}`, refresh_token: `refresh-${n}`, expires_in: 600, user: USER });

/** A server of canned answers: each call takes the next, and is remembered. */
function serverOf(...answers) {
  const calls = [];
  const fetch = async (url, options) => {
    calls.push({ url, ...options, body: options.body && JSON.parse(options.body) });
    const next = answers.shift();
    if (next instanceof Error) {
      throw next;
    }
    return next;
  };
  return { fetch, calls };
}

function aStorage() {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key) };
}

async function signedIn(...answers) {
  const server = serverOf(answer(200, tokens(1)), ...answers);
  const clock = { now: 0 };
  const api = new Api(server.fetch);
  const storage = aStorage();
  const session = new Session(api, storage, () => clock.now);
  api.speakFor(session);
  await session.continueAsGuest('Alice');
  return { server, clock, api, session, storage };
}

describe('a session', () => {
  it('gives the token it has while that is good', async () => {
    const { session, server, clock } = await signedIn();
    clock.now = 500_000;

    assert.equal(await session.token(), 'access-1');
    assert.equal(server.calls.length, 1);
  });

  it('renews before the token runs out, once for all who ask at the same time', async () => {
    const { session, server, clock } = await signedIn(answer(200, tokens(2)));
    clock.now = 545_000;

    const both = await Promise.all([session.token(), session.token()]);

    assert.deepEqual(both, ['access-2', 'access-2']);
    assert.equal(server.calls.length, 2);
    assert.deepEqual(server.calls[1].body, { grant_type: 'refresh_token', refresh_token: 'refresh-1' });
  });

  it('spends the newest refresh token, after a reload too', async () => {
    const { api, storage, server, session } = await signedIn(answer(200, tokens(2)), answer(200, tokens(3)));
    await session.renew();

    const afterReload = new Session(api, storage);
    await afterReload.renew();

    assert.equal(afterReload.user.displayName, 'Alice');
    assert.equal(server.calls[2].body.refresh_token, 'refresh-2');
  });

  it('ends, and says so, when the server no longer knows it', async () => {
    const { session, storage } = await signedIn(answer(401, { code: 'revoked' }));
    const ends = [];
    session.onEnd = (reason) => ends.push(reason);

    await assert.rejects(session.renew(), { code: 'revoked' });

    assert.deepEqual(ends, ['session.ended']);
    assert.equal(session.user, null);
    assert.equal(storage.getItem('parley.session'), null);
  });

  it('outlives a server that cannot be reached', async () => {
    const { session } = await signedIn(new TypeError('no network'));

    await assert.rejects(session.renew(), { code: 'offline' });

    assert.equal(session.user.username, 'alice');
  });
});

describe('a call', () => {
  it('of a session that was revoked ends it', async () => {
    const { api, session } = await signedIn(answer(401, { code: 'revoked' }), answer(401, { code: 'revoked' }));
    const ends = [];
    session.onEnd = (reason) => ends.push(reason);

    await assert.rejects(api.publicRooms('', null), { code: 'revoked' });

    assert.deepEqual(ends, ['session.ended']);
  });

  it('that is told 401 is made again with a new token', async () => {
    const { api, server } = await signedIn(
      answer(401, { code: 'token-expired' }), answer(200, tokens(2)), answer(200, { items: [] }));

    assert.deepEqual(await api.publicRooms('', null), { items: [] });

    assert.deepEqual(server.calls.map(({ headers }) => headers.Authorization),
      [undefined, 'Bearer access-1', undefined, 'Bearer access-2']);
  });

  it('that is refused fails with the code and the detail of the problem document', async () => {
    const { api } = await signedIn(answer(409, { code: 'conflict', detail: 'The id is taken.' }));

    await assert.rejects(api.createRoom({ name: 'x' }), (refusal) => {
      assert.ok(refusal instanceof Refusal);
      assert.deepEqual([refusal.code, refusal.detail, refusal.isPassing], ['conflict', 'The id is taken.', false]);
      return true;
    });
  });
});
