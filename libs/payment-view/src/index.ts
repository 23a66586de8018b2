export { noticeBody, paymentView, type PaymentView } from './payment-view.ts';
