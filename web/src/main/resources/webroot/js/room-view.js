import { LogView } from './log-view.js';
import { byId, element, say } from './view.js';

const TYPING_LOOK_MILLIS = 1000;
/** By how many members a room grows. */
const GROWS = { JOIN: 1, INVITE: 1, LEAVE: -1, KICK: -1 };

/** The open room: its log, its people, and the place to write. It is the `page` of a Conversation. */
export class RoomView {
  #place = byId('room');
  #drafts = byId('drafts');
  #text = byId('message');
  #texts;
  #lines;
  #told;
  #conversation = null;

  /**
   * @param {{joined: () => void, leave: (roomId: string) => void, removed: (sentence: string|null) => void,
   *     came: (roomId: string, people: number) => void}} told what the rest of the page is told; `came` says by how many
   *     other people the room has just grown or shrunk
   */
  constructor(texts, told) {
    this.#texts = texts;
    this.#told = told;
    this.#lines = new LogView(texts);
    byId('composer').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#post();
    });
    this.#text.addEventListener('keydown', (event) => {
      // Enter also ends the composition of a Korean syllable; that one is not meant for us.
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.#post();
      }
    });
    this.#text.addEventListener('input', () => {
      this.#fit();
      this.#conversation?.typing(this.#text.value !== '');
    });
    byId('older').addEventListener('click', () => this.#readOlder());
    byId('leave').addEventListener('click', () => told.leave(this.#conversation.roomId));
    setInterval(() => this.#showTyping(), TYPING_LOOK_MILLIS);
  }

  show(conversation) {
    this.#conversation = conversation;
    this.#place.hidden = false;
    this.#text.value = '';
    this.#fit();
    this.entitle(conversation.roomId, '');
    this.online();
    this.reset();
    this.drafts();
    this.presence();
    this.#text.focus({ preventScroll: true });
  }

  hide() {
    this.#conversation = null;
    this.#place.hidden = true;
  }

  entitle(name, topic) {
    byId('room-title').textContent = name;
    say(byId('room-topic'), topic);
  }

  added(event, isReplay) {
    this.#lines.append(event, isReplay);
    this.#showEdges();
    this.#showTyping();
    if (event.clientMessageId) {
      this.drafts();
    }
    if (!isReplay && event.writerId !== this.#conversation.user.id && event.type in GROWS) {
      this.#told.came(this.#conversation.roomId, GROWS[event.type]);
    }
  }

  reset() {
    this.#lines.show(this.#conversation.log.events, this.#conversation.user.id);
    this.#showEdges();
  }

  older() {
    this.#lines.prepend(this.#conversation.log.events);
    this.#showEdges();
  }

  drafts() {
    const drafts = [...this.#conversation.log.drafts.values()];
    this.#drafts.replaceChildren(...drafts.map((draft) => this.#draft(draft)));
    this.#drafts.hidden = drafts.length === 0;
    this.#showEdges();
    if (drafts.length) {
      this.#lines.toEnd();
    }
  }

  presence() {
    const { presence, user } = this.#conversation;
    byId('people-count').textContent = this.#texts.of('people.count', { count: presence.online });
    byId('people-list').replaceChildren(...presence.people().map((person) => element('li', { className: 'person' },
      person.userId === user.id ? this.#texts.of('people.you', { name: person.displayName }) : person.displayName)));
    this.#showTyping();
  }

  joined() {
    this.#told.joined();
  }

  /** The room did not let the person in: there is nothing here to write into. */
  refused(refusal) {
    this.#place.dataset.barred = refusal.code;
    this.complain(refusal);
  }

  /** The person may not stay. Who has left, here or elsewhere, knows. */
  removed({ reason, message = '' }) {
    const room = byId('room-title').textContent;
    const key = { KICK: 'room.kicked', BAN: 'room.banned' }[reason] ?? 'room.gone';
    this.#told.removed(reason === 'LEAVE' ? null : this.#texts.of(key, { room, message }));
  }

  complain(refusal) {
    say(byId('room-problem'), this.#texts.refusal(refusal));
  }

  /** The connection is back: what the room was refused before, it may be granted now. */
  online() {
    delete this.#place.dataset.barred;
    say(byId('room-problem'), null);
  }

  #post() {
    const text = this.#text.value.trim();
    if (text && this.#conversation) {
      this.#text.value = '';
      this.#fit();
      this.#conversation.post(text);
    }
  }

  #fit() {
    this.#text.rows = Math.min(6, this.#text.value.split('\n').length);
  }

  async #readOlder() {
    const button = byId('older');
    button.disabled = true;
    try {
      await this.#conversation.readOlder();
    } catch (refusal) {
      this.complain(refusal);
    } finally {
      button.disabled = false;
    }
  }

  #draft({ id, text, state, refusal }) {
    const failed = state === 'failed';
    const says = failed
      ? this.#texts.of('room.failed', { reason: this.#texts.refusal(refusal) })
      : this.#texts.of('room.sending');
    const draft = element('li', { className: 'line line--mine line--draft', data: { state } },
      element('p', { className: 'line__text', dir: 'auto' }, text),
      element('p', { className: 'line__state' }, says));
    if (failed) {
      const button = (key, act) =>
        element('button', { type: 'button', className: 'quiet', on: { click: act } }, this.#texts.of(key));
      draft.append(element('p', { className: 'line__acts' },
        button('room.sendAgain', () => this.#conversation.sendAgain(id)),
        button('room.discard', () => this.#conversation.discard(id))));
    }
    return draft;
  }

  #showEdges() {
    const { log } = this.#conversation;
    byId('older').hidden = !log.hasOlder;
    byId('empty').hidden = log.seq === null || log.hasOlder || log.events.length > 0 || log.drafts.size > 0;
  }

  #showTyping() {
    if (!this.#conversation) {
      return;
    }
    const { presence, user } = this.#conversation;
    const names = presence.typingBut(user.id, Date.now());
    const key = names.length === 1 ? 'room.typing.one' : 'room.typing.many';
    byId('typing').textContent = names.length ? this.#texts.of(key, { name: names[0], count: names.length }) : '';
  }
}
