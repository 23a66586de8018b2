// The payer’s page: goes to the gateway once, copies, fits bar codes to the screen, keeps
// the address in other languages. Without it the page shows the same.
(() => {
  const openedAt = Date.now();

  // A payer who comes back to this tab, by whatever way, is not sent off again; nor where nothing can be remembered.
  function isFirstTime(what) {
    try {
      const isFirst = sessionStorage.getItem(what) === null;
      sessionStorage.setItem(what, '1');
      return isFirst;
    } catch {
      return false;
    }
  }

  // A second click before the answer would end the first, and take its place with an old page.
  let sentAt = -Infinity;
  document.addEventListener('submit', (event) => {
    if (event.timeStamp - sentAt < 10_000) return event.preventDefault();
    sentAt = event.timeStamp;
  });
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) sentAt = -Infinity;
  });

  // This page is the answer to a press: who comes back or loads it anew is to meet the payment’s page instead.
  const home = document.querySelector('a[data-home]');
  if (home) history.replaceState(null, '', home.href);

  const way = document.querySelector('[data-once]');
  if (way && isFirstTime(`sent ${way.dataset.once}`)) {
    const toGateway = way.querySelector('form, a');
    if (toGateway instanceof HTMLAnchorElement) location.assign(toGateway.href);
    // A field of the gateway’s may be named `requestSubmit`.
    else HTMLFormElement.prototype.requestSubmit.call(toGateway);
  }

  const leaving = document.querySelector('[data-leave]');
  const shop = document.querySelector('.leave .button');
  const stay = document.querySelector('[data-stay]');
  const isLeaving = leaving && shop && isFirstTime(`left ${location.pathname}`);
  if (isLeaving) {
    // What stands there from the start is not read aloud.
    const text = leaving.textContent;
    leaving.textContent = '';
    setTimeout(() => (leaving.textContent = text), 100);
    const left = setTimeout(() => location.assign(shop.href), leaving.dataset.leave * 1000);
    stay.addEventListener('click', (event) => {
      event.preventDefault();
      clearTimeout(left);
      leaving.textContent = leaving.dataset.stayed;
      shop.focus();
      stay.remove();
    });
  } else if (leaving) {
    leaving.remove();
    stay.remove();
  }

  // The gateway's form is of use to a browser that runs its script alone.
  const element = document.querySelector('[data-element]');
  if (element) element.hidden = false;

  const minute = 60_000;
  const units = [
    ['day', 1440 * minute],
    ['hour', 60 * minute],
    ['minute', minute],
  ];
  const written = (unit, count) =>
    new Intl.NumberFormat(document.documentElement.lang, { style: 'unit', unit, unitDisplay: 'long' }).format(count);

  /** As the server writes it: the two largest units. */
  function timeLeft(ms) {
    let rest = Math.max(ms, minute);
    const first = units.findIndex(([, size]) => rest >= size);
    const counts = units.slice(first, first + 2).map(([unit, size]) => {
      const count = Math.floor(rest / size);
      rest -= count * size;
      return [unit, count];
    });
    return counts.flatMap(([unit, count]) => (count ? [written(unit, count)] : [])).join(' ');
  }

  // By this page's clock alone: the device's may be wrong.
  const lefts = [...document.querySelectorAll('[data-left]')].map((line) => [line, line.dataset.left * 1000]);
  const countDown = () => {
    const passed = Date.now() - openedAt;
    for (const [line, ms] of lefts) line.textContent = line.dataset.text.replace('{time}', timeLeft(ms - passed));
  };
  if (lefts.length > 0) setInterval(countDown, minute / 2);

  /** Bars are sharp where a module is a whole number of the screen’s dots; below this width of one they are too thin to scan. */
  const thinnest = 0.65;

  const allBars = document.querySelectorAll('svg.bars');

  /** The one that is shown alone may be as long as the screen. */
  function fitBars() {
    for (const bars of allBars) {
      const isAlone = bars.closest('figure').matches(':target');
      const pixels = isAlone ? Math.max(innerWidth, innerHeight) - 16 : bars.parentElement.clientWidth;
      const modules = bars.viewBox.baseVal.width;
      const dots = Math.floor((pixels * devicePixelRatio) / modules);
      const module = dots / devicePixelRatio;
      bars.style.width = module < thinnest ? '100%' : `${module * modules}px`;
    }
  }

  fitBars();
  window.addEventListener('resize', fitBars);
  window.addEventListener('hashchange', fitBars);

  /** The page’s address as it was handed out, and which code it shows. */
  function pageAddress() {
    const address = new URL(location.href);
    const more = [...address.searchParams.keys()].filter((name) => name !== 'token' && name !== 'attempt');
    for (const name of more) address.searchParams.delete(name);
    address.hash = '';
    return address.href;
  }

  /** Pages opened over plain http have no clipboard object. */
  function copyBySelection(text) {
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'unseen';
    area.readOnly = true;
    document.body.append(area);
    area.select();
    const isCopied = document.execCommand('copy');
    area.remove();
    return isCopied;
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyBySelection(text);
    }
  }

  for (const button of document.querySelectorAll('button[data-copy], button[data-copy-page]')) {
    const usual = button.textContent;
    const said = button.parentElement.querySelector('[data-said]');
    let ending;
    button.hidden = false;
    button.addEventListener('click', async () => {
      const isCopied = await copy(button.dataset.copy ?? pageAddress());
      button.focus();
      button.classList.toggle('done', isCopied);
      said.textContent = isCopied ? button.dataset.copied : button.dataset.failed;
      said.classList.toggle('unseen', isCopied);
      if (isCopied) button.textContent = button.dataset.copied;
      clearTimeout(ending);
      ending = setTimeout(() => {
        button.textContent = usual;
        button.classList.remove('done');
        said.textContent = '';
      }, 4000);
    });
  }

  // `lang`: the payer has chosen the language.
  for (const link of document.querySelectorAll('.language a'))
    link.search = location.search.replace(/&lang=1|$/, '&lang=1');
})();
