import { randomBytes } from 'node:crypto';
import { HTTP } from './environment.js';

const PASSWORD = 'a long enough passphrase 7';

/** A name that no earlier run has used. */
export function fresh(prefix) {
  return `${prefix}-${randomBytes(5).toString('hex')}`;
}

/** A REST call: {status, type, body}. Never fails for a status. */
export async function rest(method, path, { token, body, text, gateway = HTTP } = {}) {
  const headers = {};
  if (token) {
    headers.Authorization = `Bearer ${token}`;
  }
  if (body !== undefined || text !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  const response = await fetch(`${gateway}/api/v1${path}`, { method, headers, body: text ?? JSON.stringify(body) });
  const answer = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type')?.split(';')[0] ?? null,
    body: answer ? JSON.parse(answer) : null,
  };
}

async function granted(method, path, body) {
  const answer = await rest(method, path, { body });
  if (answer.status >= 300) {
    throw new Error(`${method} ${path} answered ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}

/** A new account: {username, password, token, id}. */
export async function aPerson(prefix) {
  const username = fresh(prefix);
  const tokens = await granted('POST', '/auth/register', { username, password: PASSWORD, displayName: prefix });
  return { username, password: PASSWORD, token: tokens.access_token, id: tokens.user.id };
}

/** A new room of this owner; resolves with its id. */
export async function aRoom(owner, visibility = 'public') {
  const id = fresh('room');
  const answer = await rest('POST', '/rooms', { token: owner.token, body: { id, name: id, visibility } });
  if (answer.status !== 201) {
    throw new Error(`POST /rooms answered ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  return answer.body.id;
}
