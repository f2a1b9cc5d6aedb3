import { z } from 'zod'
import { not, value } from '../src/core/expr.ts'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'
import { formatNames, valueFormats } from './parts/value-formats.ts'

/**
 * Every value of a column is written in a format that has a meaning: dates are days that exist, numbers of cards and
 * accounts have their check digits, codes are listed. Nothing is looked up in a network. Nulls are left out.
 */
export const toHaveValuesOfFormat = defineRowExpectation({
  name: 'toHaveValuesOfFormat',
  id: 'format',
  category: 'values',
  accepts: ['string', 'integer', 'number', 'boolean', 'date', 'timestamp'],
  summary: 'Every value of a column is an e-mail address, a URL, an IBAN or of another known format.',
  params: z.strictObject({
    format: z.enum(formatNames).describe('Upper and lower case are told apart in codes, not in addresses.'),
    mostly,
  }),
  shorthand: 'format',
  expected: ({ column }, { format }) => `values of ${column} to be ${valueFormats[format].words}`,
  failing: ({ column }, { format }) => not(valueFormats[format].holds(value(column))),
  offence: 'in another format',
  examples: [
    {
      data: {
        mail: ['ann@example.org', 'o.b+x@mail.example.org', 'ann@example', '@x.org', 'a b@x.org', null],
      },
      column: 'mail',
      params: { format: 'email' },
      status: 'failed',
      found: '3 of 5 values in another format',
    },
    {
      data: { account: ['DE89 3704 0044 0532 0130 00', 'GB29NWBK60161331926819', 'DE89370400440532013001'] },
      column: 'account',
      params: { format: 'iban', mostly: 0.5 },
      status: 'passed',
      found: '1 of 3 values in another format (33.3 %), up to 50.0 % allowed',
    },
    {
      data: { card: ['4111 1111 1111 1111', '5500-0000-0000-0004', '4111111111111112'] },
      column: 'card',
      params: { format: 'card' },
      status: 'failed',
      found: '1 of 3 values in another format',
    },
    {
      data: { day: ['2020-02-29', '2019-02-29', '2019-2-1'] },
      column: 'day',
      params: { format: 'iso-date' },
      status: 'failed',
      found: '2 of 3 values in another format',
    },
    {
      data: { ip: ['::1', '2001:db8::8a2e:370:7334', '::ffff:192.0.2.1'] },
      column: 'ip',
      params: { format: 'ipv6' },
      status: 'passed',
      found: 'none of 3 values in another format',
    },
    {
      data: { country: ['DE', 'DEU', 'de', 'XY'] },
      column: 'country',
      params: { format: 'iso-country' },
      status: 'failed',
      found: '2 of 4 values in another format',
    },
    {
      data: { mail: [null] },
      types: { mail: 'string' },
      column: 'mail',
      params: { format: 'email' },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
