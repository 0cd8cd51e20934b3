import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM, SCREENSHOTS } from './environment.js';

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'];
const PATIENCE_MILLIS = 20_000;

/** Debian's Chromium, started; fails with what to install where there is none. */
export async function aBrowser() {
  try {
    accessSync(CHROMIUM, constants.X_OK);
  } catch {
    throw new Error(`No Chromium at ${CHROMIUM}: install the Debian package chromium (apt-get install chromium), `
      + 'or name one by PARLEY_CHROMIUM');
  }
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

/** Somebody with a browser of their own: the page, in the words of the person who uses it. English, if not told. */
export async function aVisitor(browser, url, options = {}) {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1100, height: 720 }, ...options });
  context.setDefaultTimeout(PATIENCE_MILLIS);
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource|WebSocket connection to/.test(message.text())) {
      complaints.push(message.text());
    }
  });
  await page.goto(url);
  return {
    page,
    /** What the page's console complained about, but for the network. */
    complaints,
    continueAsGuest: async (name) => {
      await page.getByLabel('Your name').fill(name);
      await page.getByRole('button', { name: 'Continue as guest' }).click();
    },
    register: async (username, password) => {
      await page.getByText('Use an account instead').click();
      await page.getByLabel('Username').fill(username);
      await page.getByLabel('Password').fill(password);
      await page.getByRole('button', { name: 'Create account' }).click();
    },
    createRoom: async (name) => {
      await page.getByText('New room').click();
      await page.getByLabel('Name of the room').fill(name);
      await page.getByRole('button', { name: 'Create and join' }).click();
      await page.waitForURL(`**/#${name}`);
    },
    say: async (text) => {
      await page.getByRole('textbox', { name: 'Message' }).fill(text);
      await page.getByRole('button', { name: 'Send', exact: true }).click();
    },
    sees: (text) => page.getByRole('log').getByText(text, { exact: true }).waitFor(),
    seesState: (state) => page.locator(`#connection[data-state="${state}"]`).waitFor(),
    messages: () => page.getByRole('log').locator('.line__text').allTextContents(),
    drafts: () => page.locator('#drafts .line__text').allTextContents(),
    picture: async (name) => {
      if (SCREENSHOTS) {
        mkdirSync(SCREENSHOTS, { recursive: true });
        await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
      }
    },
    close: () => context.close(),
  };
}
