import { document as documentOf, type Html } from '@paycore/simulator-kit';

const style = `body{font:1rem/1.6 system-ui,sans-serif;max-width:32rem;margin:0 auto;padding:1rem;color:#222}
h1{font-size:1.2rem}dl{display:grid;grid-template-columns:auto 1fr;gap:.3rem 1rem}dd{margin:0;font-weight:600;overflow-wrap:anywhere}
fieldset,.fake{border:2px dashed #635bff;border-radius:.5rem;margin:0;padding:.6rem .8rem}fieldset.bare{border:0;padding:0}label{display:block;margin:.3rem 0}
input[type=email],select{font:inherit;width:100%;padding:.4rem;box-sizing:border-box}
button{font:inherit;width:100%;padding:.7rem;margin:.3rem 0;border:0;border-radius:.5rem;background:#4b44c9;color:#fff}
button.no{background:#5c5c5c}svg{display:block;width:9rem;margin:.5rem auto}li{margin:.6rem 0}`;

export const document = (title: string, content: Html): Html =>
  documentOf({ language: 'zh-Hant-TW', title, style }, content);
