// Follows the payment’s status: by a stream of events where one comes through, by asking where none does. A page that shows
// what no longer holds loads itself anew.
(() => {
  const { version, pollSeconds } = document.body.dataset;
  const openedAt = Date.now();
  const addressOf = (what) => `${location.pathname.replace(/\/$/, '')}/${what}${location.search}`;
  const words = document.querySelector('[data-offline]');
  const waitingText = words?.textContent;
  /** What is over may yet be paid by a late report: asking now and then does. */
  const isLive = pollSeconds < 10 && 'EventSource' in window;
  /** Longer than two beats of the stream. */
  const silentSeconds = 35;
  let failures = 0;
  let falls = 0;
  let streamsFrom = 0;
  let pressedUntil = 0;
  let source;
  let asking;
  let silence;

  const pauseSeconds = () => {
    const usual = Date.now() - openedAt > 600_000 ? Math.max(pollSeconds, 10) : Number(pollSeconds);
    return document.hidden ? 60 : Math.min(usual * 2 ** failures, 60);
  };

  function say(text) {
    if (words && words.textContent !== text) words.textContent = text;
  }

  function remember(what) {
    try {
      sessionStorage.setItem(what, '1');
    } catch {
      // Then the new page begins like any other.
    }
  }

  function recall(what) {
    try {
      const isKnown = sessionStorage.getItem(what) !== null;
      sessionStorage.removeItem(what);
      return isKnown;
    } catch {
      return false;
    }
  }

  const turned = `turned ${location.pathname}`;

  function hear(now) {
    failures = 0;
    say(waitingText);
    if (now.version === version || Date.now() < pressedUntil) return;
    hush();
    remember(turned);
    location.reload();
  }

  function askLater() {
    clearTimeout(asking);
    asking = setTimeout(ask, pauseSeconds() * 1000);
  }

  async function ask() {
    clearTimeout(asking);
    try {
      const answer = await fetch(addressOf('status'), { cache: 'no-store', signal: AbortSignal.timeout(10_000) });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      hear(await answer.json());
    } catch {
      // Offline or the server is away: ask less often until it is back, and tell once it is no mere hiccup.
      failures += 1;
      if (failures >= 2) say(words?.dataset.offline);
    }
    if (source) return;
    if (failures === 0 && mayListen()) listen();
    else askLater();
  }

  const mayListen = () => isLive && !document.hidden && Date.now() >= streamsFrom;

  function hush() {
    clearTimeout(silence);
    source?.close();
    source = undefined;
  }

  /** Goes on by asking: at first until an answer comes, then for a minute longer each time that no stream lasts. */
  function fall() {
    hush();
    streamsFrom = Date.now() + falls * 60_000;
    falls += 1;
    void ask();
  }

  function expect(seconds) {
    clearTimeout(silence);
    silence = setTimeout(fall, seconds * 1000);
  }

  function listen() {
    hush();
    clearTimeout(asking);
    source = new EventSource(addressOf('events'));
    let heard = 0;
    let isAway = false;
    // A proxy that holds events back opens the stream all the same.
    expect(5);
    source.addEventListener('message', ({ data }) => {
      expect(silentSeconds);
      isAway = false;
      heard += 1;
      if (heard > 1) falls = 0;
      hear(JSON.parse(data));
    });
    // The browser comes again by itself where the line broke or the server ended it, not where it was refused.
    source.addEventListener('error', ({ target }) => {
      if (target !== source) return;
      if (source.readyState === EventSource.CLOSED) fall();
      else if (!isAway) expect(5);
      isAway = true;
    });
  }

  const follow = () => (mayListen() ? listen() : ask());

  if (pollSeconds) {
    if (mayListen()) listen();
    else askLater();
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) return follow();
      hush();
      return askLater();
    });
    // The press changes what the page shows: to load it anew would cut off the answer to the press.
    document.addEventListener('submit', () => (pressedUntil = Date.now() + 10_000));
    window.addEventListener('online', follow);
    window.addEventListener('offline', () => {
      failures = 1;
      fall();
    });
    // A page with an open stream is not kept by browsers for who comes back to it.
    window.addEventListener('pagehide', hush);
    // A button is pressed once: on a page that the browser kept it belongs to the past.
    const kept = () => (document.querySelector('input[name=after]') ? location.reload() : follow());
    window.addEventListener('pageshow', (event) => event.persisted && kept());
  }

  // Who listens to the page, or moves on it by keys, would else be at its top without a word on what has changed.
  const heading = recall(turned) && document.querySelector('main h1');
  if (heading) {
    heading.tabIndex = -1;
    heading.focus();
  }
})();
