import net from 'node:net';
import WebSocket from 'ws';
import { HTTP, TCP, webSocketUrl } from './environment.js';
import { within, eventually } from './waiting.js';
import { SockJS } from './wires.js';

/** The doors that speak STOMP, each as a function that opens a connection which sends whatever it is given. */
export const RAW_DOORS = {
  WebSocket: () => overEvents(new WebSocket(webSocketUrl(HTTP), ['v12.stomp'])),
  SockJS: () => overEvents(new SockJS(`${HTTP}/ws-sockjs`, null, { transports: 'websocket' })),
  TCP: overTcp,
};

async function overEvents(socket) {
  const raw = new RawStomp((text) => socket.send(text), () => socket.close());
  socket.onmessage = ({ data }) => raw.hear(String(data));
  socket.onclose = () => raw.end();
  socket.onerror = () => {};
  await within('the socket to open', new Promise((resolve) => {
    socket.onopen = resolve;
  }));
  return raw;
}

async function overTcp() {
  const socket = net.connect(TCP.port, TCP.host).setEncoding('utf8');
  const raw = new RawStomp((text) => socket.write(text), () => socket.destroy());
  socket.on('data', (text) => raw.hear(text)).on('close', () => raw.end()).on('error', () => {});
  await within('the socket to open', new Promise((resolve) => {
    socket.once('connect', resolve);
  }));
  return raw;
}

/** A connection that says exactly what a test wants said, right or wrong. */
export class RawStomp {
  frames = [];
  isClosed = false;
  #text = '';
  #count = 0;

  constructor(send, close) {
    this.send = send;
    this.close = close;
  }

  hear(text) {
    this.#text += text;
    for (let end = this.#text.indexOf('\0'); end >= 0; end = this.#text.indexOf('\0')) {
      this.frames.push(parse(this.#text.slice(0, end)));
      this.#text = this.#text.slice(end + 1);
    }
  }

  end() {
    this.isClosed = true;
  }

  frame(command, headers, body = '') {
    const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
    this.send(`${command}\n${lines.join('')}\n${body}\0`);
  }

  async connect(headers) {
    this.frame('CONNECT', { 'accept-version': '1.2', host: 'parley', 'heart-beat': '0,0', ...headers });
    return this.next(({ command }) => command === 'CONNECTED');
  }

  /** Subscribes to the refusals; resolves when that is confirmed. */
  async hearRefusals() {
    this.frame('SUBSCRIBE', { id: 'refusals', destination: '/user/queue/errors', receipt: 'refusals' });
    await this.next(({ command, headers }) => command === 'RECEIPT' && headers['receipt-id'] === 'refusals');
  }

  /** Sends with a receipt; resolves with the frame that answers: RECEIPT, a refusal, or ERROR. */
  async ask(destination, body, headers = {}) {
    const receipt = `ask-${++this.#count}`;
    this.frame('SEND', { destination, receipt, ...headers }, body);
    return this.next((frame) => frame.headers['receipt-id'] === receipt);
  }

  async next(matches) {
    let found;
    await eventually(() => {
      found = this.frames.find(matches);
      if (!found) {
        throw new Error(`no such frame among ${JSON.stringify(this.frames)}, closed: ${this.isClosed}`);
      }
    }, 5000);
    return found;
  }
}

function parse(text) {
  const [head, ...rest] = text.replace(/^[\r\n]+/, '').split('\n\n');
  const [command, ...lines] = head.split('\n');
  const headers = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon)] ??= line.slice(colon + 1).replaceAll('\\c', ':').replaceAll('\\n', '\n');
  }
  return { command, headers, body: rest.join('\n\n') };
}
