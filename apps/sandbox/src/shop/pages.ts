import { html } from 'hono/html';
import { both, frame, money, pictures, type Html } from './layout.ts';
import { stateOf, type OrderState, type ShopOrder } from './order.ts';
import { productNames, products, type Mode, type ProductName } from './products.ts';

const ORDERS_SHOWN = 100;

/** Seconds. */
const UNTIL_STARTED = 3;

export const stateWords: Readonly<Record<OrderState, readonly [zh: string, en: string]>> = {
  waiting: ['等待付款通知', 'Waiting for the payment notice'],
  paid: ['已付款', 'Paid'],
  wrong_amount: ['金額不符，請人工確認', 'The sum differs: to be checked by a person'],
};

export const modeWords: Readonly<Record<Mode, readonly [zh: string, en: string]>> = {
  all_in_one: ['All-in-One：付款頁自選方式', 'All-in-One: the payer picks the method'],
  direct: ['直接刷卡（綠界）', 'Straight to a card payment (ECPay)'],
};

/** `offered`: undefined while the demo is still starting. */
export function productsPage(offered: readonly Mode[] | undefined, cart: string): Promise<string> {
  const again = offered === undefined ? UNTIL_STARTED : undefined;
  return frame(
    { title: '商品', again },
    html`<h1>${both('沙盒裡的茶器小舖', 'A small shop in the sandbox: nothing is sold, no money moves')}</h1>
      ${offered === undefined ? starting : ''}
      <div class="products">${productNames.map((name) => productCard(name, offered ?? [], cart))}</div>`,
  );
}

const starting = html`<p class="card" role="status">
  ${both('示範環境啟動中，馬上就能購買。', 'The demo is still starting; this page tries again by itself.')}
</p>`;

function productCard(name: ProductName, offered: readonly Mode[], cart: string): Html {
  const { zh, en, price } = products[name];
  return html`<section class="card">
    <div class="picture">${pictures[name]}</div>
    <h2>${both(zh, en)}</h2>
    <p class="price">${money(price)}</p>
    ${
      offered.length === 0
        ? ''
        : html`<form method="post" action="/shop/orders">
            <input type="hidden" name="cart" value="${cart}" />
            <input type="hidden" name="product" value="${name}" />
            ${offered.map(
              (mode, at) =>
                html`<button name="mode" value="${mode}" class="${at === 0 ? 'first' : 'second'}">
                  ${both(...buyWords[mode])}
                </button>`,
            )}
          </form>`
    }
  </section>`;
}

const buyWords: Readonly<Record<Mode, readonly [zh: string, en: string]>> = {
  all_in_one: ['購買，自選付款方式', 'Buy, and pick how to pay (All-in-One)'],
  direct: ['購買，直接刷卡', 'Buy, and pay by card (Direct)'],
};

export function ordersPage(orders: readonly ShopOrder[]): Promise<string> {
  const shown = orders.slice(0, ORDERS_SHOWN);
  const more = `較新的 ${ORDERS_SHOWN} 筆，共 ${orders.length} 筆`;
  return frame(
    { title: '訂單' },
    html`<h1>${both('訂單', 'Orders, newest first')}</h1>
      ${orders.length === 0 ? html`<p>${both('還沒有訂單。', 'No orders yet.')}</p>` : ''}
      ${
        orders.length > ORDERS_SHOWN
          ? html`<p class="hint">${both(more, `The newest ${ORDERS_SHOWN} of ${orders.length}`)}</p>`
          : ''
      }
      <ul class="orders">
        ${shown.map((order) => html`<li>${orderLine(order)}</li>`)}
      </ul>`,
  );
}

function orderLine(order: ShopOrder): Html {
  const state = stateOf(order);
  const { zh, en } = products[order.product];
  return html`<a href="/shop/orders/${order.order_no}">
    <span class="no">${order.order_no}</span>
    <span>${both(zh, en)}</span>
    <span class="sum">${money(order.amount)}</span>
    <span class="state ${state}">${both(...stateWords[state])}</span>
  </a>`;
}

export function messagePage(zh: string, en: string): Promise<string> {
  return frame(
    { title: zh },
    html`<h1>${both(zh, en)}</h1>
      <p>
        <a href="/shop">回到商店 <span lang="en">Back to the shop</span></a>
      </p>`,
  );
}
