import { validationFailed } from '@paycore/core';
import { failureText } from './failure.ts';

it('tells every fault of every field, or the message alone', () => {
  expect(failureText(new Error('There is no such project.'))).toBe('There is no such project.');
  expect(failureText('odd')).toBe('odd');
  const error = validationFailed({ shop_name: ['Too long.'], accent_color: ['No colour.', 'Too light.'] });
  expect(failureText(error)).toBe(
    'Validation failed\n  shop_name: Too long.\n  accent_color: No colour.\n  accent_color: Too light.',
  );
});
