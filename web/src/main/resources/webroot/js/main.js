import { Client } from '../lib/stompjs/index.js';
import { Api } from './api.js';
import { Connection } from './connection.js';
import { Conversation } from './conversation.js';
import { RoomView } from './room-view.js';
import { RoomsView } from './rooms-view.js';
import { Session } from './session.js';
import { sockJs, webSocket } from './sockets.js';
import { Texts } from './texts.js';
import { byId, fillTexts, say } from './view.js';
import { WelcomeView } from './welcome-view.js';

/** How many rooms are remembered as they were left. */
const ROOMS_KEPT = 20;
const ROOM_ID = /^[A-Za-z0-9_-]{1,64}$/;

const texts = new Texts(navigator.languages);
fillTexts(texts);

const api = new Api((...call) => fetch(...call));
const session = new Session(api, sessionStorage);
api.speakFor(session);

const welcome = new WelcomeView(session, texts, () => start());
const rooms = new RoomsView(api, texts, (room) => {
  rooms.refresh();
  location.hash = room.id;
});
const roomView = new RoomView(texts, {
  joined: () => rooms.refresh(),
  came: (roomId, people) => rooms.grow(roomId, people),
  leave,
  removed,
});

const conversations = new Map();
let connection = null;
let conversation = null;

/** Shows what the address names, as the person signed in. */
function start() {
  welcome.hide();
  byId('chat').hidden = false;
  byId('me').textContent = session.user.displayName;
  byId('account').hidden = false;
  connection = new Connection(Client, session, { host: location.hostname, webSocket, sockJs });
  connection.onState = showState;
  connection.onRefusal = (refusal) => say(byId('problem'), texts.refusal(refusal));
  connection.open();
  rooms.refresh();
  route();
}

/** Back to the door, with a reason where the person did not choose to. */
async function stop(reason) {
  closeRoom();
  conversations.forEach((other) => other.forget());
  conversations.clear();
  byId('chat').hidden = true;
  byId('account').hidden = true;
  say(byId('problem'), null);
  showState('none');
  welcome.show(reason && texts.of(reason));
  const open = connection;
  connection = null;
  if (open) {
    open.onState = () => {};
    await open.close();
  }
}

function showState(state) {
  const place = byId('connection');
  place.dataset.state = state;
  say(place, state === 'none' ? null : texts.of(`connection.${state}`));
  if (state === 'online') {
    say(byId('problem'), null);
    roomView.online();
  }
}

function route() {
  if (!session.user) {
    return;
  }
  const id = location.hash.slice(1);
  closeRoom();
  rooms.mark(id);
  byId('chat').dataset.shows = id ? 'room' : 'rooms';
  byId('pick').hidden = id !== '';
  say(byId('bad-room'), id && !ROOM_ID.test(id) ? texts.of('room.badId') : null);
  if (ROOM_ID.test(id)) {
    openRoom(id);
  }
}

function openRoom(id) {
  const opened = conversationIn(id);
  say(byId('problem'), null);
  conversation = opened;
  roomView.show(opened);
  opened.enter(roomView);
  document.title = `${id} · Parley`;
  // The name is a nicety: what keeps a person out of the room is said where the room is entered.
  api.room(id).then((room) => opened === conversation && roomView.entitle(room.name || id, room.topic), () => {});
}

/** The room as it was left, if it was open lately: then it goes on where it ended. */
function conversationIn(id) {
  const known = conversations.get(id) ?? new Conversation(id, session.user, connection, api);
  conversations.delete(id);
  conversations.set(id, known);
  const spare = [...conversations.values()].find((other) => other.log.drafts.size === 0);
  if (conversations.size > ROOMS_KEPT && spare !== known) {
    conversations.delete(spare.roomId);
  }
  return known;
}

function closeRoom() {
  conversation?.end();
  conversation = null;
  roomView.hide();
  document.title = 'Parley';
}

async function leave(roomId) {
  try {
    await api.leaveRoom(roomId);
    conversations.delete(roomId);
    location.hash = '';
    rooms.refresh();
  } catch (refusal) {
    roomView.complain(refusal);
  }
}

/** Out of the open room, with a reason where the person did not choose to. It may be opened again, and says then if not. */
function removed(sentence) {
  location.hash = '';
  say(byId('problem'), sentence);
  rooms.refresh();
}

session.onEnd = stop;
byId('sign-out').addEventListener('click', () => {
  stop(null);
  session.signOut();
});
addEventListener('hashchange', route);

if (session.user) {
  start();
} else {
  welcome.show(null);
}
