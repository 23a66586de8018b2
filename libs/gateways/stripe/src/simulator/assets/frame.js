// Inside the stand-in’s frame: tells the page outside what the payer chose.
(() => {
  const form = document.querySelector('form');
  window.addEventListener('message', ({ source, origin, data }) => {
    if (data !== 'read') return;
    const missing = [...form.elements].find((field) => !field.checkValidity());
    const fields = Object.fromEntries(new FormData(form));
    const answer = missing ? { error: { type: 'validation_error', message: missing.dataset.missing } } : { fields };
    source.postMessage(answer, origin);
  });
})();
