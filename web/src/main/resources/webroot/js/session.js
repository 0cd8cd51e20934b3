const STORED_UNDER = 'parley.session';
const RENEW_BEFORE_MILLIS = 60_000;

/**
 * Who the person at this tab is: the tokens, kept in the tab's own storage, and renewed before they run out.
 * A refresh token is spent by its use, so there is never more than one renewal under way.
 */
export class Session {
  #api;
  #storage;
  #now;
  #kept;
  #renewal = null;

  /** Called with a text key when the session ended without the person having asked for it. */
  onEnd = () => {};

  constructor(api, storage, now = Date.now) {
    this.#api = api;
    this.#storage = storage;
    this.#now = now;
    this.#kept = restore(storage);
  }

  /** {id, username, displayName}, or null where nobody is signed in. */
  get user() {
    return this.#kept?.user ?? null;
  }

  /** When the access token should be renewed, in epoch milliseconds of this machine's clock. */
  get renewsAt() {
    return this.#kept?.renewsAt ?? 0;
  }

  async continueAsGuest(displayName) {
    this.#keep(await this.#api.open('POST', '/auth/guest', { displayName }));
  }

  async register(username, password, displayName) {
    this.#keep(await this.#api.open('POST', '/auth/register', { username, password, displayName }));
  }

  async signIn(username, password) {
    this.#keep(await this.#api.open('POST', '/auth/token', { grant_type: 'password', username, password }));
  }

  /** Forgets the session here at once, then tells the server, which may be out of reach. */
  async signOut() {
    const refreshToken = this.#kept?.refreshToken;
    this.#forget();
    if (refreshToken) {
      await this.#api.open('POST', '/auth/logout', { refresh_token: refreshToken }).catch(() => {});
    }
  }

  /** The server does not know it any more. */
  end() {
    this.#forget();
    this.onEnd('session.ended');
  }

  /** An access token that is good for a while yet; null where nobody is signed in. */
  async token() {
    if (!this.#kept) {
      return null;
    }
    return !this.#renewal && this.#now() < this.#kept.renewsAt ? this.#kept.accessToken : this.renew();
  }

  /** A new access token. Fails with the server's refusal; one that says "who are you?" ends the session. */
  renew() {
    this.#renewal ??= this.#renewOnce().finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  async #renewOnce() {
    const before = this.#kept;
    try {
      const grant = { grant_type: 'refresh_token', refresh_token: before?.refreshToken ?? '' };
      const answer = await this.#api.open('POST', '/auth/token', grant);
      if (this.#kept === before) {
        this.#keep({ user: before.user, ...answer });
      }
      return answer.access_token;
    } catch (refusal) {
      if (!refusal.isPassing && refusal.code !== 'internal' && this.#kept === before) {
        this.end();
      }
      throw refusal;
    }
  }

  #keep(answer) {
    const lifeMillis = answer.expires_in * 1000;
    this.#kept = {
      user: answer.user,
      accessToken: answer.access_token,
      refreshToken: answer.refresh_token ?? this.#kept?.refreshToken ?? null,
      renewsAt: this.#now() + Math.max(lifeMillis - RENEW_BEFORE_MILLIS, lifeMillis / 2),
    };
    this.#storage.setItem(STORED_UNDER, JSON.stringify(this.#kept));
  }

  #forget() {
    this.#kept = null;
    this.#storage.removeItem(STORED_UNDER);
  }
}

function restore(storage) {
  try {
    const kept = JSON.parse(storage.getItem(STORED_UNDER));
    return kept?.accessToken && kept.user ? kept : null;
  } catch {
    return null;
  }
}
