const WS_PATH = '/ws';
const SOCKJS_PATH = '/ws-sockjs';
const SUB_PROTOCOLS = ['v12.stomp', 'v11.stomp', 'v10.stomp'];

/** Opens a WebSocket to the server that this page came from. */
export function webSocket() {
  return new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${WS_PATH}`, SUB_PROTOCOLS);
}

/** Loads SockJS, which only those need whose network has no WebSockets; resolves with what opens one. */
export async function sockJs() {
  if (!window.SockJS) {
    await new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = new URL('../lib/sockjs/sockjs.min.js', import.meta.url);
      script.onload = resolve;
      script.onerror = () => reject(new Error('SockJS cannot be loaded'));
      document.head.append(script);
    });
  }
  return () => new window.SockJS(SOCKJS_PATH);
}
