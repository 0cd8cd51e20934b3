import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Refusal } from '../../main/resources/webroot/js/api.js';
import { Texts } from '../../main/resources/webroot/js/texts.js';

const WEBROOT = new URL('../../main/resources/webroot/', import.meta.url);
const sources = [
  readFileSync(new URL('index.html', WEBROOT), 'utf8'),
  ...readdirSync(new URL('js/', WEBROOT))
    .filter((name) => name !== 'texts.js')
    .map((name) => readFileSync(new URL(`js/${name}`, WEBROOT), 'utf8')),
].join('\n');
const isComposed = (key) => key.startsWith('refusal.') || key.startsWith('connection.');

describe('the texts', () => {
  it('are those that the page uses, no more and no fewer', () => {
    const asked = [...sources.matchAll(/data-(?:text|label|placeholder)="([^"]+)"|'([a-z]+\.[\w.]+)'/g)]
      .map((found) => found[1] ?? found[2])
      .filter((key) => /^(welcome|session|connection|rooms|room|people)\.\w/.test(key) && !key.endsWith('.js'));

    const known = Texts.keys().filter((key) => !isComposed(key));

    assert.deepEqual([...new Set(asked)].sort(), known.sort());
  });

  it('exist in both languages, with the same gaps to fill', () => {
    const [english, korean] = [new Texts(['en']), new Texts(['ko'])];
    const gaps = (texts, key) => {
      const seen = [];
      texts.of(key, new Proxy({}, { get: (_, name) => seen.push(name) && '' }));
      return seen.sort();
    };
    for (const key of Texts.keys()) {
      assert.ok(english.of(key) && korean.of(key), key);
      assert.notEqual(english.of(key), korean.of(key), key);
      assert.deepEqual(gaps(english, key), gaps(korean, key), key);
    }
  });

  it('are in the first language that the person reads and we have', () => {
    assert.equal(new Texts(['fr-CA', 'ko-KR', 'en']).language, 'ko');
    assert.equal(new Texts(['fr']).language, 'en');
  });

  it('say something about every code of the protocol', () => {
    const texts = new Texts(['en']);
    for (const code of ['bad-request', 'unauthenticated', 'token-expired', 'revoked', 'forbidden', 'not-found', 'conflict',
      'too-large', 'rate-limited', 'slow-consumer', 'unavailable', 'internal', 'offline']) {
      assert.ok(Texts.keys().includes(`refusal.${code}`), code);
    }
    assert.equal(texts.refusal(new Refusal('conflict', 'The id is taken.')), 'That is already taken. The id is taken.');
  });
});
