import { byId, element, onSubmit, say } from './view.js';

const SEARCH_AFTER_MILLIS = 250;

/** The list of public rooms, with a search and a form for a new one. */
export class RoomsView {
  #list = byId('rooms-list');
  #status = byId('rooms-status');
  #again = byId('rooms-again');
  #more = byId('rooms-more');
  #search = byId('rooms-search');
  #api;
  #texts;
  #current = null;
  #cursor = null;
  #load = 0;

  constructor(api, texts, onCreated) {
    this.#api = api;
    this.#texts = texts;
    this.#more.addEventListener('click', () => this.#read(this.#cursor));
    this.#again.addEventListener('click', () => this.refresh());
    let timer;
    this.#search.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.refresh(), SEARCH_AFTER_MILLIS);
    });
    onSubmit(byId('create-form'), texts, async (form) => {
      const room = await api.createRoom(newRoom(form.get('name').trim()));
      byId('create-form').reset();
      byId('create').open = false;
      onCreated(room);
    });
  }

  refresh() {
    return this.#read(null);
  }

  /** Marks the room that is open. */
  mark(roomId) {
    this.#current = roomId;
    for (const link of this.#list.querySelectorAll('a')) {
      link.ariaCurrent = link.dataset.room === roomId ? 'page' : null;
    }
  }

  /** A room has so many more members than it had. */
  grow(roomId, people) {
    const about = this.#list.querySelector(`a[data-room="${roomId}"] [data-members]`);
    if (about) {
      this.#countMembers(about, Number(about.dataset.members) + people);
    }
  }

  /** Reads a page of the list; the answer of an older question than the newest is thrown away. */
  async #read(cursor) {
    const load = ++this.#load;
    this.#again.hidden = true;
    say(this.#status, this.#list.childElementCount ? null : this.#texts.of('rooms.loading'));
    try {
      const query = this.#search.value.trim();
      const page = await this.#api.publicRooms(query, cursor);
      if (load === this.#load) {
        this.#show(page, cursor, query);
      }
    } catch (refusal) {
      if (load === this.#load) {
        say(this.#status, this.#texts.refusal(refusal));
        this.#again.hidden = false;
      }
    }
  }

  #show(page, cursor, query) {
    const entries = page.items.map((room) => this.#entry(room));
    if (cursor) {
      this.#list.append(...entries);
    } else {
      this.#list.replaceChildren(...entries);
    }
    this.#cursor = page.cursor ?? null;
    this.#more.hidden = !this.#cursor;
    const none = this.#texts.of(query ? 'rooms.notFound' : 'rooms.none');
    say(this.#status, this.#list.childElementCount ? null : none);
    this.mark(this.#current);
  }

  #entry(room) {
    const about = element('span', { className: 'room-link__about' }, room.topic ?? '');
    if (!room.topic) {
      this.#countMembers(about, room.members ?? 0);
    }
    const link = element('a', { className: 'room-link', href: `#${room.id}`, data: { room: room.id } },
      element('span', { className: 'room-link__name' }, room.name || room.id),
      about);
    if (!room.role) {
      link.append(element('span', { className: 'room-link__join' }, this.#texts.of('rooms.join')));
    }
    return element('li', {}, link);
  }

  #countMembers(about, count) {
    about.dataset.members = count;
    about.textContent = this.#texts.of(count === 1 ? 'rooms.member' : 'rooms.members', { count });
  }
}

/** A name that can be said in a link becomes the room's id; for others the server chooses one. */
function newRoom(name) {
  const id = name.toLowerCase().replace(/\s+/g, '-');
  const room = { name, visibility: 'public' };
  return /^[a-z0-9_-]{1,64}$/.test(id) ? { id, ...room } : room;
}
