import EventBus from '@vertx/eventbus-bridge-client.js';
import { HTTP } from './environment.js';
import { within } from './waiting.js';

/** An open event bus of the bridge client; `errors` collects what belongs to no reply and no registration. */
export async function anEventBus(token) {
  const bus = new EventBus(`${HTTP}/eventbus`, { transports: 'websocket' });
  bus.errors = [];
  bus.onerror = (error) => bus.errors.push(error);
  if (token) {
    bus.defaultHeaders = { Authorization: `Bearer ${token}` };
  }
  await within('the event bus to open', new Promise((resolve, reject) => {
    bus.onopen = resolve;
    bus.onclose = () => reject(new Error('the event bus was closed'));
  }));
  return bus;
}

/** Sends over the bridge; resolves with the reply's body, fails with {failureCode, failureType, message}. */
export function ask(bus, address, body) {
  return within(`the reply of ${address}`, new Promise((resolve, reject) => {
    bus.send(address, body, {}, (failure, reply) => (failure ? reject(failure) : resolve(reply.body)));
  }));
}

/** Somebody in a room over the event-bus bridge; looks like a Participant. */
export class BridgeParticipant {
  name = '@vertx/eventbus-bridge-client.js';
  events = [];
  closes = 0;
  #person;
  #bus;

  constructor(person) {
    this.#person = person;
  }

  async connect() {
    this.#bus = await anEventBus(this.#person.token);
    this.#bus.onclose = () => this.closes++;
  }

  join(room) {
    return ask(this.#bus, 'chat.join', { chatRoomId: room });
  }

  /** Registers. The bridge confirms no registration, so this one asks for history: its SYNC says that it is live. */
  async enter(room) {
    const sync = await within('the SYNC of the registration', new Promise((resolve, reject) => {
      this.#bus.registerHandler(`chat.room.${room}`, { history: '1' }, (failure, message) => {
        if (failure) {
          reject(new Error(JSON.stringify(failure)));
        } else if (message.body.type === 'SYNC' || message.headers?.event === 'SYNC') {
          resolve(message.body);
        } else {
          this.events.push({ seq: message.body.seq, body: JSON.stringify(message.body) });
        }
      });
    }));
    return { head: String(sync.head) };
  }

  post(room, message, clientMessageId) {
    return ask(this.#bus, 'chat.message', { chatRoomId: room, message, clientMessageId });
  }

  async close() {
    this.#bus?.close();
  }
}
