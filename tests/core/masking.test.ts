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

  test('numbers and dates are shown, whatever the column is called', () => {
    expect(shownValue(5, 'email', 'masked')).toEqual({ text: '5', masked: false })
    expect(shownValue(new Date('2019-01-31'), 'dob', 'masked').text).toBe('2019-01-31')
  })

  test.each([
    'write to ada@example.org',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-DEF_123',
    'AKIAIOSFODNN7EXAMPLE',
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
