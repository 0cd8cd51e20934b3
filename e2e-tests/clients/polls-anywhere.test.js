import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, describe, it } from 'node:test';
import { HTTP, HTTP_2 } from './lib/environment.js';
import { Participant } from './lib/participant.js';
import { aPerson, aRoom } from './lib/rest.js';
import { eventually } from './lib/waiting.js';
import { sockJsOf, stompJs7 } from './lib/wires.js';

const TRANSPORTS = ['xhr-polling', 'xhr-streaming', 'eventsource'];
const MESSAGES_EACH = 15;

/** A load balancer without any affinity: each request goes to the other gateway than the one before. */
async function aRoundRobin(...gateways) {
  const targets = gateways.map((url) => new URL(url));
  const requests = targets.map(() => 0);
  let nth = 0;
  const server = http.createServer((request, response) => {
    const turn = nth++ % targets.length;
    requests[turn]++;
    const { hostname, port } = targets[turn];
    const { method, url: path, headers } = request;
    const onward = http.request({ hostname, port, method, path, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    requests,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('SockJS without sticky sessions', () => {
  let balancer;
  let room;
  let everyone = [];

  before(async () => {
    balancer = await aRoundRobin(HTTP, HTTP_2);
    const people = await Promise.all(TRANSPORTS.map((transport) => aPerson(transport.replace('-', ''))));
    room = await aRoom(people[0]);
    everyone = TRANSPORTS.map((transport, nth) =>
      new Participant(transport, stompJs7(people[nth], { open: sockJsOf(transport, balancer.url) })));
    await Promise.all(everyone.map((one) => one.connect()));
    await Promise.all(everyone.map((one) => one.join(room)));
  });

  after(async () => {
    await Promise.allSettled(everyone.map((one) => one.close()));
    await balancer?.close();
  });

  it('loses nothing and nobody while every request goes to the other gateway', async () => {
    const receipts = await Promise.all(everyone.map((one) => one.enter(room)));
    const base = Math.max(...receipts.map(({ head }) => Number(head)));

    await Promise.all(everyone.map(async (one) => {
      for (let nth = 0; nth < MESSAGES_EACH; nth++) {
        await one.post(room, `${one.name} ${nth}`);
      }
    }));

    const last = base + MESSAGES_EACH * TRANSPORTS.length;
    await eventually(() =>
      everyone.forEach((one) => assert.equal(one.events.at(-1)?.seq, last, one.name)));
    for (const one of everyone) {
      const after = one.events.filter(({ seq }) => seq > base).map(({ seq }) => seq);
      assert.deepEqual(after, Array.from({ length: last - base }, (_, nth) => base + 1 + nth), one.name);
      assert.equal(one.closes, 0, one.name);
    }
    balancer.requests.forEach((count) => assert.ok(count > MESSAGES_EACH, `${balancer.requests}`));
  });
});
