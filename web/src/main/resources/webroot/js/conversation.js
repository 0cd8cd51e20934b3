import { Presence } from './presence.js';
import { RoomLog } from './room.js';

const HISTORY = 50;
const TYPING_EVERY_MILLIS = 3000;
const RETRY_MILLIS = 2000;

/** Stands in for the page while another room is shown. */
const NOBODY = Object.fromEntries(
  ['joined', 'added', 'reset', 'older', 'drafts', 'presence', 'refused', 'removed'].map((change) => [change, () => {}]));

/**
 * One room, entered: joins it, keeps its log and its presence subscribed while it is shown, and sends what the person
 * wrote, in that order, until the server has said that it is stored, shown or not. Tells its page what changed:
 * joined(), added(event, isReplay), reset(), older(), drafts(), presence(), refused(refusal) where it was not let in, and
 * removed(notice) where it may not stay; then it has ended.
 */
export class Conversation {
  #connection;
  #api;
  #page = NOBODY;
  #subscriptions = [];
  #joined = false;
  #isBack = false;
  #sending = false;
  #typingToldAt = 0;
  #retryTimer = null;

  constructor(roomId, user, connection, api) {
    this.roomId = roomId;
    this.user = user;
    this.log = new RoomLog();
    this.presence = new Presence();
    this.#connection = connection;
    this.#api = api;
  }

  /** Begins to tell a page, or goes on to, from where it left off. */
  enter(page) {
    this.#page = page;
    this.#joined = false;
    const removed = (notice) => this.#removed(notice);
    const destination = `/subscribe/chat/room/${this.roomId}`;
    const refused = (refusal) => this.#page.refused(refusal);
    this.#subscriptions = [
      this.#connection.keep(destination, {
        begin: () => this.#join(),
        headers: () => this.log.resumeHeaders(HISTORY),
        message: (message) => this.#hear(message),
        refused,
        removed,
      }),
      this.#connection.keep(`${destination}/presence`, {
        begin: () => this.#sendDrafts(),
        message: (message) => this.#see(JSON.parse(message.body)),
        refused,
        removed,
      }),
    ];
  }

  /** Leaves the page; the person stays a member of the room, and what was written is still sent. */
  end() {
    this.#page = NOBODY;
    this.presence.clear();
    this.#subscriptions.forEach((subscription) => subscription.end());
  }

  /** Ends, and drops what is not sent. */
  forget() {
    this.end();
    clearTimeout(this.#retryTimer);
    this.log.drafts.clear();
  }

  /** Writes a message: a draft until the server has it, however often the connection breaks meanwhile. */
  post(text) {
    this.#typingToldAt = 0;
    this.log.write(randomId(), text);
    this.#page.drafts();
    this.#sendDrafts();
  }

  /** Sends a refused draft again, under the same id: the room can get it once at most. */
  sendAgain(id) {
    this.log.retry(id);
    this.#page.drafts();
    this.#sendDrafts();
  }

  discard(id) {
    this.log.discard(id);
    this.#page.drafts();
  }

  /** Says that the person is typing, or has ceased, no more often than others need to know. */
  typing(isTyping, now = Date.now()) {
    const known = this.#typingToldAt > 0;
    if (isTyping ? now - this.#typingToldAt >= TYPING_EVERY_MILLIS : known) {
      this.#typingToldAt = isTyping ? now : 0;
      this.#connection.tell('/publish/chat/typing', { chatRoomId: this.roomId, typing: isTyping });
    }
  }

  /** Reads the events before those that are here. */
  async readOlder() {
    const before = this.log.events[0]?.seq ?? (this.log.seq ?? 0) + 1;
    const page = await this.#api.eventsBefore(this.roomId, before, HISTORY);
    this.log.prepend(page.items);
    this.#page.older();
  }

  async #join() {
    this.#isBack = this.#joined;
    if (this.#joined) {
      return;
    }
    try {
      await this.#connection.ask('/publish/chat/join', { chatRoomId: this.roomId });
      this.#joined = true;
      this.#page.joined();
    } catch (refusal) {
      if (!refusal.isPassing) {
        this.#page.refused(refusal);
      }
    }
  }

  #hear(message) {
    if (message.headers.event === 'SYNC') {
      if (this.log.sync(message.headers) === 'reset') {
        this.#page.reset();
        this.readOlder().catch(() => this.#page.older());
      }
      return;
    }
    const event = JSON.parse(message.body);
    const outcome = this.log.accept(event);
    if (outcome === 'added') {
      this.presence.hasSpoken(event.writerId);
      const isReplay = message.headers.replay === 'true';
      this.#page.added(event, isReplay);
      // What happened before the person came is history, but not what happened while the connection was away.
      if (this.#isOut(event) && (!isReplay || this.#isBack)) {
        this.#removed({ reason: event.type, message: event.message });
      }
    } else if (outcome === 'gap') {
      this.#subscriptions[0].again();
    }
  }

  #isOut({ type, targetId }) {
    return ['KICK', 'BAN'].includes(type) && targetId === this.user.id;
  }

  #removed(notice) {
    const page = this.#page;
    this.end();
    page.removed(notice);
  }

  #see(body) {
    this.presence.apply(body, Date.now());
    this.#page.presence();
  }

  /** Sends the drafts one after the other: each waits for the answer to the one before, so their order holds. */
  async #sendDrafts() {
    clearTimeout(this.#retryTimer);
    if (this.#sending) {
      return;
    }
    this.#sending = true;
    let pause = null;
    for (let draft = this.log.nextDraft(); draft && pause === null; draft = this.log.nextDraft()) {
      pause = await this.#send(draft);
      this.#page.drafts();
    }
    this.#sending = false;
    if (pause !== null) {
      this.#retryTimer = setTimeout(() => this.#sendDrafts(), pause);
    }
  }

  /** Sends one draft. Resolves with null when it is answered for good, else with the milliseconds to wait. */
  async #send({ id, text }) {
    const body = { chatRoomId: this.roomId, message: text, clientMessageId: id };
    try {
      const receipt = await this.#connection.ask('/publish/chat/message', body, { 'client-message-id': id });
      this.log.stored(id, Number(receipt.seq));
    } catch (refusal) {
      if (refusal.isPassing) {
        return refusal.retryAfterMillis || RETRY_MILLIS;
      }
      this.log.failed(id, refusal);
    }
    return null;
  }
}

/** Unguessable enough to be unique; crypto.randomUUID exists on HTTPS only, and a friend's laptop may not have it. */
function randomId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
