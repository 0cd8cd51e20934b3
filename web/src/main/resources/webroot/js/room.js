/** How many events of a room this page holds; older ones are read again when they are asked for. */
export const MAX_EVENTS = 1000;

/**
 * One room as this page has it: its log, each event exactly one after the last, and the drafts that are not yet
 * part of it. Knows neither the network nor the page.
 */
export class RoomLog {
  /** The incarnation of the log, and the last seq taken in; both null before the first SYNC or event. */
  epoch = null;
  seq = null;
  events = [];
  /** By client message id, in the order written: {id, text, state: 'sending'|'stored'|'failed', refusal, seq}. */
  drafts = new Map();

  /** The headers that make a subscription go on where this log ends; `history` is for the first time. */
  resumeHeaders(history) {
    return this.seq === null
      ? { history: String(history) }
      : { 'resume-seq': String(this.seq), 'resume-epoch': this.epoch };
  }

  /**
   * Takes in the SYNC that starts a subscription.
   *
   * @returns {'kept'|'reset'} reset: what was here is not what the log now continues; read the end of it again
   */
  sync(headers) {
    const follows = Number(headers.from ?? Number(headers.head) + 1);
    const goesOn = this.seq === null || (headers.recovered !== 'false' && follows <= this.seq + 1);
    this.epoch = headers.epoch;
    if (this.seq === null) {
      this.seq = follows - 1;
    } else if (!goesOn) {
      this.seq = Number(headers.head);
      this.events = [];
    }
    return goesOn && headers.recovered !== 'false' ? 'kept' : 'reset';
  }

  /**
   * Takes in the next event.
   *
   * @returns {'added'|'duplicate'|'gap'} gap: it was not taken in; subscribe again from where this log ends
   */
  accept(event) {
    if (this.seq !== null && event.seq <= this.seq) {
      return 'duplicate';
    }
    if (this.seq !== null && event.seq !== this.seq + 1) {
      return 'gap';
    }
    this.seq = event.seq;
    this.events.push(event);
    if (this.events.length > MAX_EVENTS) {
      this.events.shift();
    }
    this.#settle(event);
    return 'added';
  }

  /** Puts events before those that are here; what overlaps is left out. */
  prepend(items) {
    const before = this.events[0]?.seq ?? this.seq + 1;
    const older = items.filter((event) => event.seq < before).sort((a, b) => a.seq - b.seq);
    this.events = [...older, ...this.events];
  }

  /** Whether the log has events before those that are here. */
  get hasOlder() {
    return this.events.length > 0 ? this.events[0].seq > 1 : (this.seq ?? 0) > 0;
  }

  write(id, text) {
    this.drafts.set(id, { id, text, state: 'sending', refusal: null, seq: null });
  }

  /** The server has stored the draft. It stays until the event itself is here, so that nothing flickers. */
  stored(id, seq) {
    const draft = this.drafts.get(id);
    if (!draft) {
      return;
    }
    draft.state = 'stored';
    draft.seq = seq;
    if (this.seq !== null && seq <= this.seq) {
      this.drafts.delete(id);
    }
  }

  /** The server will not have the draft; the person decides what becomes of it. */
  failed(id, refusal) {
    const draft = this.drafts.get(id);
    if (draft) {
      draft.state = 'failed';
      draft.refusal = refusal;
    }
  }

  discard(id) {
    this.drafts.delete(id);
  }

  /** A draft that failed is to be sent again. */
  retry(id) {
    const draft = this.drafts.get(id);
    if (draft?.state === 'failed') {
      draft.state = 'sending';
      draft.refusal = null;
    }
  }

  /** The oldest draft of which the server's answer is not known, if there is one: it is to be sent. */
  nextDraft() {
    return [...this.drafts.values()].find((draft) => draft.state === 'sending');
  }

  #settle(event) {
    const draft = this.drafts.get(event.clientMessageId);
    if (draft && draft.state !== 'failed') {
      this.drafts.delete(draft.id);
    }
    for (const other of this.drafts.values()) {
      if (other.state === 'stored' && other.seq <= this.seq) {
        this.drafts.delete(other.id);
      }
    }
  }
}
