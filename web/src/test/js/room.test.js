import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MAX_EVENTS, RoomLog } from '../../main/resources/webroot/js/room.js';

const event = (seq, clientMessageId) => ({ type: 'CHAT', seq, message: `m${seq}`, clientMessageId });
const sync = (from, head, more = {}) => ({ event: 'SYNC', epoch: 'e1', from: String(from), head: String(head),
  recovered: 'true', ...more });

function aLogUpTo(seq) {
  const log = new RoomLog();
  log.sync(sync(1, seq));
  for (let next = 1; next <= seq; next++) {
    log.accept(event(next));
  }
  return log;
}

describe('a log', () => {
  it('asks for history first, and later for what follows its end', () => {
    const log = new RoomLog();
    assert.deepEqual(log.resumeHeaders(50), { history: '50' });

    log.sync(sync(8, 9));

    assert.deepEqual(log.resumeHeaders(50), { 'resume-seq': '7', 'resume-epoch': 'e1' });
  });

  it('takes in each event once, however often it comes', () => {
    const log = aLogUpTo(2);

    assert.equal(log.accept(event(3)), 'added');
    assert.equal(log.accept(event(3)), 'duplicate');
    assert.equal(log.accept(event(1)), 'duplicate');

    assert.deepEqual(log.events.map(({ seq }) => seq), [1, 2, 3]);
  });

  it('takes in nothing beyond a gap, so that the next resume fills it', () => {
    const log = aLogUpTo(2);

    assert.equal(log.accept(event(4)), 'gap');

    assert.equal(log.resumeHeaders(50)['resume-seq'], '2');
  });

  it('keeps its lines when the server goes on where it ended', () => {
    const log = aLogUpTo(2);

    assert.equal(log.sync(sync(3, 5)), 'kept');

    assert.equal(log.events.length, 2);
    assert.equal(log.accept(event(3)), 'added');
  });

  for (const reason of ['epoch', 'truncated']) {
    it(`starts anew after the head when it cannot be resumed: ${reason}`, () => {
      const log = aLogUpTo(2);

      assert.equal(log.sync(sync(41, 40, { recovered: 'false', reason, epoch: 'e2' })), 'reset');

      assert.deepEqual(log.events, []);
      assert.deepEqual(log.resumeHeaders(50), { 'resume-seq': '40', 'resume-epoch': 'e2' });
      assert.equal(log.accept(event(41)), 'added');
    });
  }

  it('puts older events before its own, without those it has', () => {
    const log = new RoomLog();
    log.sync(sync(5, 6));
    log.accept(event(5));

    log.prepend([event(5), event(4), event(3)]);

    assert.deepEqual(log.events.map(({ seq }) => seq), [3, 4, 5]);
    assert.equal(log.hasOlder, true);
  });

  it('never holds more than its bound', () => {
    const log = aLogUpTo(MAX_EVENTS + 10);

    assert.equal(log.events.length, MAX_EVENTS);
    assert.equal(log.events.at(-1).seq, MAX_EVENTS + 10);
  });
});

describe('a draft', () => {
  it('stays until its event is here, the receipt coming first', () => {
    const log = aLogUpTo(2);
    log.write('a', 'hello');

    log.stored('a', 3);
    assert.equal(log.drafts.size, 1);
    assert.equal(log.nextDraft(), undefined);

    log.accept(event(3, 'a'));
    assert.equal(log.drafts.size, 0);
  });

  it('goes when its event is here, the receipt coming last', () => {
    const log = aLogUpTo(2);
    log.write('a', 'hello');

    log.accept(event(3, 'a'));
    log.stored('a', 3);

    assert.equal(log.drafts.size, 0);
  });

  it('goes when a retry learns that it was stored long ago', () => {
    const log = aLogUpTo(5);
    log.write('a', 'hello');

    log.stored('a', 4);

    assert.equal(log.drafts.size, 0);
  });

  it('that was refused waits for the person, and lets the next one pass', () => {
    const log = aLogUpTo(0);
    log.write('a', 'one');
    log.write('b', 'two');

    log.failed('a', new Error('no'));
    assert.equal(log.nextDraft().id, 'b');

    log.retry('a');
    assert.equal(log.nextDraft().id, 'a');
  });
});
