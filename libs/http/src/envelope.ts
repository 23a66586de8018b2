import type { FieldFaults } from '@paycore/core';
import type { Request, Response } from 'express';
import { sendPacked } from './packed.ts';

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly fields?: FieldFaults | undefined;
  readonly paymentNo?: string | undefined;
}

/** Answers `{"success": true, "data", "message"}` with 200. */
export function sendData(res: Response, data: unknown, message: string): void {
  // Not through `res.json`, which looks for conditions that no data of ours has, and parses the type that it has just set.
  const body = JSON.stringify({ success: true, data, message });
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.setHeader('Content-Length', Buffer.byteLength(body));
  res.end(body);
}

/** The same, packed: for data that holds no secret. */
export const sendPackedData = (req: Request, res: Response, data: unknown, message: string): Promise<void> =>
  sendPacked(req, res.type('json'), JSON.stringify({ success: true, data, message }));

/** `{"success": false, "message", "error": {"error_code", "fields"?, "payment_no"?}}`. */
export const failureBody = ({ code, message, fields, paymentNo }: Failure) => ({
  success: false,
  message,
  error: { error_code: code, ...(fields && { fields }), ...(paymentNo !== undefined && { payment_no: paymentNo }) },
});
