import type { zhTw } from './zh-tw.ts';

export const en: Readonly<Record<keyof typeof zhTw, string>> = {
  secure: 'Secure payment page',
  testing: 'Test environment: no real money moves',
  otherLanguage: '中文',
  paymentNo: 'Payment number',
  item: 'Item',
  orderNo: 'Order number',
  amount: 'Amount due',
  total: 'Amount',
  backToShop: 'Back to the shop',
  cancel: 'Return to the shop without paying',
  waiting: 'Waiting for your payment. This page updates by itself once it arrives.',
  waitingWithoutScript: 'This page reloads every {{seconds}} seconds.',
  offline: 'The connection is lost. This page updates by itself once it is back.',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Could not copy: press and hold the number to select it',

  accountTitle: 'Pay by ATM transfer',
  accountLead: 'Please transfer the amount to this account before the deadline.',
  bank: 'Bank',
  bankCode: 'Bank code',
  account: 'Account number',
  copyAccount: 'Copy the account number',
  deadline: 'Pay before',
  taipeiTime: 'Taipei time',
  steps: 'How to pay',
  accountStep1: 'Open your online or mobile banking, or go to any ATM, and choose “Transfer”.',
  accountStep2: 'Enter the bank code and the account number. The amount must be exactly the amount due.',
  accountStep2WithoutBank: 'Enter the account number. The amount must be exactly the amount due.',
  accountStep3: 'Complete the transfer. The account number is for this order only, and for one payment.',

  formTitle: 'Continue to payment',
  formLead:
    'You are being taken to the payment page, where you choose how to pay. If nothing happens, press the button.',
  formBackLead:
    'You left the payment page. If you paid or were given a code there, do not pay again: this page updates by itself. If not, press the button to go on.',
  formOutLead:
    'The payment page was opened before. If you paid or were given a code there, do not pay again: this page updates by itself. If not, press the button to go on.',
  formFailed:
    'The payment page cannot be opened at the moment. Please press the button again later. If that does not help, contact the shop.',
  formButton: 'Go to the payment page',
  formNotNow: 'Back to this payment',

  redirectBackLead:
    'You left the payment page. If you agreed to pay, this page updates by itself once that is confirmed; if not, press the button to go on.',
  redirectDeclined:
    'The last payment did not succeed and you were not charged. Press the button to try again, with another way to pay.',

  elementTitle: 'Payment',
  elementLead:
    'Press “Pay now” and follow the steps on the screen. What you enter goes to the payment provider, not to the shop.',
  elementBackLead: 'We are checking your payment. This page updates by itself once it is confirmed.',
  elementDeclinedLead: 'The payment did not succeed and you were not charged. Please try again, or pay another way.',
  elementAgain: 'Not paid yet? Pay again',
  elementForm: 'Payment details',
  elementPay: 'Pay now',
  elementFailed: 'The payment was not completed. Please try again.',
  elementUnfinished: 'The payment is not finished yet. Please try again.',
  elementUnloaded: 'The payment form could not be loaded. Please check your connection and reload this page.',
  elementNeedsScript: 'This way of paying needs JavaScript. Please switch it on and reload this page.',

  codeTitle: 'Pay at a convenience store',
  codeLead: 'Please pay with this code at a convenience store before the deadline.',
  code: 'Payment code',
  copyCode: 'Copy the payment code',
  codeUrl: 'See how to pay with this code',
  codeStep1: 'At the store’s kiosk, choose “Payment by code” (代碼繳費).',
  codeStep2: 'Enter the code, check the amount, and print the slip.',
  codeStep3: 'Pay at the counter with the slip, and keep the receipt.',

  barcodeTitle: 'Pay by barcode at a convenience store',
  barcodeLead: 'Before the deadline, show this page at the counter and have the three barcodes scanned in order.',
  barcodes: 'Barcodes for the counter',
  barcodeOf: 'Barcode {{number}} of {{count}}',
  barcodeBright: 'For scanning, turn the screen to full brightness and do not zoom.',
  copyPage: 'Copy the address of this page',
  copiedPage: 'Address copied',
  copyPageFailed: 'Could not copy: take it from the browser’s address bar',
  barcodeStep1: 'Open this page on your phone and go to the counter. To change devices, copy the address of this page.',
  barcodeStep2: 'Have the three barcodes scanned from top to bottom, check the amount, and pay.',
  barcodeStep3: 'Keep the receipt. The payment takes a while to arrive; this page then updates by itself.',
  barcodeIntro: 'About payment by barcode',

  paidTitle: 'Payment complete',
  paidText: 'Your payment has arrived. Thank you.',
  paidTwice: 'This order was paid twice, and the shop has been told. Please contact the shop about the second payment.',
  paidBesideTitle: 'Already paid, do not pay again',
  paidBesideText: 'Another payment has paid for this order.',
  deadCode: 'Do not use any more',
  failedTitle: 'Payment not completed',
  failedText: 'This payment can no longer be completed. Please do not pay; order again at the shop.',
  expiredTitle: 'The deadline has passed',
  expiredText: 'Please do not pay any more. If you paid in time, this page updates by itself once the payment arrives.',
  lateText:
    'Please do not pay any more. If you paid in time, the confirmation may take until {{time}} (Taipei time); this page then updates by itself.',
  earlierCode:
    'Paid with the details you were given before? Then do not pay again: the confirmation may take until {{time}} (Taipei time); this page then updates by itself.',
  creatingTitle: 'Preparing your payment',
  creatingText: 'One moment, please. The details appear here by themselves.',
  awaitedTitle: 'Your payment is being confirmed',
  awaitedText: 'If you have paid, do not pay again: this page updates by itself once that is confirmed.',
  awaitedTryAgain: 'Not paid? After {{time}} (Taipei time) you can try again on this page.',
  exhaustedTitle: 'The payment page cannot be opened any more',
  exhaustedText:
    'It has been opened too many times. If you have paid, do not pay again: this page updates by itself. If not, please contact the shop.',
  pendingTitle: 'Waiting for your payment',
  pendingText: 'This page updates by itself once the payment arrives.',

  missingTitle: 'This payment page was not found',
  missingText: 'The link may be incomplete or no longer valid. Please open it again from the shop.',
  unavailableTitle: 'Not available at the moment',
  unavailableText: 'The system is busy. This page tries again by itself; your payment is not affected.',

  brokenTitle: 'The payment cannot be shown',
  brokenText: 'The details of this payment cannot be shown. Please do not pay, and contact the shop.',

  replacedTitle: 'This order was paid or replaced',
  replacedText: 'Another payment of the same order took the place of this one. You were not charged for this payment.',

  demoTitle: 'Demo',
  demoText: 'This payment is simulated: there is no real bank and no real money.',
  demoLink: 'Pay at the simulated counter',
};
