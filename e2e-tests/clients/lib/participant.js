import { within } from './waiting.js';

/** Somebody in a room, over one of the wires. Keeps what was heard: {seq, body} with the body as it came. */
export class Participant {
  events = [];
  /** The headers of the SYNC that began the last subscription which asked for one. */
  sync = null;
  closes = 0;
  #wire;
  #waiting = new Map();
  #count = 0;

  constructor(name, wire) {
    this.name = name;
    this.#wire = wire;
  }

  /** Resolves with the headers of CONNECTED. */
  connect() {
    return within(`CONNECTED of ${this.name}`, this.#wire.connect({
      receipt: (headers) => this.#settle(headers['receipt-id'], headers),
      error: (headers) => this.#failAll(new Error(`${this.name} was told ERROR ${JSON.stringify(headers)}`)),
      close: () => {
        this.closes++;
        this.#failAll(new Error(`${this.name} lost its connection`));
      },
    }));
  }

  join(room) {
    return this.#ask('join', (receipt) =>
      this.#wire.send('/publish/chat/join', { receipt }, JSON.stringify({ chatRoomId: room })));
  }

  /** Subscribes to a room; resolves with the headers of the RECEIPT: from then on nothing is missed. */
  enter(room, headers = {}) {
    return this.#ask('subscription', (receipt) =>
      this.#wire.subscribe(`/subscribe/chat/room/${room}`, { ...headers, receipt }, (message) => this.#hear(message)));
  }

  /** Posts a message; resolves with the headers of the RECEIPT. */
  post(room, message, clientMessageId) {
    const named = clientMessageId ? { 'client-message-id': clientMessageId } : {};
    return this.#ask(`"${message}"`, (receipt) =>
      this.#wire.send('/publish/chat/message', { ...named, receipt }, JSON.stringify({ chatRoomId: room, message })));
  }

  async close() {
    await this.#wire.close();
  }

  #ask(what, send) {
    const receipt = `receipt-${++this.#count}`;
    const answer = new Promise((resolve, reject) => this.#waiting.set(receipt, { resolve, reject }));
    send(receipt);
    return within(`the receipt of ${this.name}'s ${what}`, answer);
  }

  #hear({ headers, body }) {
    if (headers.event === 'SYNC') {
      this.sync = headers;
      return;
    }
    this.events.push({ seq: Number(headers.seq), replay: headers.replay === 'true', epoch: headers.epoch, body });
  }

  #settle(receipt, headers) {
    this.#waiting.get(receipt)?.resolve(headers);
    this.#waiting.delete(receipt);
  }

  #failAll(failure) {
    for (const { reject } of this.#waiting.values()) {
      reject(failure);
    }
    this.#waiting.clear();
  }
}
