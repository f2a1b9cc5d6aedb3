import { describe, expect, test } from 'vitest'
import { shownValue, withoutSecrets } from '../../src/core/masking.ts'

describe('in masked reports', () => {
  test.each([
    ['email', 'a'],
    ['customerEmail', 'a'],
    ['IP_address', '10.0.0.1'],
    ['first name', 'Ada'],
    ['FirstName', 'Ada'],
    ['dob', 'x'],
  ])('text of a column called %s is masked', (column, text) => {
    expect(shownValue(text, column, 'masked').masked).toBe(true)
  })

  test.each([
    ['genre', 'pop'],
    ['descriptor', 'ip'],
    ['filename_length', '12'],
    ['mailing', 'weekly'],
  ])('text of a column called %s is shown', (column, text) => {
    expect(shownValue(text, column, 'masked')).toEqual({ text, masked: false })
  })

  test.each([
    [5, 'email', '5'],
    [3, 'user_rating', '3'],
    [new Date('2019-01-31'), 'sold', '2019-01-31'],
    [4111111111111112n, 'id', '4111111111111112'],
  ])('%s in a column called %s is shown', (value, column, text) => {
    expect(shownValue(value, column, 'masked')).toEqual({ text, masked: false })
  })

  test.each([
    [new Date('2019-01-31'), 'dob', 'masked, 10 characters'],
    [4915112345678, 'phone_number', 'masked, 13 characters'],
    [4111111111111111n, 'id', 'masked, 16 characters'],
  ])('%s in a column called %s is masked', (value, column, text) => {
    expect(shownValue(value, column, 'masked')).toEqual({ text, masked: true })
  })

  test.each([
    'write to ada@example.org',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-DEF_123',
    'AKIAIOSFODNN7EXAMPLE',
    `ghp_${'a1B2'.repeat(9)}`,
    `sk_live_${'4eC39'.repeat(4)}`,
    `xoxb-${'12345-'.repeat(4)}`,
    '-----BEGIN RSA PRIVATE KEY-----',
    // Examples of the registry of IBANs.
    'DE89370400440532013000',
    'GB29 NWBK 6016 1331 9268 19',
    '4111 1111 1111 1111',
    'x'.repeat(65),
    'seven words are more than a code',
  ])('%s is masked in any column', text => {
    expect(shownValue(text, 'note', 'masked')).toEqual({
      text: `masked, ${[...text].length} characters`,
      masked: true,
    })
  })
})

test('full reports show every cell, none hide every one', () => {
  expect(shownValue('ada@example.org', 'email', 'full')).toEqual({ text: 'ada@example.org', masked: false })
  expect(shownValue(5, 'price', 'none')).toEqual({ text: 'masked, 1 character', masked: true })
})

test('sentences lose what is secret in them and keep the rest', () => {
  expect(withoutSecrets('5 of 9 values, such as ada@example.org and 4111111111111111.')).toBe(
    '5 of 9 values, such as ••• and •••.',
  )
  // The check digit is wrong, so it is no card number.
  expect(withoutSecrets('id 4111111111111112')).toBe('id 4111111111111112')
})

test('an account number is one only with the right check digits', () => {
  expect(withoutSecrets('to DE89 3704 0044 0532 0130 00 by Monday')).toBe('to ••• by Monday')
  expect(withoutSecrets('to DE88 3704 0044 0532 0130 00 by Monday')).toBe(
    'to DE88 3704 0044 0532 0130 00 by Monday',
  )
})

test('where only counts are shown, no cell is', () => {
  for (const value of ['pop', 5, true, new Date(0)])
    expect(shownValue(value, 'genre', 'counts')).toEqual({ text: 'not shown', masked: true })
})
