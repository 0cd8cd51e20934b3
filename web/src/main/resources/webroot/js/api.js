/** A refusal of the server, at whichever door: a code of the one taxonomy, and a sentence for people. */
export class Refusal extends Error {
  /**
   * @param {string} code a code of the protocol ("not-found"), or "offline" where no answer came at all
   * @param {string} detail what the server says about it, may be empty
   * @param {number} retryAfterMillis when to try again, 0 where the server does not say
   */
  constructor(code, detail = '', retryAfterMillis = 0) {
    super(detail || code);
    this.code = code;
    this.detail = detail;
    this.retryAfterMillis = retryAfterMillis;
  }

  get isPassing() {
    return ['offline', 'rate-limited', 'unavailable'].includes(this.code);
  }
}

/** The REST door. Every failure is a Refusal. */
export class Api {
  #fetch;
  #session = null;

  /** @param {typeof fetch} fetch the browser's, or a test's */
  constructor(fetch) {
    this.#fetch = fetch;
  }

  /** From now on calls carry the session's access token; a 401 is tried once more with a new one. */
  speakFor(session) {
    this.#session = session;
  }

  /** A call that carries no token: those that get one. */
  open(method, path, body) {
    return this.#call(method, path, body, null);
  }

  /** A call as the person signed in. */
  async as(method, path, body) {
    try {
      return await this.#call(method, path, body, await this.#session.token());
    } catch (refusal) {
      if (!['unauthenticated', 'token-expired', 'revoked'].includes(refusal.code) || !this.#session.user) {
        throw refusal;
      }
      return this.#call(method, path, body, await this.#session.renew());
    }
  }

  publicRooms(query, cursor) {
    const parameters = new URLSearchParams({ scope: 'public', limit: '50' });
    if (query) {
      parameters.set('q', query);
    }
    if (cursor) {
      parameters.set('cursor', cursor);
    }
    return this.as('GET', `/rooms?${parameters}`);
  }

  room(id) {
    return this.as('GET', `/rooms/${encodeURIComponent(id)}`);
  }

  createRoom(room) {
    return this.as('POST', '/rooms', room);
  }

  leaveRoom(id) {
    return this.as('POST', `/rooms/${encodeURIComponent(id)}/leave`);
  }

  /** The newest `limit` events before `before`, oldest first: {items, epoch, head, hasMore}. */
  eventsBefore(id, before, limit) {
    return this.as('GET', `/rooms/${encodeURIComponent(id)}/events?before=${before}&limit=${limit}`);
  }

  async #call(method, path, body, token) {
    const headers = { Accept: 'application/json, application/problem+json' };
    if (body !== undefined) {
      headers['Content-Type'] = 'application/json';
    }
    if (token) {
      headers.Authorization = `Bearer ${token}`;
    }
    const response = await this.#send(`/api/v1${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
    });
    const answer = await response.json().catch(() => null);
    if (!response.ok) {
      throw refusalOf(response, answer);
    }
    return answer;
  }

  async #send(url, options) {
    try {
      return await this.#fetch(url, options);
    } catch {
      throw new Refusal('offline');
    }
  }
}

function refusalOf(response, problem) {
  const byStatus = { 401: 'unauthenticated', 403: 'forbidden', 404: 'not-found', 429: 'rate-limited', 502: 'unavailable',
    503: 'unavailable', 504: 'unavailable' };
  const seconds = Number(response.headers.get('Retry-After')) || 0;
  return new Refusal(problem?.code ?? byStatus[response.status] ?? 'internal', problem?.detail ?? '', seconds * 1000);
}
