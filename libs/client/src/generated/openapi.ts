// Written by `npm run client:types` from /openapi.json: a change made here is lost.
export interface paths {
  readonly '/api/paycore/gateways/plus/balance': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** Read the balance */
    readonly post: operations['gateways-plus-balance'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/home/overview': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /** Overview */
    readonly get: operations['home-overview'];
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/manage/gateways': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /** List stored accounts */
    readonly get: operations['manage-gateways'];
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/manage/gateways/{gateway}': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    /** Store an account */
    readonly put: operations['manage-gateways-store'];
    readonly post?: never;
    /** Remove an account */
    readonly delete: operations['manage-gateways-remove'];
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/manage/gateways/{gateway}/verify': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** Verify credentials */
    readonly post: operations['manage-gateways-verify'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/manage/methods': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /** Read the methods */
    readonly get: operations['manage-methods'];
    /** Set the methods */
    readonly put: operations['manage-methods-store'];
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/manage/page': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /** Read the page settings */
    readonly get: operations['manage-page'];
    /** Set the page */
    readonly put: operations['manage-page-store'];
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/manage/page/logo': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    /** Set the logo */
    readonly put: operations['manage-page-logo'];
    readonly post?: never;
    /** Remove the logo */
    readonly delete: operations['manage-page-logo-remove'];
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/methods': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /** List the methods on offer */
    readonly get: operations['methods'];
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/pay': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** Create a payment whose payer picks the method */
    readonly post: operations['pay'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/pay/ecpay/aio': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** Cashier (AIO), all methods */
    readonly post: operations['pay-ecpay-aio'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/pay/ecpay/aio/atm': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** Cashier (AIO), ATM transfer */
    readonly post: operations['pay-ecpay-aio-atm'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/pay/ecpay/aio/barcode': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** Cashier (AIO), store barcode */
    readonly post: operations['pay-ecpay-aio-barcode'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/pay/ecpay/aio/credit': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** Cashier (AIO), credit card */
    readonly post: operations['pay-ecpay-aio-credit'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/pay/ecpay/aio/cvs': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** Cashier (AIO), store code */
    readonly post: operations['pay-ecpay-aio-cvs'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/pay/ecpay/atm': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** ATM transfer, issued in the background */
    readonly post: operations['pay-ecpay-atm'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/pay/ecpay/barcode': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** Store barcode, issued in the background */
    readonly post: operations['pay-ecpay-barcode'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/pay/ecpay/cvs': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** Store code, issued in the background */
    readonly post: operations['pay-ecpay-cvs'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/pay/paypal/checkout': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** PayPal Checkout */
    readonly post: operations['pay-paypal-checkout'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/pay/plus/atm': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** ATM transfer */
    readonly post: operations['pay-plus-atm'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/pay/smilepay/atm': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** ATM transfer */
    readonly post: operations['pay-smilepay-atm'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/pay/smilepay/barcode': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** Store barcode */
    readonly post: operations['pay-smilepay-barcode'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/pay/smilepay/cvs': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** Store code (ibon, FamiPort) */
    readonly post: operations['pay-smilepay-cvs'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/pay/stripe/alipay': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** Alipay */
    readonly post: operations['pay-stripe-alipay'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/pay/stripe/credit': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** Credit card */
    readonly post: operations['pay-stripe-credit'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/pay/stripe/fpx': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** FPX (Malaysia) */
    readonly post: operations['pay-stripe-fpx'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/pay/stripe/grabpay': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** GrabPay */
    readonly post: operations['pay-stripe-grabpay'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/pay/stripe/paynow': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** PayNow (Singapore) */
    readonly post: operations['pay-stripe-paynow'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/pay/stripe/promptpay': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** PromptPay (Thailand) */
    readonly post: operations['pay-stripe-promptpay'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/pay/stripe/wechat-pay': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** WeChat Pay */
    readonly post: operations['pay-stripe-wechat-pay'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/payments': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /** List payments */
    readonly get: operations['payments'];
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/payments/{paymentNo}': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /** Query a payment */
    readonly get: operations['payment'];
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/payments/{paymentNo}/cancel': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** Cancel a payment */
    readonly post: operations['payment-cancel'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/paycore/payments/{paymentNo}/sync': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** Sync a payment */
    readonly post: operations['payment-sync'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    readonly Attempt: {
      /** @description Its number in the payment, from 1. */
      readonly attempt_no: number;
      /**
       * Format: date-time
       * @description Time of creation, UTC.
       */
      readonly created_at: string;
      /**
       * Format: date-time
       * @description Its payment deadline; null if unknown.
       */
      readonly expires_at: string | null;
      /** @description The gateway. */
      readonly gateway: string;
      /** @description PayCore’s order number at the gateway: look for it in the gateway’s console. */
      readonly gateway_order_no: string;
      /** @description The gateway’s own number; null until known. */
      readonly gateway_trade_no: string | null;
      /** @description The payment method. */
      readonly method: string;
      /**
       * Format: date-time
       * @description When PayCore learned that it was paid; null until then.
       */
      readonly paid_at: string | null;
      /** @description What was issued for it; not part of notices. */
      readonly payment_info: Record<string, unknown>;
      /**
       * @description Its own status, in the payment’s words. One closed by PayCore is failed; late money can still turn it into paid.
       * @enum {string}
       */
      readonly status: 'pending' | 'expired' | 'failed' | 'paid';
    };
    readonly BalanceAnswer: {
      readonly data: {
        readonly balance: number | string | null;
        readonly gateway: string;
        readonly raw_response?: unknown;
      };
      /** @enum {string} */
      readonly message: 'Gateway action completed';
      /** @enum {boolean} */
      readonly success: true;
    };
    readonly CancelledAnswer: {
      readonly data: components['schemas']['Payment'];
      /** @enum {string} */
      readonly message: 'Payment cancelled';
      /** @enum {boolean} */
      readonly success: true;
    };
    readonly CreatedAnswer: {
      readonly data: {
        /** @description The amount, in the unit and form of the first create: a number stays a number, "9.99" a string. In All-in-One major units. */
        readonly amount: number | string;
        /** @description The payment’s orders at gateways, oldest first; usually one. A repeated create after the deadline, or a payer who goes to the cashier again or picks another method, adds one; at most 20. In All-in-One none until the payer has picked. */
        readonly attempts: readonly components['schemas']['Attempt'][];
        /**
         * @description Why it ended unpaid: cancelled, paid_beside (the order’s other payment is paid), refused by the gateway, or expired; else null, and null again once it is paid.
         * @enum {string|null}
         */
        readonly closed_reason: 'cancelled' | 'paid_beside' | 'refused' | 'expired' | null;
        /** @description False if an existing payment is returned. */
        readonly created: boolean;
        /**
         * Format: date-time
         * @description Time of creation, UTC.
         */
        readonly created_at: string;
        /** @description The currency. */
        readonly currency: string;
        /**
         * @description Test or production.
         * @enum {string}
         */
        readonly environment: 'test' | 'production';
        /**
         * Format: date-time
         * @description Payment deadline, the latest of what can still be paid; null if unknown. In All-in-One the end of the link where nothing is issued.
         */
        readonly expires_at: string | null;
        /** @description The gateway; with several attempts, that of the paid one, else of the newest with a code. So are method and payment_info. In All-in-One paycore until the payer has picked. */
        readonly gateway: string;
        /** @description Your order number. */
        readonly merchant_order_no: string;
        /** @description The payment method; in All-in-One all until the payer has picked. */
        readonly method: string;
        /**
         * @description direct: you named the method. all_in_one: the payer picks it on the page.
         * @enum {string}
         */
        readonly mode: 'direct' | 'all_in_one';
        /**
         * Format: date-time
         * @description When PayCore learned of the payment; null until then.
         */
        readonly paid_at: string | null;
        /** @description payment_no of the order’s other payment, which is paid; else null. If this one is paid too, refund this one. */
        readonly paid_beside: string | null;
        /** @description The payment was paid more than once: refund the surplus in the gateway’s console. */
        readonly paid_twice: boolean;
        /** @description What the gateway issued, or what a front end needs. */
        readonly payment_info: Record<string, unknown>;
        /** @description PayCore’s payment number. */
        readonly payment_no: string;
        /**
         * Format: uri
         * @description The payment page to send the payer to.
         */
        readonly payment_url: string | null;
        /** @description All that was received, in unit and form of amount: 0 (or "0.00") until paid, more than amount if it was paid twice. */
        readonly received_amount: number | string;
        /** @description A form you can submit yourself (action, method, fields) instead of using payment_url; only while it can be paid. The cashier takes each number once: use redirect_form or payment_url, not both. */
        readonly redirect_form?: {
          /** Format: uri */
          readonly action: string;
          readonly fields: Record<string, unknown>;
          /** @enum {string} */
          readonly method: 'POST';
        };
        /** @description Simulated payment: no money moved. */
        readonly simulated: boolean;
        /**
         * @description Only paid means money received, and it is final. Late money can still turn expired or failed into paid.
         * @enum {string}
         */
        readonly status: 'pending' | 'expired' | 'failed' | 'paid';
      };
      /** @enum {string} */
      readonly message: 'Payment created successfully';
      /** @enum {boolean} */
      readonly success: true;
    };
    readonly CreateLink: {
      readonly amount: number | string;
      readonly buyer_email?: string | null;
      readonly buyer_mobile?: string | null;
      readonly buyer_name?: string | null;
      readonly buyer_phone?: string | null;
      readonly buyer_tel?: string | null;
      readonly cancel_url?: string | null;
      readonly currency?: string | null;
      readonly description?: string | null;
      readonly expire_days?: number | null;
      readonly item_name?: string | null;
      /** Format: date-time */
      readonly link_expires_at?: string | null;
      /** @enum {string|null} */
      readonly locale?: 'zh-tw' | 'zh-cn' | 'en' | 'ja' | 'ko' | 'th' | 'vi' | 'id' | 'ms' | null;
      readonly merchant_order_no: string;
      readonly methods?: readonly string[] | null;
      readonly payer_account?: string | null;
      readonly payok_url?: string | null;
      readonly return_url?: string | null;
      readonly success_url?: string | null;
    };
    readonly CreatePayment: {
      readonly amount: number | string;
      readonly buyer_email?: string | null;
      readonly buyer_mobile?: string | null;
      readonly buyer_name?: string | null;
      readonly buyer_phone?: string | null;
      readonly buyer_tel?: string | null;
      readonly cancel_url?: string | null;
      readonly currency?: string | null;
      readonly description?: string | null;
      readonly expire_days?: number | null;
      readonly gateway_credentials?: Record<string, unknown> | null;
      readonly item_name?: string | null;
      readonly merchant_order_no: string;
      readonly payer_account?: string | null;
      readonly payok_url?: string | null;
      readonly return_url?: string | null;
      readonly success_url?: string | null;
    };
    readonly EcpayCredentials: {
      /**
       * @description stage, staging, test, testing, production or prod; defaults to the API key’s environment.
       * @example stage
       * @enum {string}
       */
      readonly environment?: 'stage' | 'staging' | 'test' | 'testing' | 'production' | 'prod';
      /**
       * @description ECPay’s HashIV, 16 bytes.
       * @example EkRm7iFT261dpevs
       */
      readonly hash_iv: string;
      /**
       * @description ECPay’s HashKey, 16 bytes.
       * @example pwFHCqoQZGmho4w6
       */
      readonly hash_key: string;
      /**
       * @description Your merchant number at ECPay.
       * @example 3002607
       */
      readonly merchant_id: string;
      /** @description For platform merchants only. */
      readonly platform_id?: string;
    };
    readonly Failure: {
      readonly error: {
        readonly error_code: string;
        readonly fields?: Record<string, unknown>;
        readonly payment_no?: string;
      };
      readonly message: string;
      /** @enum {boolean} */
      readonly success: false;
    };
    readonly FoundAnswer: {
      readonly data: components['schemas']['Payment'];
      /** @enum {string} */
      readonly message: 'Payment found';
      /** @enum {boolean} */
      readonly success: true;
    };
    readonly GatewayRemovedAnswer: {
      readonly data: {
        readonly gateways: readonly components['schemas']['StoredGateway'][];
      };
      /** @enum {string} */
      readonly message: 'Gateway removed';
      /** @enum {boolean} */
      readonly success: true;
    };
    readonly GatewaysFoundAnswer: {
      readonly data: {
        readonly gateways: readonly components['schemas']['StoredGateway'][];
      };
      /** @enum {string} */
      readonly message: 'Gateways found';
      /** @enum {boolean} */
      readonly success: true;
    };
    readonly GatewayStoredAnswer: {
      readonly data: {
        readonly gateways: readonly components['schemas']['StoredGateway'][];
      };
      /** @enum {string} */
      readonly message: 'Gateway stored';
      /** @enum {boolean} */
      readonly success: true;
    };
    readonly GatewayVerifiedAnswer: {
      readonly data: {
        readonly gateways: readonly components['schemas']['StoredGateway'][];
      };
      /** @enum {string} */
      readonly message: 'Gateway verified';
      /** @enum {boolean} */
      readonly success: true;
    };
    readonly HealthAnswer: {
      readonly data: {
        /** @enum {string} */
        readonly status: 'ok';
      };
      /** @enum {string} */
      readonly message: 'OK';
      /** @enum {boolean} */
      readonly success: true;
    };
    readonly LinkedAnswer: {
      readonly data: {
        /** @description The amount, in the unit and form of the first create: a number stays a number, "9.99" a string. In All-in-One major units. */
        readonly amount: number | string;
        /** @description The payment’s orders at gateways, oldest first; usually one. A repeated create after the deadline, or a payer who goes to the cashier again or picks another method, adds one; at most 20. In All-in-One none until the payer has picked. */
        readonly attempts: readonly components['schemas']['Attempt'][];
        /**
         * @description Why it ended unpaid: cancelled, paid_beside (the order’s other payment is paid), refused by the gateway, or expired; else null, and null again once it is paid.
         * @enum {string|null}
         */
        readonly closed_reason: 'cancelled' | 'paid_beside' | 'refused' | 'expired' | null;
        /** @description False if an existing payment is returned. */
        readonly created: boolean;
        /**
         * Format: date-time
         * @description Time of creation, UTC.
         */
        readonly created_at: string;
        /** @description The currency. */
        readonly currency: string;
        /**
         * @description Test or production.
         * @enum {string}
         */
        readonly environment: 'test' | 'production';
        /**
         * Format: date-time
         * @description Payment deadline, the latest of what can still be paid; null if unknown. In All-in-One the end of the link where nothing is issued.
         */
        readonly expires_at: string | null;
        /** @description The gateway; with several attempts, that of the paid one, else of the newest with a code. So are method and payment_info. In All-in-One paycore until the payer has picked. */
        readonly gateway: string;
        /** @description Your order number. */
        readonly merchant_order_no: string;
        /** @description The payment method; in All-in-One all until the payer has picked. */
        readonly method: string;
        /**
         * @description direct: you named the method. all_in_one: the payer picks it on the page.
         * @enum {string}
         */
        readonly mode: 'direct' | 'all_in_one';
        /**
         * Format: date-time
         * @description When PayCore learned of the payment; null until then.
         */
        readonly paid_at: string | null;
        /** @description payment_no of the order’s other payment, which is paid; else null. If this one is paid too, refund this one. */
        readonly paid_beside: string | null;
        /** @description The payment was paid more than once: refund the surplus in the gateway’s console. */
        readonly paid_twice: boolean;
        /** @description What the gateway issued, or what a front end needs. */
        readonly payment_info: Record<string, unknown>;
        /** @description PayCore’s payment number. */
        readonly payment_no: string;
        /**
         * Format: uri
         * @description The payment page to send the payer to.
         */
        readonly payment_url: string | null;
        /** @description All that was received, in unit and form of amount: 0 (or "0.00") until paid, more than amount if it was paid twice. */
        readonly received_amount: number | string;
        /** @description Simulated payment: no money moved. */
        readonly simulated: boolean;
        /**
         * @description Only paid means money received, and it is final. Late money can still turn expired or failed into paid.
         * @enum {string}
         */
        readonly status: 'pending' | 'expired' | 'failed' | 'paid';
      };
      /** @enum {string} */
      readonly message: 'Payment created successfully';
      /** @enum {boolean} */
      readonly success: true;
    };
    readonly ListedAnswer: {
      readonly data: {
        /** @description The cursor of the next page; null on the last one. */
        readonly next_cursor: string | null;
        /** @description Payments, newest first, with the fields of the query. While next_cursor is not null there may be fewer than limit, even none. */
        readonly payments: readonly components['schemas']['Payment'][];
      };
      /** @enum {string} */
      readonly message: 'Payments found';
      /** @enum {boolean} */
      readonly success: true;
    };
    readonly ListQuery: {
      /** @enum {string} */
      readonly attention?: 'paid_twice' | 'paid_beside';
      /** Format: date-time */
      readonly created_from?: string;
      /** Format: date-time */
      readonly created_to?: string;
      readonly cursor?: string;
      /** @enum {string} */
      readonly environment?: 'test' | 'production';
      readonly limit?: number;
      readonly merchant_order_no?: string;
      /** @enum {string} */
      readonly status?: 'pending' | 'expired' | 'failed' | 'paid';
    };
    readonly LogoRemovedAnswer: {
      readonly data: components['schemas']['PageSettings'];
      /** @enum {string} */
      readonly message: 'Logo removed';
      /** @enum {boolean} */
      readonly success: true;
    };
    readonly LogoStoredAnswer: {
      readonly data: components['schemas']['PageSettings'];
      /** @enum {string} */
      readonly message: 'Logo stored';
      /** @enum {boolean} */
      readonly success: true;
    };
    readonly MethodSetting: {
      /** @description Whether payers may pick it. */
      readonly enabled: boolean;
      /** @description The gateway. */
      readonly gateway: string;
      /** @description The greatest amount, likewise. */
      readonly max: number | null;
      /** @description The method: what follows /pay/{gateway}/. */
      readonly method: string;
      /** @description The least amount it is offered for, in New Taiwan dollars; null for none. Other currencies are not limited by it. */
      readonly min: number | null;
    };
    readonly MethodsFoundAnswer: {
      readonly data: {
        readonly methods: readonly components['schemas']['MethodSetting'][];
        readonly version: number;
      };
      /** @enum {string} */
      readonly message: 'Methods found';
      /** @enum {boolean} */
      readonly success: true;
    };
    readonly MethodsQuery: {
      readonly amount?: number | string;
      readonly currency?: string | null;
    };
    readonly MethodsStoredAnswer: {
      readonly data: {
        readonly methods: readonly components['schemas']['MethodSetting'][];
        readonly version: number;
      };
      /** @enum {string} */
      readonly message: 'Methods stored';
      /** @enum {boolean} */
      readonly success: true;
    };
    readonly OfferedAnswer: {
      readonly data: {
        readonly methods: readonly components['schemas']['OfferedMethod'][];
      };
      /** @enum {string} */
      readonly message: 'Methods found';
      /** @enum {boolean} */
      readonly success: true;
    };
    readonly OfferedMethod: {
      /** @description The currencies it takes; null for any. */
      readonly currencies: readonly string[] | null;
      /** @description The gateway. */
      readonly gateway: string;
      /** @description The greatest amount, likewise. */
      readonly max: number | null;
      /** @description The method: what follows /pay/{gateway}/. */
      readonly method: string;
      /** @description The project’s least amount in New Taiwan dollars; null for none. */
      readonly min: number | null;
    };
    readonly OverviewAnswer: {
      readonly data: {
        /** @description The same for each currency with payments this month. */
        readonly by_currency: Record<string, unknown>;
        /** @description Paid this month, in major units. */
        readonly month_amount: number;
        /** @description The newest payments. */
        readonly recent_transactions: readonly components['schemas']['Payment'][];
        /** @description Received twice this month and to be refunded, in major units; not in the other two, and with month_amount all that came in. */
        readonly to_return_amount: number;
        /** @description Paid today, in major units. */
        readonly today_amount: number;
      };
      /** @enum {string} */
      readonly message: 'Overview found';
      /** @enum {boolean} */
      readonly success: true;
    };
    readonly OverviewQuery: {
      readonly currency?: string | null;
      /** @enum {string} */
      readonly environment?: 'test' | 'production';
      readonly timezone?: string | null;
    };
    readonly PageFoundAnswer: {
      readonly data: components['schemas']['PageSettings'];
      /** @enum {string} */
      readonly message: 'Page found';
      /** @enum {boolean} */
      readonly success: true;
    };
    readonly PageSettings: {
      /** @description Color of buttons and links, #RRGGBB; null for the usual. */
      readonly accent_color: string | null;
      /**
       * @description Language where a create names no locale; null for that of the payer’s browser, else zh-tw.
       * @enum {string|null}
       */
      readonly default_locale: 'zh-tw' | 'zh-cn' | 'en' | 'ja' | 'ko' | 'th' | 'vi' | 'id' | 'ms' | null;
      /** @description The logo: url, type, width and height; null for none. */
      readonly logo: {
        readonly height: number;
        /** @enum {string} */
        readonly type: 'image/png' | 'image/webp';
        /** Format: uri */
        readonly url: string;
        readonly width: number;
      } | null;
      /** @description The shop’s name on the page, text of one line; null for none. */
      readonly shop_name: string | null;
      /** @description After so many seconds a paid page leads back to success_url; null for never. */
      readonly success_redirect_seconds: number | null;
      /** @description Where payers find help; null for none. */
      readonly support_contact: string | null;
    };
    readonly PageStoredAnswer: {
      readonly data: components['schemas']['PageSettings'];
      /** @enum {string} */
      readonly message: 'Page stored';
      /** @enum {boolean} */
      readonly success: true;
    };
    readonly PaidNotice: {
      readonly data: {
        /** @description The amount, in the unit and form of the first create: a number stays a number, "9.99" a string. In All-in-One major units. */
        readonly amount: number | string;
        /** @description The payment’s orders at gateways, oldest first; usually one. A repeated create after the deadline, or a payer who goes to the cashier again or picks another method, adds one; at most 20. In All-in-One none until the payer has picked. */
        readonly attempts: readonly {
          readonly attempt_no: number;
          /** Format: date-time */
          readonly created_at: string;
          /** Format: date-time */
          readonly expires_at: string | null;
          readonly gateway: string;
          readonly gateway_order_no: string;
          readonly gateway_trade_no: string | null;
          readonly method: string;
          /** Format: date-time */
          readonly paid_at: string | null;
          /** @enum {string} */
          readonly status: 'pending' | 'expired' | 'failed' | 'paid';
        }[];
        /**
         * @description Why it ended unpaid: cancelled, paid_beside (the order’s other payment is paid), refused by the gateway, or expired; else null, and null again once it is paid.
         * @enum {string|null}
         */
        readonly closed_reason: 'cancelled' | 'paid_beside' | 'refused' | 'expired' | null;
        /**
         * Format: date-time
         * @description Time of creation, UTC.
         */
        readonly created_at: string;
        /** @description The currency. */
        readonly currency: string;
        /**
         * @description Test or production.
         * @enum {string}
         */
        readonly environment: 'test' | 'production';
        /**
         * Format: date-time
         * @description Payment deadline, the latest of what can still be paid; null if unknown. In All-in-One the end of the link where nothing is issued.
         */
        readonly expires_at: string | null;
        /** @description The gateway; with several attempts, that of the paid one, else of the newest with a code. So are method and payment_info. In All-in-One paycore until the payer has picked. */
        readonly gateway: string;
        /** @description Your order number. */
        readonly merchant_order_no: string;
        /** @description The payment method; in All-in-One all until the payer has picked. */
        readonly method: string;
        /**
         * @description direct: you named the method. all_in_one: the payer picks it on the page.
         * @enum {string}
         */
        readonly mode: 'direct' | 'all_in_one';
        /**
         * Format: date-time
         * @description When PayCore learned of the payment; null until then.
         */
        readonly paid_at: string;
        /** @description payment_no of the order’s other payment, which is paid; else null. If this one is paid too, refund this one. */
        readonly paid_beside: string | null;
        /** @description The payment was paid more than once: refund the surplus in the gateway’s console. */
        readonly paid_twice: boolean;
        /** @description What the gateway issued, or what a front end needs. */
        readonly payment_info: Record<string, unknown>;
        /** @description PayCore’s payment number. */
        readonly payment_no: string;
        /** @description The payment page to send the payer to. */
        readonly payment_url: null;
        /** @description All that was received, in unit and form of amount: 0 (or "0.00") until paid, more than amount if it was paid twice. */
        readonly received_amount: number | string;
        /** @description Simulated payment: no money moved. */
        readonly simulated: boolean;
        /**
         * @description Only paid means money received, and it is final. Late money can still turn expired or failed into paid.
         * @enum {string}
         */
        readonly status: 'paid';
      };
      /** Format: date-time */
      readonly timestamp: string;
      /** @enum {string} */
      readonly type: 'payment.paid';
    };
    readonly Payment: {
      /** @description The amount, in the unit and form of the first create: a number stays a number, "9.99" a string. In All-in-One major units. */
      readonly amount: number | string;
      /** @description The payment’s orders at gateways, oldest first; usually one. A repeated create after the deadline, or a payer who goes to the cashier again or picks another method, adds one; at most 20. In All-in-One none until the payer has picked. */
      readonly attempts: readonly components['schemas']['Attempt'][];
      /**
       * @description Why it ended unpaid: cancelled, paid_beside (the order’s other payment is paid), refused by the gateway, or expired; else null, and null again once it is paid.
       * @enum {string|null}
       */
      readonly closed_reason: 'cancelled' | 'paid_beside' | 'refused' | 'expired' | null;
      /**
       * Format: date-time
       * @description Time of creation, UTC.
       */
      readonly created_at: string;
      /** @description The currency. */
      readonly currency: string;
      /**
       * @description Test or production.
       * @enum {string}
       */
      readonly environment: 'test' | 'production';
      /**
       * Format: date-time
       * @description Payment deadline, the latest of what can still be paid; null if unknown. In All-in-One the end of the link where nothing is issued.
       */
      readonly expires_at: string | null;
      /** @description The gateway; with several attempts, that of the paid one, else of the newest with a code. So are method and payment_info. In All-in-One paycore until the payer has picked. */
      readonly gateway: string;
      /** @description Your order number. */
      readonly merchant_order_no: string;
      /** @description The payment method; in All-in-One all until the payer has picked. */
      readonly method: string;
      /**
       * @description direct: you named the method. all_in_one: the payer picks it on the page.
       * @enum {string}
       */
      readonly mode: 'direct' | 'all_in_one';
      /**
       * Format: date-time
       * @description When PayCore learned of the payment; null until then.
       */
      readonly paid_at: string | null;
      /** @description payment_no of the order’s other payment, which is paid; else null. If this one is paid too, refund this one. */
      readonly paid_beside: string | null;
      /** @description The payment was paid more than once: refund the surplus in the gateway’s console. */
      readonly paid_twice: boolean;
      /** @description What the gateway issued, or what a front end needs. */
      readonly payment_info: Record<string, unknown>;
      /** @description PayCore’s payment number. */
      readonly payment_no: string;
      /**
       * Format: uri
       * @description The payment page to send the payer to.
       */
      readonly payment_url: string | null;
      /** @description All that was received, in unit and form of amount: 0 (or "0.00") until paid, more than amount if it was paid twice. */
      readonly received_amount: number | string;
      /** @description Simulated payment: no money moved. */
      readonly simulated: boolean;
      /**
       * @description Only paid means money received, and it is final. Late money can still turn expired or failed into paid.
       * @enum {string}
       */
      readonly status: 'pending' | 'expired' | 'failed' | 'paid';
    };
    readonly PaypalCredentials: {
      /**
       * @description The client ID of your PayPal app.
       * @example AYSq3RDGsmBLJE-otTkBtM-jBRd1TCQwFf9RGfwddNXWz0uFU9ztymylOhRS
       */
      readonly client_id: string;
      /**
       * @description The secret of your PayPal app.
       * @example EGnHDxD_qRPdaLdZz8iCr8N7_MzF-YHPTkjs6NKYQvQSBngp4PTTVWkPZRbL
       */
      readonly client_secret: string;
      /**
       * @description sandbox or live; production means live. Defaults to the API key’s environment.
       * @example sandbox
       * @enum {string}
       */
      readonly environment?: 'sandbox' | 'live' | 'production';
      /**
       * @description The webhook ID from PayPal’s console, used to verify callbacks; recommended in production.
       * @example 1JE4291016473214C
       */
      readonly webhook_id?: string;
    };
    readonly PlusCredentials: {
      /**
       * @description The appid at PLUS.
       * @example paycore-demo
       */
      readonly appid: string;
      /**
       * @description The signing key; it is never sent.
       * @example 5f0c2d9b7e14a8630fd1
       */
      readonly secret_key: string;
    };
    readonly SideQuery: {
      /** @enum {string} */
      readonly environment: 'test' | 'production';
    };
    readonly SmilepayCredentials: {
      /**
       * @description The merchant number.
       * @example 107
       */
      readonly dcvc: string;
      /**
       * @description Used if cvs_type is absent; barcode counts as absent.
       * @enum {string}
       */
      readonly default_cvs_type?: 'ibon' | 'fami' | 'famiport' | 'family' | 'barcode';
      /** @description The four digits behind Mid_smilepay; if given, that checksum of a callback is verified. */
      readonly merchant_verify_code?: string;
      /**
       * @description The parameter number, usually 1.
       * @example 1
       */
      readonly rvg2c: string;
      /** @description A token of your choice that authenticates callbacks. It limits the callback URL to 200 characters. */
      readonly validation_token?: string;
      /**
       * @description The check key.
       * @example 174A02F97A95F72CE301137B3F98D128
       */
      readonly verify_key: string;
    };
    readonly StoredGateway: {
      /** @description The account’s number, all but two characters at each end hidden. */
      readonly account: string;
      /**
       * @description Which side is managed: test or production.
       * @enum {string}
       */
      readonly environment: 'test' | 'production';
      /** @description The gateway. */
      readonly gateway: string;
      /**
       * Format: date-time
       * @description When the gateway was last asked about these credentials; null if never.
       */
      readonly verified_at: string | null;
      /**
       * @description What it said: valid, invalid, or unverifiable where the gateway has no such question; null if never asked.
       * @enum {string|null}
       */
      readonly verify_result: 'valid' | 'invalid' | 'unverifiable' | null;
      /** @description Goes up with every change of the credentials. */
      readonly version: number;
    };
    readonly StoreGateway: {
      /** @enum {string} */
      readonly environment: 'test' | 'production';
      readonly gateway_credentials: Record<string, unknown>;
    };
    readonly StoreMethods: {
      /** @enum {string} */
      readonly environment: 'test' | 'production';
      readonly methods: readonly components['schemas']['WrittenMethod'][];
      readonly version: number;
    };
    readonly StorePage: {
      readonly accent_color?: string | null;
      readonly default_locale?: string | null;
      /** @enum {string} */
      readonly environment: 'test' | 'production';
      readonly shop_name?: string | null;
      readonly success_redirect_seconds?: number | null;
      readonly support_contact?: string | null;
    };
    readonly StripeCredentials: {
      /** @description A secret of your choice, which callbacks carry as ?callback_secret= if there is no webhook_secret. */
      readonly callback_secret?: string;
      /**
       * @description The publishable key of the same mode; whether it is of the same account cannot be checked.
       * @example pk_test_PayCoreDemo5QmZr7TtWx2Ynh8Lc
       */
      readonly publishable_key: string;
      /**
       * @description The secret key, sk_test_… or sk_live_…, which selects test or production.
       * @example sk_test_PayCoreDemo5QmZr7TtWx2Ynh8Lc
       */
      readonly secret_key: string;
      /**
       * @description The endpoint’s signing secret, whsec_…; if given, signatures are verified.
       * @example whsec_PayCoreDemoVt3kPz9RrQ4hYw6Jd
       */
      readonly webhook_secret?: string;
    };
    readonly SyncedAnswer: {
      readonly data: components['schemas']['Payment'];
      /** @enum {string} */
      readonly message: 'Payment synced';
      /** @enum {boolean} */
      readonly success: true;
    };
    readonly WrittenMethod: {
      readonly enabled: boolean;
      readonly gateway: string;
      readonly max?: number | null;
      readonly method: string;
      readonly min?: number | null;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  readonly 'gateways-plus-balance': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': {
          readonly gateway_credentials?: components['schemas']['PlusCredentials'] | null;
        };
      };
    };
    readonly responses: {
      /** @description data.gateway = plus, data.balance, data.raw_response */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['BalanceAnswer'];
        };
      };
    };
  };
  readonly 'home-overview': {
    readonly parameters: {
      readonly query?: {
        /**
         * @description Currency of today_amount and month_amount.
         * @example TWD
         */
        readonly currency?: string | null;
        /**
         * @description Test or production; defaults to the API key’s own. A test key cannot see production.
         * @example test
         */
        readonly environment?: 'test' | 'production';
        /**
         * @description IANA time zone for today and this month; overrides the header. Defaults to Asia/Taipei.
         * @example Asia/Taipei
         */
        readonly timezone?: string | null;
      };
      readonly header?: {
        /**
         * @description The browser’s time zone, an IANA name.
         * @example Asia/Taipei
         */
        readonly 'X-PayCore-Timezone'?: string;
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description data.today_amount, data.month_amount, data.recent_transactions */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['OverviewAnswer'];
        };
      };
    };
  };
  readonly 'manage-gateways': {
    readonly parameters: {
      readonly query: {
        /**
         * @description Which side is managed: test or production.
         * @example test
         */
        readonly environment: 'test' | 'production';
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description data.gateways */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['GatewaysFoundAnswer'];
        };
      };
    };
  };
  readonly 'manage-gateways-store': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /**
         * @description The gateway.
         * @example ecpay
         */
        readonly gateway: 'ecpay' | 'paypal' | 'plus' | 'smilepay' | 'stripe';
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['StoreGateway'] & {
          readonly gateway_credentials?:
            | components['schemas']['EcpayCredentials']
            | components['schemas']['PaypalCredentials']
            | components['schemas']['PlusCredentials']
            | components['schemas']['SmilepayCredentials']
            | components['schemas']['StripeCredentials'];
        };
      };
    };
    readonly responses: {
      /** @description data.gateways */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['GatewayStoredAnswer'];
        };
      };
    };
  };
  readonly 'manage-gateways-remove': {
    readonly parameters: {
      readonly query: {
        /**
         * @description Which side is managed: test or production.
         * @example test
         */
        readonly environment: 'test' | 'production';
      };
      readonly header?: never;
      readonly path: {
        /**
         * @description The gateway.
         * @example ecpay
         */
        readonly gateway: 'ecpay' | 'paypal' | 'plus' | 'smilepay' | 'stripe';
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description data.gateways */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['GatewayRemovedAnswer'];
        };
      };
    };
  };
  readonly 'manage-gateways-verify': {
    readonly parameters: {
      readonly query: {
        /**
         * @description Which side is managed: test or production.
         * @example test
         */
        readonly environment: 'test' | 'production';
      };
      readonly header?: never;
      readonly path: {
        /**
         * @description The gateway.
         * @example ecpay
         */
        readonly gateway: 'ecpay' | 'paypal' | 'plus' | 'smilepay' | 'stripe';
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description data.gateways */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['GatewayVerifiedAnswer'];
        };
      };
    };
  };
  readonly 'manage-methods': {
    readonly parameters: {
      readonly query: {
        /**
         * @description Which side is managed: test or production.
         * @example test
         */
        readonly environment: 'test' | 'production';
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description data.version, data.methods */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['MethodsFoundAnswer'];
        };
      };
    };
  };
  readonly 'manage-methods-store': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['StoreMethods'] & {
          readonly methods?: readonly (
            | {
                /** @constant */
                readonly gateway?: 'ecpay';
                /** @enum {unknown} */
                readonly method?:
                  'aio' | 'aio/credit' | 'aio/atm' | 'aio/cvs' | 'aio/barcode' | 'atm' | 'cvs' | 'barcode';
              }
            | {
                /** @constant */
                readonly gateway?: 'paypal';
                /** @enum {unknown} */
                readonly method?: 'checkout';
              }
            | {
                /** @constant */
                readonly gateway?: 'plus';
                /** @enum {unknown} */
                readonly method?: 'atm';
              }
            | {
                /** @constant */
                readonly gateway?: 'smilepay';
                /** @enum {unknown} */
                readonly method?: 'atm' | 'cvs' | 'barcode';
              }
            | {
                /** @constant */
                readonly gateway?: 'stripe';
                /** @enum {unknown} */
                readonly method?: 'credit' | 'alipay' | 'wechat-pay' | 'grabpay' | 'paynow' | 'promptpay' | 'fpx';
              }
          )[];
        };
      };
    };
    readonly responses: {
      /** @description data.version, data.methods */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['MethodsStoredAnswer'];
        };
      };
    };
  };
  readonly 'manage-page': {
    readonly parameters: {
      readonly query: {
        /**
         * @description Which side is managed: test or production.
         * @example test
         */
        readonly environment: 'test' | 'production';
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description data.shop_name, data.accent_color, data.logo */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['PageFoundAnswer'];
        };
      };
    };
  };
  readonly 'manage-page-store': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['StorePage'];
      };
    };
    readonly responses: {
      /** @description data.shop_name, data.accent_color, data.logo */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['PageStoredAnswer'];
        };
      };
    };
  };
  readonly 'manage-page-logo': {
    readonly parameters: {
      readonly query: {
        /**
         * @description Which side is managed: test or production.
         * @example test
         */
        readonly environment: 'test' | 'production';
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'image/png': unknown;
        readonly 'image/webp': unknown;
      };
    };
    readonly responses: {
      /** @description data.shop_name, data.accent_color, data.logo */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['LogoStoredAnswer'];
        };
      };
    };
  };
  readonly 'manage-page-logo-remove': {
    readonly parameters: {
      readonly query: {
        /**
         * @description Which side is managed: test or production.
         * @example test
         */
        readonly environment: 'test' | 'production';
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description data.shop_name, data.accent_color, data.logo */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['LogoRemovedAnswer'];
        };
      };
    };
  };
  readonly methods: {
    readonly parameters: {
      readonly query?: {
        /**
         * @description The amount in major units of the currency; any where absent.
         * @example 980
         */
        readonly amount?: number | string;
        /**
         * @description The currency; TWD where absent.
         * @example TWD
         */
        readonly currency?: string | null;
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description data.methods */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['OfferedAnswer'];
        };
      };
    };
  };
  readonly pay: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreateLink'] & {
          readonly methods?:
            | readonly (
                | 'ecpay/aio'
                | 'ecpay/aio/credit'
                | 'ecpay/aio/atm'
                | 'ecpay/aio/cvs'
                | 'ecpay/aio/barcode'
                | 'ecpay/atm'
                | 'ecpay/cvs'
                | 'ecpay/barcode'
                | 'paypal/checkout'
                | 'plus/atm'
                | 'smilepay/atm'
                | 'smilepay/cvs'
                | 'smilepay/barcode'
                | 'stripe/credit'
                | 'stripe/alipay'
                | 'stripe/wechat-pay'
                | 'stripe/grabpay'
                | 'stripe/paynow'
                | 'stripe/promptpay'
                | 'stripe/fpx'
              )[]
            | null;
        };
      };
    };
    readonly responses: {
      /** @description data.payment_url, data.mode = all_in_one, data.gateway = paycore, data.method = all */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['LinkedAnswer'];
        };
      };
    };
  };
  readonly 'pay-ecpay-aio': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreatePayment'] & {
          /**
           * @description The amount: whole New Taiwan dollars; NT$980 is 980.
           * @example 980
           */
          readonly amount: number;
          /**
           * @description ISO 4217, case-insensitive; defaults to TWD. One of: TWD.
           * @example TWD
           * @enum {string|null}
           */
          readonly currency?: 'TWD' | null;
          readonly gateway_credentials?: components['schemas']['EcpayCredentials'] | null;
        };
      };
    };
    readonly responses: {
      /** @description data.gateway = ecpay, data.method = all, data.status = pending, data.payment_url, data.redirect_form, data.payment_info.bank_code, data.payment_info.bank_name, data.payment_info.virtual_account, data.payment_info.expire_at, data.payment_info.payment_code, data.payment_info.ecpay.barcode1 */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['CreatedAnswer'] & {
            readonly data?: {
              readonly amount?: number;
              /** @constant */
              readonly gateway?: 'ecpay';
              /** @constant */
              readonly method?: 'all';
              readonly payment_info?: {
                /**
                 * @description Bank code, entered along with the account number. Once ECPay has issued it.
                 * @example 013
                 */
                readonly bank_code?: string;
                /**
                 * @description Bank name; null where PayCore does not know the code. Once ECPay has issued it.
                 * @example 國泰世華銀行
                 */
                readonly bank_name?: string | null;
                readonly ecpay?: {
                  /**
                   * Format: uri
                   * @description The gateway’s own page about paying by barcode. Once ECPay has issued it.
                   * @example https://www.ecpay.com.tw/introcvs
                   */
                  readonly barcode_intro_url?: string | null;
                  /**
                   * @description Always false: the three barcodes must not be copied. Once ECPay has issued it.
                   * @example false
                   * @constant
                   */
                  readonly barcode_segments_copyable?: false;
                  /**
                   * @description What the payer should do. Once ECPay has issued it.
                   * @example copy_payment_page_url_and_scan_rendered_barcodes
                   * @constant
                   */
                  readonly barcode_user_action?: 'copy_payment_page_url_and_scan_rendered_barcodes';
                  /**
                   * Format: uri
                   * @description The URL for the payer to copy: the payment page, which shows the barcodes for the store to scan. Once ECPay has issued it.
                   * @example https://pay.shop.example/zh-tw/pay/PAY202606220001ABCDEFGH?token=3q2-7wXk
                   */
                  readonly barcode_user_copy_url?: string;
                  /**
                   * @description The first of the three barcodes. For scanning only; do not let the payer copy it. Once ECPay has issued it.
                   * @example 150630A1F
                   */
                  readonly barcode1?: string;
                  /**
                   * @description The second of the three barcodes. For scanning only; do not let the payer copy it. Once ECPay has issued it.
                   * @example 6763618191673429
                   */
                  readonly barcode2?: string;
                  /**
                   * @description The third of the three barcodes. For scanning only; do not let the payer copy it. Once ECPay has issued it.
                   * @example 062200000000980
                   */
                  readonly barcode3?: string;
                  /**
                   * @description The method: always barcode. Once ECPay has issued it.
                   * @example barcode
                   * @constant
                   */
                  readonly selected_payment_method?: 'barcode';
                };
                /**
                 * @description Payment deadline, in Taipei time. Once ECPay has issued it.
                 * @example 2026-06-28 23:59:59
                 */
                readonly expire_at?: string;
                /**
                 * @description The store code, which the payer enters at the store’s kiosk. Once ECPay has issued it.
                 * @example GW226062212345
                 */
                readonly payment_code?: string;
                /**
                 * @description The virtual account number, issued for this payment only. Once ECPay has issued it.
                 * @example 9103522175887271
                 */
                readonly virtual_account?: string;
              };
              readonly received_amount?: number;
            };
          };
        };
      };
    };
  };
  readonly 'pay-ecpay-aio-atm': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreatePayment'] & {
          /**
           * @description The amount: whole New Taiwan dollars; NT$980 is 980.
           * @example 980
           */
          readonly amount: number;
          /**
           * @description ISO 4217, case-insensitive; defaults to TWD. One of: TWD.
           * @example TWD
           * @enum {string|null}
           */
          readonly currency?: 'TWD' | null;
          readonly gateway_credentials?: components['schemas']['EcpayCredentials'] | null;
        };
      };
    };
    readonly responses: {
      /** @description data.gateway = ecpay, data.method = atm, data.status = pending, data.payment_url, data.redirect_form, data.payment_info.bank_code, data.payment_info.bank_name, data.payment_info.virtual_account, data.payment_info.expire_at */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['CreatedAnswer'] & {
            readonly data?: {
              readonly amount?: number;
              /** @constant */
              readonly gateway?: 'ecpay';
              /** @constant */
              readonly method?: 'atm';
              readonly payment_info?: {
                /**
                 * @description Bank code, entered along with the account number. Once ECPay has issued it.
                 * @example 013
                 */
                readonly bank_code?: string;
                /**
                 * @description Bank name; null where PayCore does not know the code. Once ECPay has issued it.
                 * @example 國泰世華銀行
                 */
                readonly bank_name?: string | null;
                /**
                 * @description Payment deadline, in Taipei time. Once ECPay has issued it.
                 * @example 2026-06-28 23:59:59
                 */
                readonly expire_at?: string;
                /**
                 * @description The virtual account number, issued for this payment only. Once ECPay has issued it.
                 * @example 9103522175887271
                 */
                readonly virtual_account?: string;
              };
              readonly received_amount?: number;
            };
          };
        };
      };
    };
  };
  readonly 'pay-ecpay-aio-barcode': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreatePayment'] & {
          /**
           * @description The amount: whole New Taiwan dollars; NT$980 is 980.
           * @example 980
           */
          readonly amount: number;
          /**
           * @description ISO 4217, case-insensitive; defaults to TWD. One of: TWD.
           * @example TWD
           * @enum {string|null}
           */
          readonly currency?: 'TWD' | null;
          readonly gateway_credentials?: components['schemas']['EcpayCredentials'] | null;
        };
      };
    };
    readonly responses: {
      /** @description data.gateway = ecpay, data.method = barcode, data.status = pending, data.payment_url, data.redirect_form, data.payment_info.ecpay.selected_payment_method, data.payment_info.ecpay.barcode_user_copy_url, data.payment_info.ecpay.barcode_segments_copyable, data.payment_info.ecpay.barcode_user_action, data.payment_info.ecpay.barcode_intro_url, data.payment_info.ecpay.barcode1 */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['CreatedAnswer'] & {
            readonly data?: {
              readonly amount?: number;
              /** @constant */
              readonly gateway?: 'ecpay';
              /** @constant */
              readonly method?: 'barcode';
              readonly payment_info?: {
                readonly ecpay: {
                  /**
                   * Format: uri
                   * @description The gateway’s own page about paying by barcode.
                   * @example https://www.ecpay.com.tw/introcvs
                   */
                  readonly barcode_intro_url: string | null;
                  /**
                   * @description Always false: the three barcodes must not be copied.
                   * @example false
                   * @constant
                   */
                  readonly barcode_segments_copyable: false;
                  /**
                   * @description What the payer should do.
                   * @example copy_payment_page_url_and_scan_rendered_barcodes
                   * @constant
                   */
                  readonly barcode_user_action: 'copy_payment_page_url_and_scan_rendered_barcodes';
                  /**
                   * Format: uri
                   * @description The URL for the payer to copy: the payment page, which shows the barcodes for the store to scan.
                   * @example https://pay.shop.example/zh-tw/pay/PAY202606220001ABCDEFGH?token=3q2-7wXk
                   */
                  readonly barcode_user_copy_url: string;
                  /**
                   * @description The first of the three barcodes. For scanning only; do not let the payer copy it. Once ECPay has issued it.
                   * @example 150630A1F
                   */
                  readonly barcode1?: string;
                  /**
                   * @description The second of the three barcodes. For scanning only; do not let the payer copy it. Once ECPay has issued it.
                   * @example 6763618191673429
                   */
                  readonly barcode2?: string;
                  /**
                   * @description The third of the three barcodes. For scanning only; do not let the payer copy it. Once ECPay has issued it.
                   * @example 062200000000980
                   */
                  readonly barcode3?: string;
                  /**
                   * @description Payment deadline, in Taipei time. Once ECPay has issued it.
                   * @example 2026-06-28 23:59:59
                   */
                  readonly expire_at?: string;
                  /**
                   * @description The method: always barcode.
                   * @example barcode
                   * @constant
                   */
                  readonly selected_payment_method: 'barcode';
                };
              };
              readonly received_amount?: number;
            };
          };
        };
      };
    };
  };
  readonly 'pay-ecpay-aio-credit': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreatePayment'] & {
          /**
           * @description The amount: whole New Taiwan dollars; NT$980 is 980.
           * @example 980
           */
          readonly amount: number;
          /**
           * @description ISO 4217, case-insensitive; defaults to TWD. One of: TWD.
           * @example TWD
           * @enum {string|null}
           */
          readonly currency?: 'TWD' | null;
          readonly gateway_credentials?: components['schemas']['EcpayCredentials'] | null;
        };
      };
    };
    readonly responses: {
      /** @description data.gateway = ecpay, data.method = credit, data.status = pending, data.payment_url, data.redirect_form */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['CreatedAnswer'] & {
            readonly data?: {
              readonly amount?: number;
              /** @constant */
              readonly gateway?: 'ecpay';
              /** @constant */
              readonly method?: 'credit';
              readonly payment_info?: Record<string, never>;
              readonly received_amount?: number;
            };
          };
        };
      };
    };
  };
  readonly 'pay-ecpay-aio-cvs': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreatePayment'] & {
          /**
           * @description The amount: whole New Taiwan dollars; NT$980 is 980.
           * @example 980
           */
          readonly amount: number;
          /**
           * @description ISO 4217, case-insensitive; defaults to TWD. One of: TWD.
           * @example TWD
           * @enum {string|null}
           */
          readonly currency?: 'TWD' | null;
          readonly gateway_credentials?: components['schemas']['EcpayCredentials'] | null;
        };
      };
    };
    readonly responses: {
      /** @description data.gateway = ecpay, data.method = cvs, data.status = pending, data.payment_url, data.redirect_form, data.payment_info.payment_code, data.payment_info.expire_at */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['CreatedAnswer'] & {
            readonly data?: {
              readonly amount?: number;
              /** @constant */
              readonly gateway?: 'ecpay';
              /** @constant */
              readonly method?: 'cvs';
              readonly payment_info?: {
                /**
                 * @description Payment deadline, in Taipei time. Once ECPay has issued it.
                 * @example 2026-06-28 23:59:59
                 */
                readonly expire_at?: string;
                /**
                 * @description The store code, which the payer enters at the store’s kiosk. Once ECPay has issued it.
                 * @example GW226062212345
                 */
                readonly payment_code?: string;
              };
              readonly received_amount?: number;
            };
          };
        };
      };
    };
  };
  readonly 'pay-ecpay-atm': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreatePayment'] & {
          /**
           * @description The amount: whole New Taiwan dollars; NT$980 is 980.
           * @example 980
           */
          readonly amount: number;
          /**
           * @description ISO 4217, case-insensitive; defaults to TWD. One of: TWD.
           * @example TWD
           * @enum {string|null}
           */
          readonly currency?: 'TWD' | null;
          readonly gateway_credentials?: components['schemas']['EcpayCredentials'] | null;
        };
      };
    };
    readonly responses: {
      /** @description data.gateway = ecpay, data.method = atm, data.status = pending, data.payment_url, data.payment_info.bank_code, data.payment_info.bank_name, data.payment_info.virtual_account, data.payment_info.expire_at */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['CreatedAnswer'] & {
            readonly data?: {
              readonly amount?: number;
              /** @constant */
              readonly gateway?: 'ecpay';
              /** @constant */
              readonly method?: 'atm';
              readonly payment_info?: {
                /**
                 * @description Bank code, entered along with the account number.
                 * @example 013
                 */
                readonly bank_code: string;
                /**
                 * @description Bank name; null where PayCore does not know the code.
                 * @example 國泰世華銀行
                 */
                readonly bank_name: string | null;
                /**
                 * @description Payment deadline, in Taipei time.
                 * @example 2026-06-28 23:59:59
                 */
                readonly expire_at: string;
                /**
                 * @description The virtual account number, issued for this payment only.
                 * @example 9103522175887271
                 */
                readonly virtual_account: string;
              };
              readonly received_amount?: number;
            };
          };
        };
      };
    };
  };
  readonly 'pay-ecpay-barcode': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreatePayment'] & {
          /**
           * @description The amount: whole New Taiwan dollars; NT$980 is 980.
           * @example 980
           */
          readonly amount: number;
          /**
           * @description ISO 4217, case-insensitive; defaults to TWD. One of: TWD.
           * @example TWD
           * @enum {string|null}
           */
          readonly currency?: 'TWD' | null;
          readonly gateway_credentials?: components['schemas']['EcpayCredentials'] | null;
        };
      };
    };
    readonly responses: {
      /** @description data.gateway = ecpay, data.method = barcode, data.status = pending, data.payment_url, data.payment_info.ecpay.selected_payment_method, data.payment_info.ecpay.barcode1, data.payment_info.ecpay.barcode2, data.payment_info.ecpay.barcode3, data.payment_info.ecpay.barcode_user_copy_url, data.payment_info.ecpay.barcode_segments_copyable */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['CreatedAnswer'] & {
            readonly data?: {
              readonly amount?: number;
              /** @constant */
              readonly gateway?: 'ecpay';
              /** @constant */
              readonly method?: 'barcode';
              readonly payment_info?: {
                readonly ecpay: {
                  /**
                   * Format: uri
                   * @description The gateway’s own page about paying by barcode.
                   * @example https://www.ecpay.com.tw/introcvs
                   */
                  readonly barcode_intro_url: string | null;
                  /**
                   * @description Always false: the three barcodes must not be copied.
                   * @example false
                   * @constant
                   */
                  readonly barcode_segments_copyable: false;
                  /**
                   * @description What the payer should do.
                   * @example copy_payment_page_url_and_scan_rendered_barcodes
                   * @constant
                   */
                  readonly barcode_user_action: 'copy_payment_page_url_and_scan_rendered_barcodes';
                  /**
                   * Format: uri
                   * @description The URL for the payer to copy: the payment page, which shows the barcodes for the store to scan.
                   * @example https://pay.shop.example/zh-tw/pay/PAY202606220001ABCDEFGH?token=3q2-7wXk
                   */
                  readonly barcode_user_copy_url: string;
                  /**
                   * @description The first of the three barcodes. For scanning only; do not let the payer copy it.
                   * @example 150630A1F
                   */
                  readonly barcode1: string;
                  /**
                   * @description The second of the three barcodes. For scanning only; do not let the payer copy it.
                   * @example 6763618191673429
                   */
                  readonly barcode2: string;
                  /**
                   * @description The third of the three barcodes. For scanning only; do not let the payer copy it.
                   * @example 062200000000980
                   */
                  readonly barcode3: string;
                  /**
                   * @description Payment deadline, in Taipei time.
                   * @example 2026-06-28 23:59:59
                   */
                  readonly expire_at: string;
                  /**
                   * @description The method: always barcode.
                   * @example barcode
                   * @constant
                   */
                  readonly selected_payment_method: 'barcode';
                };
              };
              readonly received_amount?: number;
            };
          };
        };
      };
    };
  };
  readonly 'pay-ecpay-cvs': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreatePayment'] & {
          /**
           * @description The amount: whole New Taiwan dollars; NT$980 is 980.
           * @example 980
           */
          readonly amount: number;
          /**
           * @description ISO 4217, case-insensitive; defaults to TWD. One of: TWD.
           * @example TWD
           * @enum {string|null}
           */
          readonly currency?: 'TWD' | null;
          readonly gateway_credentials?: components['schemas']['EcpayCredentials'] | null;
        };
      };
    };
    readonly responses: {
      /** @description data.gateway = ecpay, data.method = cvs, data.status = pending, data.payment_url, data.payment_info.payment_code, data.payment_info.payment_code_url, data.payment_info.expire_at */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['CreatedAnswer'] & {
            readonly data?: {
              readonly amount?: number;
              /** @constant */
              readonly gateway?: 'ecpay';
              /** @constant */
              readonly method?: 'cvs';
              readonly payment_info?: {
                /**
                 * @description Payment deadline, in Taipei time.
                 * @example 2026-06-28 23:59:59
                 */
                readonly expire_at: string;
                /**
                 * @description The store code, which the payer enters at the store’s kiosk.
                 * @example GW226062212345
                 */
                readonly payment_code: string;
                /**
                 * Format: uri
                 * @description ECPay’s page for the code; null if there is none.
                 * @example https://payment-stage.ecpay.com.tw/PaymentRule/CVSBarCode?PaymentNo=GW226062212345
                 */
                readonly payment_code_url: string | null;
              };
              readonly received_amount?: number;
            };
          };
        };
      };
    };
  };
  readonly 'pay-paypal-checkout': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreatePayment'] & {
          /**
           * @description The amount: major units of the currency, an integer or a decimal string; NT$980 is 980, US$9.99 is "9.99". Beware: 1999 is US$1,999, not US$19.99. At most two decimals; TWD, JPY and HUF take none, not even "980.00".
           * @example 9.99
           */
          readonly amount: number | string;
          /**
           * @description ISO 4217, case-insensitive; defaults to TWD.
           * @example USD
           */
          readonly currency?: string | null;
          readonly gateway_credentials?: components['schemas']['PaypalCredentials'] | null;
        };
      };
    };
    readonly responses: {
      /** @description data.gateway = paypal, data.method = checkout, data.status = pending, data.payment_url, data.payment_info.approval_url, data.payment_info.paypal_capture_id */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['CreatedAnswer'] & {
            readonly data?: {
              /** @constant */
              readonly gateway?: 'paypal';
              /** @constant */
              readonly method?: 'checkout';
              readonly payment_info?: {
                /**
                 * Format: uri
                 * @description PayPal’s approval page; send the payer there, or let the payment page do it.
                 * @example https://www.sandbox.paypal.com/checkoutnow?token=5O190127TN364715T
                 */
                readonly approval_url: string;
                /**
                 * @description Capture id, once it is paid.
                 * @example 3C679366HH908993F
                 */
                readonly paypal_capture_id?: string;
              };
            };
          };
        };
      };
    };
  };
  readonly 'pay-plus-atm': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreatePayment'] & {
          /**
           * @description The amount: whole New Taiwan dollars; NT$980 is 980.
           * @example 980
           */
          readonly amount: number;
          /**
           * @description ISO 4217, case-insensitive; defaults to TWD. One of: TWD.
           * @example TWD
           * @enum {string|null}
           */
          readonly currency?: 'TWD' | null;
          readonly gateway_credentials?: components['schemas']['PlusCredentials'] | null;
        };
      };
    };
    readonly responses: {
      /** @description data.gateway = plus, data.method = atm, data.status = pending, data.payment_url, data.payment_info.account_code, data.payment_info.plat_no, data.payment_info.virtual_account, data.payment_info.bank_code, data.payment_info.bank_name, data.payment_info.expire_at */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['CreatedAnswer'] & {
            readonly data?: {
              readonly amount?: number;
              /** @constant */
              readonly gateway?: 'plus';
              /** @constant */
              readonly method?: 'atm';
              readonly payment_info?: {
                /**
                 * @description The account number.
                 * @example 9103522175887271
                 */
                readonly account_code: string;
                /**
                 * @description Bank code, entered along with the account number.
                 * @example 013
                 */
                readonly bank_code: string | null;
                /**
                 * @description Bank name; null where PayCore does not know the code.
                 * @example 國泰世華銀行
                 */
                readonly bank_name: string | null;
                /**
                 * @description Payment deadline, in Taipei time.
                 * @example 2026-06-28 23:59:59
                 */
                readonly expire_at: string;
                /**
                 * @description PLUS’s number of the order.
                 * @example PLUS2026062200001
                 */
                readonly plat_no: string;
                /**
                 * @description The virtual account number, issued for this payment only.
                 * @example 9103522175887271
                 */
                readonly virtual_account: string;
              };
              readonly received_amount?: number;
            };
          };
        };
      };
    };
  };
  readonly 'pay-smilepay-atm': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreatePayment'] & {
          /**
           * @description The amount: whole New Taiwan dollars; NT$980 is 980.
           * @example 980
           */
          readonly amount: number;
          /**
           * @description ISO 4217, case-insensitive; defaults to TWD. One of: TWD.
           * @example TWD
           * @enum {string|null}
           */
          readonly currency?: 'TWD' | null;
          readonly gateway_credentials?: components['schemas']['SmilepayCredentials'] | null;
        };
      };
    };
    readonly responses: {
      /** @description data.gateway = smilepay, data.method = atm, data.status = pending, data.payment_url, data.payment_info.AtmBankNo, data.payment_info.AtmNo, data.payment_info.bank_code, data.payment_info.bank_name, data.payment_info.virtual_account, data.payment_info.SmilePayNO */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['CreatedAnswer'] & {
            readonly data?: {
              readonly amount?: number;
              /** @constant */
              readonly gateway?: 'smilepay';
              /** @constant */
              readonly method?: 'atm';
              readonly payment_info?: {
                /**
                 * @description Bank code, the same as bank_code.
                 * @example 809
                 */
                readonly AtmBankNo: string;
                /**
                 * @description Account number, the same as virtual_account.
                 * @example 8011773423689453
                 */
                readonly AtmNo: string;
                /**
                 * @description Bank code, entered along with the account number.
                 * @example 809
                 */
                readonly bank_code: string;
                /**
                 * @description Bank name; null where PayCore does not know the code.
                 * @example 凱基銀行
                 */
                readonly bank_name: string | null;
                /**
                 * @description Payment deadline, in Taipei time.
                 * @example 2026-06-28 23:59:59
                 */
                readonly expire_at: string;
                /**
                 * @description Payment deadline, as SmilePay formats it.
                 * @example 2026/06/28 23:59:59
                 */
                readonly PayEndDate: string;
                /**
                 * @description SmilePay’s order number.
                 * @example 062223689453
                 */
                readonly SmilePayNO: string;
                /**
                 * @description The virtual account number, issued for this payment only.
                 * @example 8011773423689453
                 */
                readonly virtual_account: string;
              };
              readonly received_amount?: number;
            };
          };
        };
      };
    };
  };
  readonly 'pay-smilepay-barcode': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreatePayment'] & {
          /**
           * @description The amount: whole New Taiwan dollars; NT$980 is 980.
           * @example 980
           */
          readonly amount: number;
          /**
           * @description ISO 4217, case-insensitive; defaults to TWD. One of: TWD.
           * @example TWD
           * @enum {string|null}
           */
          readonly currency?: 'TWD' | null;
          readonly gateway_credentials?: components['schemas']['SmilepayCredentials'] | null;
        };
      };
    };
    readonly responses: {
      /** @description data.gateway = smilepay, data.method = barcode, data.status = pending, data.payment_url, data.payment_info.smilepay.selected_payment_method, data.payment_info.smilepay.barcode1, data.payment_info.smilepay.barcode2, data.payment_info.smilepay.barcode3, data.payment_info.smilepay.barcode_user_copy_url, data.payment_info.smilepay.barcode_segments_copyable */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['CreatedAnswer'] & {
            readonly data?: {
              readonly amount?: number;
              /** @constant */
              readonly gateway?: 'smilepay';
              /** @constant */
              readonly method?: 'barcode';
              readonly payment_info?: {
                readonly smilepay: {
                  /**
                   * Format: uri
                   * @description The gateway’s own page about paying by barcode.
                   * @example https://www.smilepay.net/es/index_gz_index.asp
                   */
                  readonly barcode_intro_url: string | null;
                  /**
                   * @description Always false: the three barcodes must not be copied.
                   * @example false
                   * @constant
                   */
                  readonly barcode_segments_copyable: false;
                  /**
                   * @description What the payer should do.
                   * @example copy_payment_page_url_and_scan_rendered_barcodes
                   * @constant
                   */
                  readonly barcode_user_action: 'copy_payment_page_url_and_scan_rendered_barcodes';
                  /**
                   * Format: uri
                   * @description The URL for the payer to copy: the payment page, which shows the barcodes for the store to scan.
                   * @example https://pay.shop.example/zh-tw/pay/PAY202606220001ABCDEFGH?token=3q2-7wXk
                   */
                  readonly barcode_user_copy_url: string;
                  /**
                   * @description The first of the three barcodes. For scanning only; do not let the payer copy it.
                   * @example 150630A1F
                   */
                  readonly barcode1: string;
                  /**
                   * @description The second of the three barcodes. For scanning only; do not let the payer copy it.
                   * @example 6763618191673429
                   */
                  readonly barcode2: string;
                  /**
                   * @description The third of the three barcodes. For scanning only; do not let the payer copy it.
                   * @example 062200000000980
                   */
                  readonly barcode3: string;
                  /**
                   * @description Payment deadline, in Taipei time.
                   * @example 2026-06-28 23:59:59
                   */
                  readonly expire_at: string;
                  /**
                   * @description Payment deadline, as SmilePay formats it.
                   * @example 2026/06/28 23:59:59
                   */
                  readonly PayEndDate: string;
                  /**
                   * @description The method: always barcode.
                   * @example barcode
                   * @constant
                   */
                  readonly selected_payment_method: 'barcode';
                  /**
                   * @description SmilePay’s order number.
                   * @example 062223689453
                   */
                  readonly SmilePayNO: string;
                };
              };
              readonly received_amount?: number;
            };
          };
        };
      };
    };
  };
  readonly 'pay-smilepay-cvs': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreatePayment'] & {
          /**
           * @description The amount: whole New Taiwan dollars; NT$980 is 980.
           * @example 980
           */
          readonly amount: number;
          /**
           * @description ISO 4217, case-insensitive; defaults to TWD. One of: TWD.
           * @example TWD
           * @enum {string|null}
           */
          readonly currency?: 'TWD' | null;
          /**
           * @description Kiosk; defaults to default_cvs_type of the credentials, then ibon. family and famiport mean fami.
           * @example ibon
           * @enum {string|null}
           */
          readonly cvs_type?: 'ibon' | 'fami' | 'famiport' | 'family' | null;
          readonly gateway_credentials?: components['schemas']['SmilepayCredentials'] | null;
        };
      };
    };
    readonly responses: {
      /** @description data.gateway = smilepay, data.method = cvs, data.status = pending, data.payment_url, data.payment_info.cvs_type, data.payment_info.payment_code, data.payment_info.SmilePayNO, data.payment_info.PayEndDate, data.payment_info.expire_at */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['CreatedAnswer'] & {
            readonly data?: {
              readonly amount?: number;
              /** @constant */
              readonly gateway?: 'smilepay';
              /** @constant */
              readonly method?: 'cvs';
              readonly payment_info?: {
                /**
                 * @description Kiosk that accepts the code: ibon or fami.
                 * @example ibon
                 * @enum {unknown}
                 */
                readonly cvs_type: 'ibon' | 'fami';
                /**
                 * @description Payment deadline, in Taipei time.
                 * @example 2026-06-28 23:59:59
                 */
                readonly expire_at: string;
                /**
                 * @description Payment deadline, as SmilePay formats it.
                 * @example 2026/06/28 23:59:59
                 */
                readonly PayEndDate: string;
                /**
                 * @description The store code, which the payer enters at the store’s kiosk.
                 * @example SL123456789012
                 */
                readonly payment_code: string;
                /**
                 * @description SmilePay’s order number.
                 * @example 062223689453
                 */
                readonly SmilePayNO: string;
              };
              readonly received_amount?: number;
            };
          };
        };
      };
    };
  };
  readonly 'pay-stripe-alipay': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreatePayment'] & {
          /**
           * @description The amount: the currency’s smallest unit by Stripe’s rules: TWD 98000 is NT$980, USD 999 is US$9.99.
           * @example 9800
           */
          readonly amount: number;
          /**
           * @description ISO 4217, case-insensitive. One of: CNY, AUD, CAD, EUR, GBP, HKD, JPY, MYR, NZD, SGD, USD.
           * @example CNY
           * @enum {string|null}
           */
          readonly currency:
            'CNY' | 'AUD' | 'CAD' | 'EUR' | 'GBP' | 'HKD' | 'JPY' | 'MYR' | 'NZD' | 'SGD' | 'USD' | null;
          readonly gateway_credentials?: components['schemas']['StripeCredentials'] | null;
        };
      };
    };
    readonly responses: {
      /** @description data.gateway = stripe, data.method = alipay, data.status = pending, data.payment_url, data.payment_info.stripe_payment_method */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['CreatedAnswer'] & {
            readonly data?: {
              readonly amount?: number;
              /** @constant */
              readonly gateway?: 'stripe';
              /** @constant */
              readonly method?: 'alipay';
              readonly payment_info?: {
                /**
                 * @description The method as Stripe names it.
                 * @example alipay
                 * @constant
                 */
                readonly stripe_payment_method: 'alipay';
              };
              readonly received_amount?: number;
            };
          };
        };
      };
    };
  };
  readonly 'pay-stripe-credit': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreatePayment'] & {
          /**
           * @description The amount: the currency’s smallest unit by Stripe’s rules: TWD 98000 is NT$980, USD 999 is US$9.99.
           * @example 98000
           */
          readonly amount: number;
          /**
           * @description ISO 4217, case-insensitive; defaults to TWD.
           * @example TWD
           */
          readonly currency?: string | null;
          readonly gateway_credentials?: components['schemas']['StripeCredentials'] | null;
        };
      };
    };
    readonly responses: {
      /** @description data.gateway = stripe, data.method = credit, data.status = pending, data.payment_url, data.payment_info.stripe_payment_method */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['CreatedAnswer'] & {
            readonly data?: {
              readonly amount?: number;
              /** @constant */
              readonly gateway?: 'stripe';
              /** @constant */
              readonly method?: 'credit';
              readonly payment_info?: {
                /**
                 * @description The method as Stripe names it.
                 * @example card
                 * @constant
                 */
                readonly stripe_payment_method: 'card';
              };
              readonly received_amount?: number;
            };
          };
        };
      };
    };
  };
  readonly 'pay-stripe-fpx': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreatePayment'] & {
          /**
           * @description The amount: the currency’s smallest unit by Stripe’s rules: TWD 98000 is NT$980, USD 999 is US$9.99.
           * @example 9800
           */
          readonly amount: number;
          /**
           * @description ISO 4217, case-insensitive. One of: MYR.
           * @example MYR
           * @enum {string|null}
           */
          readonly currency: 'MYR' | null;
          readonly gateway_credentials?: components['schemas']['StripeCredentials'] | null;
        };
      };
    };
    readonly responses: {
      /** @description data.gateway = stripe, data.method = fpx, data.status = pending, data.payment_url, data.payment_info.stripe_payment_method */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['CreatedAnswer'] & {
            readonly data?: {
              readonly amount?: number;
              /** @constant */
              readonly gateway?: 'stripe';
              /** @constant */
              readonly method?: 'fpx';
              readonly payment_info?: {
                /**
                 * @description The method as Stripe names it.
                 * @example fpx
                 * @constant
                 */
                readonly stripe_payment_method: 'fpx';
              };
              readonly received_amount?: number;
            };
          };
        };
      };
    };
  };
  readonly 'pay-stripe-grabpay': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreatePayment'] & {
          /**
           * @description The amount: the currency’s smallest unit by Stripe’s rules: TWD 98000 is NT$980, USD 999 is US$9.99.
           * @example 9800
           */
          readonly amount: number;
          /**
           * @description ISO 4217, case-insensitive. One of: SGD, MYR.
           * @example SGD
           * @enum {string|null}
           */
          readonly currency: 'SGD' | 'MYR' | null;
          readonly gateway_credentials?: components['schemas']['StripeCredentials'] | null;
        };
      };
    };
    readonly responses: {
      /** @description data.gateway = stripe, data.method = grabpay, data.status = pending, data.payment_url, data.payment_info.stripe_payment_method */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['CreatedAnswer'] & {
            readonly data?: {
              readonly amount?: number;
              /** @constant */
              readonly gateway?: 'stripe';
              /** @constant */
              readonly method?: 'grabpay';
              readonly payment_info?: {
                /**
                 * @description The method as Stripe names it.
                 * @example grabpay
                 * @constant
                 */
                readonly stripe_payment_method: 'grabpay';
              };
              readonly received_amount?: number;
            };
          };
        };
      };
    };
  };
  readonly 'pay-stripe-paynow': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreatePayment'] & {
          /**
           * @description The amount: the currency’s smallest unit by Stripe’s rules: TWD 98000 is NT$980, USD 999 is US$9.99.
           * @example 9800
           */
          readonly amount: number;
          /**
           * @description ISO 4217, case-insensitive. One of: SGD.
           * @example SGD
           * @enum {string|null}
           */
          readonly currency: 'SGD' | null;
          readonly gateway_credentials?: components['schemas']['StripeCredentials'] | null;
        };
      };
    };
    readonly responses: {
      /** @description data.gateway = stripe, data.method = paynow, data.status = pending, data.payment_url, data.payment_info.stripe_payment_method */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['CreatedAnswer'] & {
            readonly data?: {
              readonly amount?: number;
              /** @constant */
              readonly gateway?: 'stripe';
              /** @constant */
              readonly method?: 'paynow';
              readonly payment_info?: {
                /**
                 * @description The method as Stripe names it.
                 * @example paynow
                 * @constant
                 */
                readonly stripe_payment_method: 'paynow';
              };
              readonly received_amount?: number;
            };
          };
        };
      };
    };
  };
  readonly 'pay-stripe-promptpay': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreatePayment'] & {
          /**
           * @description The amount: the currency’s smallest unit by Stripe’s rules: TWD 98000 is NT$980, USD 999 is US$9.99.
           * @example 98000
           */
          readonly amount: number;
          /**
           * @description ISO 4217, case-insensitive. One of: THB.
           * @example THB
           * @enum {string|null}
           */
          readonly currency: 'THB' | null;
          readonly gateway_credentials?: components['schemas']['StripeCredentials'] | null;
        };
      };
    };
    readonly responses: {
      /** @description data.gateway = stripe, data.method = promptpay, data.status = pending, data.payment_url, data.payment_info.stripe_payment_method */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['CreatedAnswer'] & {
            readonly data?: {
              readonly amount?: number;
              /** @constant */
              readonly gateway?: 'stripe';
              /** @constant */
              readonly method?: 'promptpay';
              readonly payment_info?: {
                /**
                 * @description The method as Stripe names it.
                 * @example promptpay
                 * @constant
                 */
                readonly stripe_payment_method: 'promptpay';
              };
              readonly received_amount?: number;
            };
          };
        };
      };
    };
  };
  readonly 'pay-stripe-wechat-pay': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreatePayment'] & {
          /**
           * @description The amount: the currency’s smallest unit by Stripe’s rules: TWD 98000 is NT$980, USD 999 is US$9.99.
           * @example 9800
           */
          readonly amount: number;
          /**
           * @description ISO 4217, case-insensitive. One of: CNY, AUD, CAD, EUR, GBP, HKD, JPY, SGD, USD, DKK, NOK, SEK, CHF.
           * @example CNY
           * @enum {string|null}
           */
          readonly currency:
            | 'CNY'
            | 'AUD'
            | 'CAD'
            | 'EUR'
            | 'GBP'
            | 'HKD'
            | 'JPY'
            | 'SGD'
            | 'USD'
            | 'DKK'
            | 'NOK'
            | 'SEK'
            | 'CHF'
            | null;
          readonly gateway_credentials?: components['schemas']['StripeCredentials'] | null;
        };
      };
    };
    readonly responses: {
      /** @description data.gateway = stripe, data.method = wechat, data.status = pending, data.payment_url, data.payment_info.stripe_payment_method */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['CreatedAnswer'] & {
            readonly data?: {
              readonly amount?: number;
              /** @constant */
              readonly gateway?: 'stripe';
              /** @constant */
              readonly method?: 'wechat';
              readonly payment_info?: {
                /**
                 * @description The method as Stripe names it.
                 * @example wechat_pay
                 * @constant
                 */
                readonly stripe_payment_method: 'wechat_pay';
              };
              readonly received_amount?: number;
            };
          };
        };
      };
    };
  };
  readonly payments: {
    readonly parameters: {
      readonly query?: {
        /**
         * @description Only payments with money to refund: paid_twice was paid more than once; paid_beside was paid although the order’s other payment is paid.
         * @example paid_twice
         */
        readonly attention?: 'paid_twice' | 'paid_beside';
        /**
         * @description Created at this time or later: ISO 8601 with an offset. In a URL, + is written %2B.
         * @example 2026-06-22T00:00:00+08:00
         */
        readonly created_from?: string;
        /**
         * @description Created before this time; the same format.
         * @example 2026-06-23T00:00:00+08:00
         */
        readonly created_to?: string;
        /** @description The next_cursor of the page before; the filters must be the same. */
        readonly cursor?: string;
        /**
         * @description Test or production; defaults to the API key’s own. A test key cannot see production.
         * @example test
         */
        readonly environment?: 'test' | 'production';
        /**
         * @description Payments a page, 1 to 100; defaults to 20.
         * @example 20
         */
        readonly limit?: number;
        /**
         * @description Only this order’s payments.
         * @example ORDER202606220001
         */
        readonly merchant_order_no?: string;
        /**
         * @description Only payments of this status.
         * @example pending
         */
        readonly status?: 'pending' | 'expired' | 'failed' | 'paid';
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description data.payments, data.next_cursor */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['ListedAnswer'];
        };
      };
    };
  };
  readonly payment: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /**
         * @description PayCore’s payment_no.
         * @example PAY202606220001ABCDEFGH
         */
        readonly paymentNo: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description data.status, data.payment_info, data.payment_url */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['FoundAnswer'];
        };
      };
    };
  };
  readonly 'payment-cancel': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /**
         * @description PayCore’s payment_no.
         * @example PAY202606220001ABCDEFGH
         */
        readonly paymentNo: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': unknown;
      };
    };
    readonly responses: {
      /** @description data.status = failed, data.closed_reason = cancelled */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['CancelledAnswer'];
        };
      };
    };
  };
  readonly 'payment-sync': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /**
         * @description PayCore’s payment_no.
         * @example PAY202606220001ABCDEFGH
         */
        readonly paymentNo: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': unknown;
      };
    };
    readonly responses: {
      /** @description data.status, data.payment_info, data.payment_url */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['SyncedAnswer'];
        };
      };
    };
  };
}
