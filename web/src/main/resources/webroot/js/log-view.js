import { byId, element } from './view.js';
import { MAX_EVENTS } from './room.js';

const TOGETHER_WITHIN_MILLIS = 5 * 60_000;
const HUES = 8;
const NEAR_END_PIXELS = 80;

/** The lines of a room: messages and notices, by day; follows the end while the reader is at the end. */
export class LogView {
  #log = byId('log');
  #scroller = byId('scroller');
  #newer = byId('newer');
  #texts;
  #me;
  #last = null;

  constructor(texts) {
    this.#texts = texts;
    this.time = new Intl.DateTimeFormat(texts.language, { hour: '2-digit', minute: '2-digit' });
    this.day = new Intl.DateTimeFormat(texts.language, { weekday: 'long', day: 'numeric', month: 'long' });
    this.#newer.addEventListener('click', () => this.toEnd());
    this.#scroller.addEventListener('scroll', () => {
      this.#newer.hidden ||= this.#isAtEnd();
    });
  }

  /** Shows these events and nothing else. Not announced: a reader hears what is new, not what was there. */
  show(events, me) {
    this.#me = me;
    this.#last = null;
    this.#log.ariaLive = 'off';
    this.#log.replaceChildren(...events.flatMap((event) => this.#lines(event)));
    this.toEnd();
  }

  append(event, isReplay) {
    this.#log.ariaLive = isReplay ? 'off' : 'polite';
    const follows = this.#isAtEnd() || event.writerId === this.#me;
    this.#log.append(...this.#lines(event));
    while (this.#log.childElementCount > 2 * MAX_EVENTS) {
      this.#log.firstElementChild.remove();
    }
    if (follows) {
      this.toEnd();
    } else {
      this.#newer.hidden = false;
    }
  }

  /** Shows events that were read before the first; the lines in view stay where they are. */
  prepend(all) {
    const below = this.#scroller.scrollHeight - this.#scroller.scrollTop;
    this.show(all, this.#me);
    this.#scroller.scrollTop = this.#scroller.scrollHeight - below;
  }

  toEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#newer.hidden = true;
  }

  #isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PIXELS;
  }

  #lines(event) {
    const sentAt = new Date(event.sentAt);
    const before = this.#last;
    this.#last = { event, sentAt };
    const line = event.type === 'CHAT' ? this.#message(event, sentAt, before) : this.#notice(event, sentAt);
    line.dataset.seq = event.seq;
    const sameDay = before?.sentAt.toDateString() === sentAt.toDateString();
    return sameDay ? [line] : [element('li', { className: 'day' }, this.day.format(sentAt)), line];
  }

  #message(event, sentAt, before) {
    const mine = event.writerId === this.#me;
    const goesOn = before?.event.type === 'CHAT' && before.event.writerId === event.writerId
      && sentAt - before.sentAt < TOGETHER_WITHIN_MILLIS;
    return element('li', { className: `line${mine ? ' line--mine' : ''}${goesOn ? ' line--goes-on' : ''}` },
      element('p', { className: `line__head hue-${hue(event.writerId ?? event.writer)}` },
        element('span', { className: 'line__writer' }, event.writer), ' ', this.#clock(sentAt)),
      element('p', { className: 'line__text', dir: 'auto' }, event.message));
  }

  #notice(event, sentAt) {
    return element('li', { className: 'notice' }, element('span', { dir: 'auto' }, event.message), ' ', this.#clock(sentAt));
  }

  #clock(sentAt) {
    return element('time', { className: 'line__time', dateTime: sentAt.toISOString() }, this.time.format(sentAt));
  }
}

function hue(key) {
  let sum = 0;
  for (const character of key) {
    sum = (sum * 31 + character.codePointAt(0)) % 65_521;
  }
  return sum % HUES;
}
