// The sandbox’s stand-in for Stripe.js: the same calls, a form that is visibly not real, and only the sandbox’s own origin.
(() => {
  const base = new URL('.', document.currentScript.src).href;
  const idOf = (clientSecret) => clientSecret.split('_secret_')[0];
  const pauseMs = 300;

  async function call(path, key, clientSecret, fields) {
    const sent = new URLSearchParams({ key, client_secret: clientSecret, ...fields });
    const url = `${base}v1/payment_intents/${idOf(clientSecret)}${path}`;
    const answer = await (fields ? fetch(url, { method: 'POST', body: sent }) : fetch(`${url}?${sent}`));
    const { error, ...intent } = await answer.json();
    return error ? { error } : { paymentIntent: intent };
  }

  function frameOf(path, title) {
    const frame = document.createElement('iframe');
    frame.src = base + path;
    frame.title = title;
    Object.assign(frame.style, { width: '100%', border: '0', background: '#fff' });
    return frame;
  }

  /** Over the page, until the payer decides or closes it. */
  function overlay(path, title) {
    const dialog = document.createElement('dialog');
    Object.assign(dialog.style, { width: 'min(22rem, 94vw)', padding: '0', border: '0', borderRadius: '12px' });
    const frame = frameOf(path, title);
    frame.style.height = '26rem';
    const close = document.createElement('button');
    close.type = 'button';
    close.textContent = '✕';
    close.setAttribute('aria-label', 'Close');
    close.addEventListener('click', () => dialog.close());
    dialog.append(close, frame);
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
  }

  const redirects = ['redirect_to_url', 'alipay_handle_redirect'];

  async function act(key, clientSecret, intent) {
    const { type } = intent.next_action;
    if (redirects.includes(type)) {
      location.assign(intent.next_action[type].url);
      return new Promise(() => undefined);
    }
    const dialog = overlay(`authorize/${intent.id}?frame=1`, 'Stripe sandbox');
    let result = { paymentIntent: intent };
    while (dialog.open && result.paymentIntent?.status === 'requires_action') {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      result = await call('', key, clientSecret);
    }
    dialog.remove();
    const failure = result.paymentIntent?.last_payment_error;
    return failure ? { error: { ...failure, payment_intent: result.paymentIntent } } : result;
  }

  async function confirm(key, clientSecret, fields) {
    const result = await call('/confirm', key, clientSecret, fields);
    return result.paymentIntent?.next_action ? act(key, clientSecret, result.paymentIntent) : result;
  }

  function paymentElement(key, clientSecret, locale, { defaultValues = {} }) {
    const tasks = {};
    let frame;
    return {
      on: (event, task) => {
        tasks[event] = task;
      },
      async mount(place) {
        const { paymentIntent, error } = await call('', key, clientSecret);
        if (error) return tasks.loaderror?.({ error });
        const [type] = paymentIntent.payment_method_types;
        const { email = '' } = defaultValues.billingDetails ?? {};
        frame = frameOf(`element?${new URLSearchParams({ type, locale, email })}`, 'Stripe sandbox');
        frame.style.height = '15rem';
        frame.addEventListener('load', () => tasks.ready?.());
        place.append(frame);
      },
      /** What the payer chose in the frame, as the API takes it. */
      read: () =>
        new Promise((resolve) => {
          const hear = ({ source, data }) => {
            if (source !== frame.contentWindow) return;
            window.removeEventListener('message', hear);
            resolve(data);
          };
          window.addEventListener('message', hear);
          frame.contentWindow.postMessage('read', new URL(base).origin);
        }),
    };
  }

  window.Stripe = (key, { locale = 'auto' } = {}) => ({
    elements: ({ clientSecret }) => {
      const elements = { clientSecret };
      elements.create = (_kind, options = {}) => (elements.form = paymentElement(key, clientSecret, locale, options));
      return elements;
    },
    confirmPayment: async ({ elements, confirmParams }) => {
      const { error, fields } = await elements.form.read();
      return error
        ? { error }
        : confirm(key, elements.clientSecret, { return_url: confirmParams.return_url, ...fields });
    },
    confirmPayNowPayment: (clientSecret) => confirm(key, clientSecret, { 'payment_method_data[type]': 'paynow' }),
  });
})();
