/** The shop's one style sheet. */
export const style = `:root{color-scheme:light;--ink:#1d2a30;--quiet:#55656d;--line:#d9e1e2;--ground:#f4f7f6;--card:#fff;--blue:#1f5f7a;--deep:#174a60;--tint:#e6f0f2;--good:#17693f;--bad:#a8281e;--late:#7a5200}
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.6 system-ui,-apple-system,'Segoe UI',Roboto,'PingFang TC','Noto Sans TC','Noto Sans CJK TC','Microsoft JhengHei',sans-serif;overflow-wrap:anywhere}
h1,h2,p,dl,dd,ul{margin:0}
a{color:var(--blue)}
:focus-visible{outline:3px solid var(--blue);outline-offset:2px}
.bar{background:var(--deep);color:#fff}
.bar nav{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:baseline;max-width:60rem;margin:0 auto;padding:.9rem 1rem}
.bar a{color:#fff;text-decoration:none;padding:.2rem 0}
.bar a:hover{text-decoration:underline}
.bar .name{font-size:1.15rem;font-weight:700;margin-right:auto}
main{max-width:60rem;margin:0 auto;padding:1.75rem 1rem 3rem;display:grid;gap:1.25rem}
h1{font-size:1.6rem;line-height:1.3}
h2{font-size:1.15rem;line-height:1.4}
.en{display:block;color:var(--quiet);font-size:.875rem;font-weight:400}
.bar .en{display:inline;color:#d5e4ea;margin-left:.4rem}
.products{display:grid;gap:1.25rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,18rem),1fr))}
.card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.25rem;display:grid;gap:.9rem;align-content:start}
.picture{background:var(--tint);border-radius:.5rem;display:grid;place-items:center;padding:1.25rem}
.picture svg{width:9rem;height:9rem}
.price{font-size:1.35rem;font-weight:700;font-variant-numeric:tabular-nums}
form{display:grid;gap:.6rem}
button,.button{display:block;width:100%;min-height:3rem;padding:.55rem 1rem;border:2px solid var(--blue);border-radius:.5rem;background:var(--blue);color:#fff;font:inherit;font-weight:600;line-height:1.35;text-align:center;text-decoration:none;cursor:pointer}
button:hover,.button:hover{background:var(--deep);border-color:var(--deep)}
button .en{color:#e2eef2;font-size:.8rem}
button.second{background:var(--card);color:var(--blue)}
button.second:hover{background:var(--tint);border-color:var(--blue)}
button.second .en{color:var(--quiet)}
.hint{color:var(--quiet);font-size:.9rem}
.state{border-left:.4rem solid var(--late)}
.state.paid{border-left-color:var(--good)}.state.paid h2{color:var(--good)}
.state.wrong_amount,.alert{border-left:.4rem solid var(--bad)}.state.wrong_amount h2,.alert h2{color:var(--bad)}
.state.waiting h2{color:var(--late)}
.facts{display:grid;grid-template-columns:minmax(6.5rem,auto) 1fr;gap:.5rem 1.25rem}
.facts dt{color:var(--quiet)}
.notices{list-style:none;padding:0;display:grid;gap:.6rem}
.notices li{border-top:1px solid var(--line);padding-top:.6rem}
.good{color:var(--good)}.bad{color:var(--bad)}
code{font:.9em ui-monospace,monospace}
.orders{list-style:none;padding:0;display:grid;gap:.75rem}
.orders a{display:grid;grid-template-columns:1fr auto;gap:.1rem 1rem;background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:.85rem 1rem;color:inherit;text-decoration:none}
.orders a:hover{border-color:var(--blue)}
.orders .no,.orders .state{grid-column:1/-1}.orders .no{font-weight:600}.orders .sum{font-variant-numeric:tabular-nums;text-align:right}
.orders .state{border:0}.orders .paid{color:var(--good)}.orders .waiting{color:var(--late)}.orders .wrong_amount{color:var(--bad)}
.no-break{white-space:nowrap;font-variant-numeric:tabular-nums}
@media (max-width:30rem){.bar .en{display:block;margin:0}h1{font-size:1.35rem}}
@media (min-width:48rem){main{padding-top:2.25rem}.order{grid-template-columns:3fr 2fr}.order>h1,.order>.wide{grid-column:1/-1}.order{align-items:start}}
`;
