import { Refusal } from './api.js';

const RECEIPT_WITHIN_MILLIS = 15_000;
const CONNECT_WITHIN_MILLIS = 10_000;
const RECONNECT_MILLIS = 500;
const RECONNECT_AT_MOST_MILLIS = 15_000;
const RENEW_AT_MOST_EVERY_MILLIS = 5_000;
const ERRORS = '/user/queue/errors';
const NOTIFICATIONS = '/user/queue/notifications';
const WHO_ARE_YOU = ['token-expired', 'unauthenticated', 'revoked'];

/**
 * The STOMP connection: kept up over a WebSocket, or over SockJS where a WebSocket cannot be had. What is `keep`t
 * subscribed is subscribed again after each reconnect; what was `ask`ed and not answered fails with "offline".
 */
export class Connection {
  #client;
  #session;
  #sockets;
  #kept = new Set();
  #asked = new Map();
  #counter = 0;
  #overSockJs = false;
  #frameSeen = false;
  #renewed = false;
  #renewTimer = null;

  /** Called with 'connecting', 'online' or 'offline'. */
  onState = () => {};
  /** Called with each refusal that belongs to nothing kept or asked here. */
  onRefusal = () => {};

  /**
   * @param {typeof import('@stomp/stompjs').Client} Client the STOMP client
   * @param {{host: string, webSocket: () => WebSocket, sockJs: () => Promise<() => WebSocket>}} sockets the server,
   *     and the two ways to it
   */
  constructor(Client, session, sockets) {
    this.#session = session;
    this.#sockets = sockets;
    this.#client = new Client({
      beforeConnect: () => this.#prepare(),
      connectionTimeout: CONNECT_WITHIN_MILLIS,
      // Not all pages that lost the same server come back in the same moment.
      reconnectDelay: RECONNECT_MILLIS * (1 + Math.random()),
      maxReconnectDelay: RECONNECT_AT_MOST_MILLIS,
      reconnectTimeMode: 1,
      onConnect: () => this.#connected(),
      onStompError: (frame) => this.#fatal(frame),
      onUnhandledReceipt: (frame) => this.#answer(frame.headers['receipt-id'], frame.headers),
      onWebSocketClose: () => this.#closed(),
    });
  }

  get isOnline() {
    return this.#client.connected;
  }

  open() {
    this.#client.activate();
  }

  async close() {
    this.#kept.clear();
    clearTimeout(this.#renewTimer);
    await this.#client.deactivate();
  }

  /**
   * Keeps a destination subscribed until `end()`.
   *
   * @param {{headers?: () => object, begin?: () => void, message: (m) => void, refused?: (r: Refusal) => void,
   *     removed?: (notice: {reason?: string, message?: string}) => void}} reader
   *     `begin` is called just before each subscription: what must be sent ahead of it is sent there; `removed`, when the
   *     server has ended it, because its room may not be heard any more
   */
  keep(destination, reader) {
    const entry = { destination, reader, subscription: null };
    this.#kept.add(entry);
    if (this.isOnline) {
      this.#subscribe(entry);
    }
    return {
      again: () => {
        this.#unsubscribe(entry);
        this.#subscribe(entry);
      },
      end: () => {
        this.#kept.delete(entry);
        this.#unsubscribe(entry);
      },
    };
  }

  /** Sends what needs no answer; where there is no connection it is lost, and false comes back. */
  tell(destination, body) {
    if (this.isOnline) {
      this.#send(destination, body, {});
    }
    return this.isOnline;
  }

  /** Sends, and waits for the RECEIPT: resolves with its headers, fails with a Refusal. */
  ask(destination, body, headers = {}) {
    if (!this.isOnline) {
      return Promise.reject(new Refusal('offline'));
    }
    const receipt = `r-${++this.#counter}`;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#refuse(receipt, new Refusal('unavailable')), RECEIPT_WITHIN_MILLIS);
      this.#asked.set(receipt, { resolve, reject, timer });
      this.#send(destination, body, { ...headers, receipt });
    });
  }

  #send(destination, body, headers) {
    this.#client.publish({
      destination,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }

  async #prepare() {
    this.onState('connecting');
    this.#frameSeen = false;
    const token = await this.#session.token().catch(() => null);
    if (!this.#session.user) {
      await this.#client.deactivate();
      return;
    }
    this.#client.connectHeaders = { host: this.#sockets.host, ...(token && { Authorization: `Bearer ${token}` }) };
    this.#client.webSocketFactory = this.#overSockJs
      ? await this.#sockets.sockJs().catch(() => this.#sockets.webSocket)
      : this.#sockets.webSocket;
  }

  #connected() {
    this.#frameSeen = true;
    this.#renewed = false;
    this.#client.subscribe(ERRORS, (message) => this.#refused(message));
    this.#client.subscribe(NOTIFICATIONS, (message) => this.#noticed(message));
    for (const entry of this.#kept) {
      this.#subscribe(entry);
    }
    this.#renewInTime();
    this.onState('online');
  }

  /** Swaps in a new token on the live connection before the old one runs out and takes the connection with it. */
  #renewInTime() {
    clearTimeout(this.#renewTimer);
    this.#renewTimer = setTimeout(async () => {
      const token = await this.#session.token().catch(() => null);
      if (token && this.isOnline) {
        this.#send('/publish/auth/refresh', {}, { Authorization: `Bearer ${token}` });
        this.#renewInTime();
      }
    }, Math.max(this.#session.renewsAt - Date.now(), RENEW_AT_MOST_EVERY_MILLIS));
  }

  #subscribe(entry) {
    entry.reader.begin?.();
    const headers = { ...entry.reader.headers?.() };
    entry.subscription = this.#client.subscribe(entry.destination, (message) => entry.reader.message(message), headers);
  }

  #unsubscribe(entry) {
    if (this.isOnline) {
      entry.subscription?.unsubscribe();
    }
    entry.subscription = null;
  }

  #refused(message) {
    const body = JSON.parse(message.body);
    const refusal = new Refusal(body.code, body.detail ?? '', Number(message.headers['retry-after']) || 0);
    if (body.receiptId && this.#refuse(body.receiptId, refusal)) {
      return;
    }
    const entry = [...this.#kept].find(({ destination, reader }) => reader.refused && destination === body.destination);
    if (entry) {
      entry.reader.refused(refusal);
    } else {
      this.onRefusal(refusal);
    }
  }

  #noticed(message) {
    if (message.headers.event === 'REMOVED') {
      const notice = JSON.parse(message.body);
      const entry = [...this.#kept].find(({ destination }) => destination === notice.destination);
      entry?.reader.removed?.(notice);
    }
  }

  /** An ERROR: the server closes after it. A token that it does not take is replaced, once; else the session is over. */
  #fatal(frame) {
    this.#frameSeen = true;
    const { code = 'internal', message = '' } = frame.headers;
    const refusal = new Refusal(code, message);
    this.#refuse(frame.headers['receipt-id'], refusal);
    if (WHO_ARE_YOU.includes(code)) {
      this.#replaceToken();
    } else {
      this.onRefusal(refusal);
    }
  }

  #replaceToken() {
    if (this.#renewed) {
      this.#session.end();
    } else {
      this.#session.renew().then(() => { this.#renewed = true; }, () => {});
    }
  }

  #closed() {
    clearTimeout(this.#renewTimer);
    if (!this.#frameSeen) {
      this.#overSockJs = !this.#overSockJs;
    }
    for (const receipt of [...this.#asked.keys()]) {
      this.#refuse(receipt, new Refusal('offline'));
    }
    this.onState('offline');
  }

  #answer(receipt, headers) {
    this.#take(receipt)?.resolve(headers);
  }

  #refuse(receipt, refusal) {
    const asked = this.#take(receipt);
    asked?.reject(refusal);
    return asked !== undefined;
  }

  #take(receipt) {
    const asked = this.#asked.get(receipt);
    this.#asked.delete(receipt);
    clearTimeout(asked?.timer);
    return asked;
  }
}
