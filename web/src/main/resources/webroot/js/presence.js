/** A little more than the server's own six seconds, for the case that the end of typing got lost. */
const TYPING_MILLIS = 7000;

/** Who is in a room, and who is typing, as the presence destination tells it: a snapshot, then changes. */
export class Presence {
  online = 0;
  #people = new Map();
  #typing = new Map();

  apply(body, now) {
    if (body.type === 'SNAPSHOT') {
      this.clear();
      this.#change(body);
      for (const person of body.typing ?? []) {
        this.#typing.set(person.userId, { ...person, until: now + TYPING_MILLIS });
      }
    } else if (body.type === 'PRESENCE') {
      this.#change(body);
    } else if (body.type === 'TYPING' && body.typing) {
      this.#typing.set(body.userId, { ...body, until: now + TYPING_MILLIS });
    } else if (body.type === 'TYPING') {
      this.#typing.delete(body.userId);
    }
  }

  /** Everyone who is here and has a name here, by name. Fewer than `online` in a room of very many. */
  people() {
    return [...this.#people.values()].sort((a, b) => a.displayName.localeCompare(b.displayName));
  }

  /** The display names of those typing just now, but for one person: oneself. */
  typingBut(userId, now) {
    return [...this.#typing.values()]
      .filter((person) => person.userId !== userId && person.until > now)
      .map((person) => person.displayName);
  }

  /** A message of theirs says that they have finished typing it. */
  hasSpoken(userId) {
    this.#typing.delete(userId);
  }

  clear() {
    this.online = 0;
    this.#people.clear();
    this.#typing.clear();
  }

  #change(body) {
    this.online = body.online;
    for (const person of body.people ?? []) {
      if (person.state === 'online') {
        this.#people.set(person.userId, person);
      } else {
        this.#people.delete(person.userId);
        this.#typing.delete(person.userId);
      }
    }
  }
}
