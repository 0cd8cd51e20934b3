/** Every text of the page: [English, Korean]. `{name}` stands for what is given at the place of use. */
const TEXTS = {
  'welcome.title': ['Join the conversation', '대화에 참여하세요'],
  'welcome.lead': ['Choose a name and you are in. No account needed.', '이름만 정하면 바로 시작할 수 있습니다. 계정은 필요 없습니다.'],
  'welcome.name': ['Your name', '이름'],
  'welcome.guest': ['Continue as guest', '게스트로 계속'],
  'welcome.account': ['Use an account instead', '계정으로 로그인'],
  'welcome.username': ['Username', '사용자 이름'],
  'welcome.username.hint': ['3 to 32 of a–z, 0–9, dot, dash, underscore', 'a–z, 0–9, 점, 대시, 밑줄 3–32자'],
  'welcome.password': ['Password', '비밀번호'],
  'welcome.signIn': ['Sign in', '로그인'],
  'welcome.register': ['Create account', '계정 만들기'],
  'session.signOut': ['Sign out', '로그아웃'],
  'session.ended': ['Your session has ended. Please sign in again.', '세션이 종료되었습니다. 다시 로그인해 주세요.'],
  'connection.connecting': ['Connecting…', '연결 중…'],
  'connection.online': ['Connected', '연결됨'],
  'connection.offline': ['Offline, trying again…', '연결 끊김, 다시 시도하는 중…'],
  'rooms.title': ['Rooms', '대화방'],
  'rooms.search': ['Find a room', '대화방 찾기'],
  'rooms.loading': ['Loading rooms…', '대화방을 불러오는 중…'],
  'rooms.none': ['No public rooms yet. Create the first one.', '아직 공개 대화방이 없습니다. 첫 대화방을 만들어 보세요.'],
  'rooms.notFound': ['No room matches.', '일치하는 대화방이 없습니다.'],
  'rooms.more': ['Show more rooms', '더 보기'],
  'rooms.again': ['Try again', '다시 시도'],
  'rooms.new': ['New room', '새 대화방'],
  'rooms.name': ['Name of the room', '대화방 이름'],
  'rooms.create': ['Create and join', '만들고 참여하기'],
  'rooms.join': ['Join', '참여'],
  'rooms.members': ['{count} members', '멤버 {count}명'],
  'rooms.member': ['1 member', '멤버 1명'],
  'room.pick': ['Pick a room to start talking.', '대화방을 선택해 대화를 시작하세요.'],
  'room.back': ['All rooms', '모든 대화방'],
  'room.leave': ['Leave room', '나가기'],
  'room.log': ['Messages', '메시지'],
  'room.empty': ['Nothing here yet. Say hello!', '아직 메시지가 없습니다. 먼저 인사해 보세요!'],
  'room.older': ['Earlier messages', '이전 메시지'],
  'room.newer': ['New messages', '새 메시지'],
  'room.drafts': ['Not sent yet', '전송되지 않은 메시지'],
  'room.message': ['Message', '메시지'],
  'room.placeholder': ['Write a message', '메시지를 입력하세요'],
  'room.send': ['Send', '보내기'],
  'room.sending': ['Sending…', '보내는 중…'],
  'room.failed': ['Not sent: {reason}', '전송 실패: {reason}'],
  'room.sendAgain': ['Send again', '다시 보내기'],
  'room.discard': ['Discard', '삭제'],
  'room.typing.one': ['{name} is typing…', '{name}님이 입력 중…'],
  'room.typing.many': ['{count} people are typing…', '{count}명이 입력 중…'],
  'room.kicked': ['You have been removed from “{room}”. {message}', '“{room}” 대화방에서 내보내졌습니다. {message}'],
  'room.banned': ['You have been banned from “{room}”. {message}', '“{room}” 대화방에서 차단되었습니다. {message}'],
  'room.gone': ['You are no longer in “{room}”. {message}', '더 이상 “{room}” 대화방에 있지 않습니다. {message}'],
  'room.badId': ['This link does not name a room.', '올바른 대화방 링크가 아닙니다.'],
  'people.title': ['Here now', '접속 중'],
  'people.count': ['{count} here', '{count}명 접속 중'],
  'people.you': ['{name} (you)', '{name} (나)'],
  'refusal.offline': ['The server cannot be reached.', '서버에 연결할 수 없습니다.'],
  'refusal.bad-request': ['The server did not accept that.', '서버가 요청을 받아들이지 않았습니다.'],
  'refusal.unauthenticated': ['The name or the password is not right.', '이름이나 비밀번호가 올바르지 않습니다.'],
  'refusal.token-expired': ['Please sign in again.', '다시 로그인해 주세요.'],
  'refusal.revoked': ['Please sign in again.', '다시 로그인해 주세요.'],
  'refusal.forbidden': ['You may not do that here.', '권한이 없습니다.'],
  'refusal.not-found': ['There is no such room, or it is private.', '대화방이 없거나 비공개입니다.'],
  'refusal.conflict': ['That is already taken.', '이미 사용 중입니다.'],
  'refusal.too-large': ['That is too long.', '너무 깁니다.'],
  'refusal.rate-limited': ['Too fast. Please wait a moment.', '너무 빠릅니다. 잠시 기다려 주세요.'],
  'refusal.slow-consumer': ['This page fell behind and is catching up.', '밀린 메시지를 따라잡는 중입니다.'],
  'refusal.unavailable': ['The server is busy. Please try again.', '서버가 바쁩니다. 다시 시도해 주세요.'],
  'refusal.internal': ['Something went wrong on the server.', '서버에 문제가 발생했습니다.'],
};

const LANGUAGES = ['en', 'ko'];
const DETAILED = ['bad-request', 'conflict', 'too-large'];

/** The texts in one language. */
export class Texts {
  /** @param {readonly string[]} preferred language tags, best first, as of navigator.languages */
  constructor(preferred) {
    const bases = preferred.map((tag) => tag.toLowerCase().split('-')[0]);
    this.language = bases.find((base) => LANGUAGES.includes(base)) ?? 'en';
  }

  /** The text under a key, or the key itself, which a test then finds. */
  of(key, values = {}) {
    const text = TEXTS[key]?.[LANGUAGES.indexOf(this.language)] ?? key;
    return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
  }

  /** What a person should read of a refusal: our sentence, with the server's where it tells what to change. */
  refusal(refusal) {
    const known = `refusal.${refusal.code}` in TEXTS;
    const sentence = this.of(known ? `refusal.${refusal.code}` : 'refusal.internal');
    return refusal.detail && (!known || DETAILED.includes(refusal.code)) ? `${sentence} ${refusal.detail}` : sentence;
  }

  /** Every key, for the test that compares them with those in use. */
  static keys() {
    return Object.keys(TEXTS);
  }
}
