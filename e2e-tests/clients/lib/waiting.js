import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MILLIS = 15_000;
const LOOK_EVERY_MILLIS = 20;

/** The promise's own outcome, or a failure that names what was waited for. */
export async function within(what, promise, millis = PATIENCE_MILLIS) {
  const timer = new AbortController();
  const late = pause(millis, null, { signal: timer.signal }).then(() => {
    throw new Error(`waited ${millis} ms in vain for ${what}`);
  });
  late.catch(() => {});
  try {
    return await Promise.race([promise, late]);
  } finally {
    timer.abort();
  }
}

/** Repeats an assertion until it holds; at the end of the patience it fails with its own words. */
export async function eventually(assertion, millis = PATIENCE_MILLIS) {
  const end = Date.now() + millis;
  for (;;) {
    try {
      return await assertion();
    } catch (failure) {
      if (Date.now() > end) {
        throw failure;
      }
    }
    await pause(LOOK_EVERY_MILLIS);
  }
}
