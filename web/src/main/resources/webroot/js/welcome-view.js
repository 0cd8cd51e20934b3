import { byId, onSubmit, say } from './view.js';

/** The first thing a stranger sees: a name and in, or an account. */
export class WelcomeView {
  #place = byId('welcome');

  constructor(session, texts, onSignedIn) {
    onSubmit(byId('guest-form'), texts, async (form) => {
      await session.continueAsGuest(form.get('displayName').trim());
      onSignedIn();
    });
    onSubmit(byId('account-form'), texts, async (form, button) => {
      const username = form.get('username').trim();
      if (button?.value === 'register') {
        await session.register(username, form.get('password'), username);
      } else {
        await session.signIn(username, form.get('password'));
      }
      byId('account-form').reset();
      onSignedIn();
    });
  }

  /** @param {string|null} sentence why the person is here again, if there is a reason */
  show(sentence) {
    this.#place.hidden = false;
    say(byId('welcome-notice'), sentence);
    byId('display-name').focus();
  }

  hide() {
    this.#place.hidden = true;
  }
}
