/** The running system that the conversations are held with. Set by whoever started it; see README.md. */

/** The first gateway, without a slash at its end. */
export const HTTP = required('PARLEY_HTTP').replace(/\/$/, '');

/** Another gateway of the same cluster; in a single process the same one. */
export const HTTP_2 = (process.env.PARLEY_HTTP_2 || HTTP).replace(/\/$/, '');

/** The STOMP door over plain TCP: {host, port}. */
export const TCP = address(required('PARLEY_TCP'));

export const CHROMIUM = process.env.PARLEY_CHROMIUM || '/usr/bin/chromium';

/** A directory for the browser's screenshots; none are kept without it. */
export const SCREENSHOTS = process.env.PARLEY_SCREENSHOTS || null;

export function webSocketUrl(http) {
  return `${http.replace(/^http/, 'ws')}/ws`;
}

function required(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set: it says where the running Parley is, as in `
      + 'PARLEY_HTTP=http://127.0.0.1:8080 PARLEY_TCP=127.0.0.1:61613');
  }
  return value;
}

function address(text) {
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) };
}
