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
  if (leaving && shop && isFirstTime(`left ${location.pathname}`)) {
    setTimeout(() => location.assign(shop.href), leaving.dataset.leave * 1000);
  } else leaving?.remove();

  /** Bars are sharp where a module is a whole number of the screen’s dots; below this width of one they are too thin to scan. */
  const thinnest = 0.65;

  function fitBars() {
    for (const bars of document.querySelectorAll('svg.bars')) {
      const modules = bars.viewBox.baseVal.width;
      const dots = Math.floor((bars.parentElement.clientWidth * devicePixelRatio) / modules);
      const module = dots / devicePixelRatio;
      bars.style.width = module < thinnest ? '100%' : `${module * modules}px`;
    }
  }

  fitBars();
  window.addEventListener('resize', fitBars);

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
