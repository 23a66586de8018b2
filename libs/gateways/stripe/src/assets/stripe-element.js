// Drives Stripe’s payment form on our page. How the page and a driver meet: apps/api/src/pages/kinds/element.ts.
(() => {
  const root = document.querySelector('[data-element]');
  const [mount, pay, said] = ['mount', 'pay', 'said'].map((name) => root.querySelector(`[data-${name}]`));
  const { publishable_key: key, client_secret: clientSecret, type, name, email } = JSON.parse(root.dataset.params);
  // docs.stripe.com/js/appendix/supported_locales: the page's other languages have the same names there.
  const locale = { 'zh-tw': 'zh-TW', 'zh-cn': 'zh' }[root.dataset.locale] ?? root.dataset.locale;
  const billing = { ...(name && { name }), ...(email && { email }) };

  const say = (text) => {
    said.textContent = text ?? '';
  };

  const setBusy = (isBusy) => {
    pay.disabled = isBusy;
    root.setAttribute('aria-busy', String(isBusy));
  };

  /** Where the payer’s browser goes once Stripe is done: this page, which then looks at the state, and at nothing else. */
  function returnAddress() {
    const address = new URL(location.href);
    for (const name of [...address.searchParams.keys()]) if (name !== 'token') address.searchParams.delete(name);
    address.searchParams.set('back', '1');
    address.hash = '';
    return address.href;
  }

  /** PayNow has no form to fill in: Stripe confirms it and shows its code, https://docs.stripe.com/js/payment_intents/confirm_paynow_payment. */
  function byCode(stripe) {
    setBusy(false);
    const data = { payment_method: { billing_details: billing }, return_url: returnAddress() };
    return () => stripe.confirmPayNowPayment(clientSecret, data);
  }

  function byForm(stripe) {
    const appearance = { theme: 'stripe', variables: { colorPrimary: '#0b4f8a', borderRadius: '10px' } };
    const elements = stripe.elements({ clientSecret, appearance });
    const form = elements.create('payment', { defaultValues: { billingDetails: billing } });
    form.on('ready', () => setBusy(false));
    form.on('loaderror', () => say(root.dataset.unloaded));
    form.mount(mount);
    const confirmParams = { return_url: returnAddress() };
    return () => stripe.confirmPayment({ elements, confirmParams, redirect: 'if_required' });
  }

  /** Only what is meant for payers: https://docs.stripe.com/api/errors. */
  const wordsOf = ({ type: kind, message }) =>
    (kind === 'card_error' || kind === 'validation_error') && message ? message : root.dataset.failed;

  const isOver = ({ code, payment_intent: intent }) =>
    code === 'payment_intent_unexpected_state' && ['succeeded', 'processing', 'canceled'].includes(intent?.status);

  async function submit(confirm) {
    setBusy(true);
    say('');
    try {
      const { error, paymentIntent } = await confirm();
      const isDone = error ? isOver(error) : ['succeeded', 'processing'].includes(paymentIntent?.status);
      if (isDone) return location.assign(returnAddress());
      say(error ? wordsOf(error) : root.dataset.unfinished);
    } catch {
      say(root.dataset.failed);
    }
    setBusy(false);
  }

  function start() {
    if (typeof window.Stripe !== 'function') return say(root.dataset.unloaded);
    const stripe = window.Stripe(key, { locale });
    const confirm = type === 'paynow' ? byCode(stripe) : byForm(stripe);
    pay.addEventListener('click', () => submit(confirm));
  }

  // Who came back sees first that we look: the form opens where they want to try again.
  const fold = root.closest('details');
  if (fold && !fold.open) fold.addEventListener('toggle', start, { once: true });
  else start();
})();
