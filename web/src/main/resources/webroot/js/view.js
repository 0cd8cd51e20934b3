/**
 * Makes an element. Text goes in as text only: nothing that came over a wire is ever parsed as HTML.
 *
 * @param {string} tag
 * @param {object} properties DOM properties; `data` and `aria` are maps of such attributes, `on` of listeners
 * @param {...(Node|string)} children
 */
export function element(tag, properties = {}, ...children) {
  const { data = {}, aria = {}, on = {}, ...plain } = properties;
  const made = Object.assign(document.createElement(tag), plain);
  Object.assign(made.dataset, data);
  for (const [name, value] of Object.entries(aria)) {
    made.setAttribute(`aria-${name}`, value);
  }
  for (const [name, listener] of Object.entries(on)) {
    made.addEventListener(name, listener);
  }
  made.append(...children);
  return made;
}

export function byId(id) {
  return document.getElementById(id);
}

/** Shows a sentence in a place that is announced when it changes, and hides the place when there is none. */
export function say(place, sentence) {
  place.textContent = sentence ?? '';
  place.hidden = !sentence;
}

/** Puts the texts where the page's markup asks for them. */
export function fillTexts(texts) {
  document.documentElement.lang = texts.language;
  for (const node of document.querySelectorAll('[data-text]')) {
    node.textContent = texts.of(node.dataset.text);
  }
  for (const node of document.querySelectorAll('[data-placeholder]')) {
    node.placeholder = texts.of(node.dataset.placeholder);
  }
  for (const node of document.querySelectorAll('[data-label]')) {
    node.setAttribute('aria-label', texts.of(node.dataset.label));
  }
}

/** Runs what a form asks for, once at a time, and shows its refusal beside it. */
export function onSubmit(form, texts, act) {
  const problem = form.querySelector('.problem');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (form.ariaBusy === 'true') {
      return;
    }
    form.ariaBusy = 'true';
    say(problem, null);
    try {
      await act(new FormData(form), event.submitter);
    } catch (refusal) {
      say(problem, texts.refusal(refusal));
    } finally {
      form.ariaBusy = 'false';
    }
  });
}
