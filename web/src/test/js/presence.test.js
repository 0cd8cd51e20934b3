import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Presence } from '../../main/resources/webroot/js/presence.js';

const person = (name, state = 'online') => ({ userId: name, username: name, displayName: name, state });
const names = (presence) => presence.people().map(({ displayName }) => displayName);

describe('presence', () => {
  it('begins with the snapshot and follows the changes', () => {
    const presence = new Presence();

    presence.apply({ type: 'SNAPSHOT', online: 2, people: [person('bob'), person('alice')], typing: [] }, 0);
    presence.apply({ type: 'PRESENCE', online: 2, people: [person('bob', 'offline'), person('carol')] }, 0);

    assert.deepEqual(names(presence), ['alice', 'carol']);
    assert.equal(presence.online, 2);
  });

  it('forgets everything at a new snapshot', () => {
    const presence = new Presence();
    presence.apply({ type: 'SNAPSHOT', online: 1, people: [person('bob')], typing: [person('bob')] }, 0);

    presence.apply({ type: 'SNAPSHOT', online: 0, people: [], typing: [] }, 0);

    assert.deepEqual([names(presence), presence.typingBut('me', 0)], [[], []]);
  });

  it('names those typing, but not oneself, until they cease, speak or are not heard of any more', () => {
    const presence = new Presence();
    for (const name of ['me', 'bob', 'carol', 'dave']) {
      presence.apply({ type: 'TYPING', ...person(name), typing: true }, 1000);
    }
    presence.apply({ type: 'TYPING', ...person('bob'), typing: false }, 1500);
    presence.hasSpoken('carol');

    assert.deepEqual(presence.typingBut('me', 7999), ['dave']);
    assert.deepEqual(presence.typingBut('me', 8000), []);
  });
});
