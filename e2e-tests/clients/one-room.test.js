import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { BridgeParticipant } from './lib/bridge.js';
import { Participant } from './lib/participant.js';
import { aPerson, aRoom } from './lib/rest.js';
import { stompPy } from './lib/stomp-py.js';
import { eventually } from './lib/waiting.js';
import { sockJsOf, stompJs2, stompJs7, webSocketOf } from './lib/wires.js';

const TRANSPORTS = ['websocket', 'xhr-streaming', 'xhr-polling'];
const MESSAGES_EACH = 5;
const TRICKY = ['plain', '안녕하세요 여러분', '👋🏽 \u{1F468}\u200D\u{1F469}\u200D\u{1F467}', '"quotes" \\ back:slash', 'two\nlines\tand a tab'];

describe('one room, every door', () => {
  const sockets = {};
  let room;
  let everyone;
  let base;

  before(async () => {
    const [reader, newStomp, oldStomp, python, bridge] = await Promise.all(
      ['reader', 'new', 'old', 'python', 'bridge'].map((name) => aPerson(name)));
    room = await aRoom(reader);
    everyone = [
      ...['1.2', '1.1', '1.0'].map((version) => {
        const wire = stompJs7(version === '1.2' ? newStomp : reader, { version });
        sockets[version] = wire.client;
        return new Participant(`stompjs 7, WebSocket, STOMP ${version}`, wire);
      }),
      new Participant('stomp.js 2.3.3, WebSocket', stompJs2(reader, webSocketOf(['v10.stomp', 'v11.stomp']))),
      ...TRANSPORTS.map((transport) =>
        new Participant(`stompjs 7, ${transport}`, stompJs7(reader, { open: sockJsOf(transport) }))),
      ...TRANSPORTS.map((transport) => {
        const wire = stompJs2(transport === 'xhr-polling' ? oldStomp : reader, sockJsOf(transport));
        sockets[transport] = wire.socket;
        return new Participant(`stomp.js 2.3.3, ${transport}`, wire);
      }),
      new Participant('stomp.py, TCP', stompPy(python)),
      new BridgeParticipant(bridge),
    ];
    await ofAll((one) => one.connect());
    await ofAll((one) => one.join(room));
    const receipts = await ofAll((one) => one.enter(room));
    base = Math.max(...receipts.map(({ head }) => Number(head)));
  });

  after(() => Promise.allSettled((everyone ?? []).map((one) => one.close())));

  it('is entered over the sub-protocol and the transport that each client was told to use', () => {
    for (const [version, protocol] of [['1.2', 'v12.stomp'], ['1.1', 'v11.stomp'], ['1.0', 'v10.stomp']]) {
      assert.equal(sockets[version].webSocket.protocol, protocol);
      assert.equal(sockets[version].connectedVersion, version);
    }
    for (const transport of TRANSPORTS) {
      assert.equal(sockets[transport].transport, transport);
    }
  });

  it('shows everyone every message once, in one order, with the same bytes', async () => {
    const senders = everyone.filter(({ name }) =>
      /STOMP 1\.2|stomp\.js 2\.3\.3, xhr-polling|TCP|eventbus/.test(name));
    assert.equal(senders.length, 4);

    const receipts = await Promise.all(senders.flatMap((sender, who) =>
      TRICKY.slice(0, MESSAGES_EACH).map((text, nth) => sender.post(room, `${text} ${who}/${nth}`, `m-${who}-${nth}`))));
    const last = await everyone[0].post(room, 'the end');

    const head = base + senders.length * MESSAGES_EACH + 1;
    assert.equal(Number(last.seq), head);
    assert.equal(new Set(receipts.map(({ seq }) => Number(seq))).size, receipts.length);
    await eventually(() => {
      for (const one of everyone) {
        assert.equal(one.events.at(-1)?.seq, head, `${one.name} has not heard the end`);
      }
    });
    const expected = heardBy(everyone[0]);
    assert.deepEqual(expected.map(({ seq }) => seq), Array.from({ length: head - base }, (_, nth) => base + 1 + nth));
    for (const one of everyone) {
      assert.deepEqual(heardBy(one), expected, `${one.name} heard something else`);
      assert.equal(one.closes, 0, `${one.name} lost its connection`);
    }
  });

  it('keeps every text as it was written', () => {
    const texts = heardBy(everyone[0]).map(({ body }) => JSON.parse(body).message);
    for (let who = 0; who < 4; who++) {
      TRICKY.slice(0, MESSAGES_EACH).forEach((text, nth) => assert.ok(texts.includes(`${text} ${who}/${nth}`), text));
    }
  });

  /** Has everyone do it, and waits for all of them even if one fails: no client is left behind half connected. */
  async function ofAll(act) {
    const outcomes = await Promise.allSettled(everyone.map(act));
    const failures = outcomes.map(({ reason }, who) => reason && `${everyone[who].name}: ${reason.message ?? reason}`);
    assert.deepEqual(failures.filter(Boolean), []);
    return outcomes.map(({ value }) => value);
  }

  /** What somebody heard since all were there; before that, only who joined. */
  function heardBy(one) {
    return one.events.filter(({ seq }) => seq > base).map(({ seq, body }) => ({ seq, body }));
  }
});
