/** Search, sample tabs and copy buttons. Everything that it needs is in the page: it works without a network. */

const words = document.body.dataset;

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

function addCopyButtons() {
  for (const block of document.querySelectorAll('pre[data-copy]')) {
    const button = element('button', { type: 'button', className: 'copy', textContent: words.copy });
    button.addEventListener('click', async () => {
      await copy(block.textContent);
      button.textContent = words.copied;
      setTimeout(() => (button.textContent = words.copy), 1500);
    });
    const frame = element('div', { className: 'block' });
    block.replaceWith(frame);
    frame.append(block, button);
  }
}

/** The clipboard needs https or localhost; a page elsewhere copies by selection. */
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = element('textarea', { value: text });
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

const rememberedLanguage = 'paycore-docs-sample';

function addTabs() {
  const groups = [...document.querySelectorAll('.samples')].filter((group) => group.children.length > 1);
  const shows = groups.map(addTabsTo);
  const choose = (language) => shows.forEach((show) => show(language));
  addEventListener('sample', ({ detail }) => {
    localStorage.setItem(rememberedLanguage, detail);
    choose(detail);
  });
  choose(localStorage.getItem(rememberedLanguage) ?? 'curl');
}

function addTabsTo(group, number) {
  const sections = [...group.children];
  const list = element('div', { role: 'tablist' });
  const tabs = sections.map((section, index) => {
    const language = section.dataset.sample;
    section.id = `sample-${number}-${index}`;
    section.setAttribute('role', 'tabpanel');
    section.setAttribute('aria-label', language);
    const tab = element('button', { type: 'button', role: 'tab', textContent: language });
    tab.setAttribute('aria-controls', section.id);
    tab.addEventListener('click', () => chooseKeepingPlace(tab, language));
    list.append(tab);
    return tab;
  });
  list.addEventListener('keydown', ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    next.focus();
    next.click();
  });
  group.classList.add('tabbed');
  group.prepend(list);
  return (language) => {
    const chosen = sections.some((section) => section.dataset.sample === language) ? language : 'curl';
    sections.forEach((section, index) => {
      const isChosen = section.dataset.sample === chosen;
      section.hidden = !isChosen;
      tabs[index].setAttribute('aria-selected', String(isChosen));
      tabs[index].tabIndex = isChosen ? 0 : -1;
    });
  };
}

/** All samples change together, so the page above changes its height. */
function chooseKeepingPlace(tab, language) {
  const before = tab.getBoundingClientRect().top;
  dispatchEvent(new CustomEvent('sample', { detail: language }));
  scrollBy(0, tab.getBoundingClientRect().top - before);
}

const most = 40;

function addSearch() {
  const form = document.querySelector('#search');
  const [input, found, results] = ['#query', '#found', '#results'].map((id) => form.querySelector(id));
  const { kinds, entries } = JSON.parse(document.querySelector('#search-index').textContent);
  const known = entries.map(([kind, label, detail, more, url]) => ({
    ...{ kind: kinds[kind], label, detail, url },
    name: label.toLowerCase(),
    text: `${label} ${detail} ${more} ${kinds[kind]}`.toLowerCase(),
  }));
  const show = () => {
    const asked = input.value.trim().toLowerCase();
    const hits = asked === '' ? [] : search(known, asked);
    results.replaceChildren(...hits.map(resultOf));
    results.hidden = hits.length === 0;
    found.textContent = asked === '' ? '' : hits.length ? words.found.replace('{n}', hits.length) : words.none;
  };
  const close = () => {
    results.hidden = true;
  };
  input.addEventListener('input', show);
  input.addEventListener('focus', show);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    results.querySelector('a')?.click();
  });
  form.addEventListener('keydown', (event) => moveAmong([input, ...results.querySelectorAll('a')], event, close));
  results.addEventListener('click', close);
  document.addEventListener('click', ({ target }) => form.contains(target) || close());
  document.addEventListener('keydown', (event) => {
    const isTyping = /^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.key !== '/' || isTyping) return;
    event.preventDefault();
    input.focus();
  });
  form.hidden = false;
  if (location.hash === '#search') input.focus();
  addEventListener('hashchange', () => location.hash === '#search' && input.focus());
}

function moveAmong(places, event, close) {
  const at = places.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === 'Escape') {
    places[0].focus();
    close();
  }
  if (!step || at < 0) return;
  event.preventDefault();
  places[(at + step + places.length) % places.length].focus();
}

/** Every word must be found; what is called so comes first. */
function search(known, asked) {
  const terms = asked.split(/\s+/);
  const rank = ({ name }) => (name === asked ? 0 : name.startsWith(asked) ? 1 : name.includes(asked) ? 2 : 3);
  return known
    .filter(({ text }) => terms.every((term) => text.includes(term)))
    .sort((one, other) => rank(one) - rank(other))
    .slice(0, most);
}

const resultOf = ({ kind, label, detail, url }) =>
  element(
    'li',
    {},
    element(
      'a',
      { href: url },
      element('b', {}, element('small', { className: 'kind', textContent: kind }), label),
      element('small', { textContent: detail }),
    ),
  );

// A phone has the contents folded away, until they are asked for.
if (matchMedia('(max-width: 860px)').matches) document.querySelector('nav details').open = false;
addCopyButtons();
addTabs();
addSearch();
