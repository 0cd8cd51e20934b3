import { createRequire } from 'node:module';
import { Client, Versions } from '@stomp/stompjs';
import SockJS from 'sockjs-client';
import WebSocket from 'ws';
import { HTTP, webSocketUrl } from './environment.js';

// Each wire is a client that Parley did not write, made to look like the others:
//   connect(hears) -> Promise; hears = {receipt(headers), error(headers), close()}
//   subscribe(destination, headers, onMessage({headers, body})); send(destination, headers, body); close()

const { Stomp } = createRequire(import.meta.url)('stompjs/lib/stomp.js');
// The library looks for a browser's timers; these are what its own Node entry puts in their place.
Stomp.setInterval = (millis, act) => setInterval(act, millis);
Stomp.clearInterval = clearInterval;

export { SockJS, Stomp };

/** A socket factory for one SockJS transport, and no other. */
export function sockJsOf(transport, gateway = HTTP) {
  return () => new SockJS(`${gateway}/ws-sockjs`, null, { transports: transport });
}

/** A socket factory for a WebSocket with these sub-protocols. */
export function webSocketOf(protocols, gateway = HTTP) {
  return () => new WebSocket(webSocketUrl(gateway), protocols);
}

/** @stomp/stompjs 7, by access token. `version` pins the STOMP version ('1.2'), and with it the sub-protocol. */
export function stompJs7(person, { version, open } = {}) {
  const versions = version ? new Versions([version]) : Versions.default;
  const client = new Client({
    stompVersions: versions,
    webSocketFactory: open ?? webSocketOf(versions.protocolVersions()),
    connectHeaders: person ? { Authorization: `Bearer ${person.token}` } : {},
    reconnectDelay: 0,
  });
  return {
    client,
    connect: (hears) => new Promise((resolve, reject) => {
      client.onConnect = (frame) => resolve(frame.headers);
      client.onUnhandledReceipt = (frame) => hears.receipt(frame.headers);
      client.onStompError = (frame) => {
        hears.error(frame.headers);
        reject(new Error(`ERROR ${JSON.stringify(frame.headers)}`));
      };
      client.onWebSocketClose = ({ code, reason }) => {
        hears.close();
        reject(new Error(`closed before CONNECTED: ${code} ${reason}`));
      };
      client.activate();
    }),
    subscribe: (destination, headers, onMessage) => client.subscribe(destination, onMessage, headers),
    send: (destination, headers, body) => client.publish({ destination, headers, body }),
    close: () => client.deactivate({ force: true }),
  };
}

/** stomp.js 2.3.3, the old one, by user name and password. */
export function stompJs2(person, open) {
  const socket = open();
  const client = Stomp.over(socket);
  return {
    socket,
    client,
    connect: (hears) => new Promise((resolve, reject) => {
      client.onreceipt = (frame) => hears.receipt(frame.headers);
      client.connect(person.username, person.password, (frame) => resolve(frame.headers), (failure) => {
        if (failure.headers) {
          hears.error(failure.headers);
        } else {
          hears.close();
        }
        reject(new Error(String(failure.headers ? JSON.stringify(failure.headers) : failure)));
      });
    }),
    subscribe: (destination, headers, onMessage) => client.subscribe(destination, onMessage, { ...headers }),
    send: (destination, headers, body) => client.send(destination, { ...headers }, body),
    close: async () => client.disconnect(),
  };
}
