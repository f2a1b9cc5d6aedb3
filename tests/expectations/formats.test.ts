import { isIPv6 } from 'node:net'
import { describe, expect, test } from 'vitest'
import { formatNames, valueFormats } from '../../expectations/parts/value-formats.ts'
import { value } from '../../src/core/expr.ts'
import { workbench } from '../engines/support.ts'

const { memory } = workbench()

async function accepted(format: keyof typeof valueFormats, texts: readonly string[]) {
  const relation = await memory({ text: texts })
  const { values } = await relation.failing({
    selection: { where: valueFormats[format].holds(value('text')) },
    columns: ['text'],
    valueLimit: texts.length,
    lineLimit: 0,
  })
  return texts.filter(text => values.some(({ values: [found] }) => found === text))
}

// Numbers of cards and accounts are the test numbers that their issuers publish.
const written: Readonly<Record<keyof typeof valueFormats, readonly [good: string[], bad: string[]]>> = {
  email: [
    ["o'neil+tag@sub.example.org", 'a@b.co'],
    ['a@b', 'a@@b.co', 'a.@b.co', '.a@b.co', 'a b@c.org', 'a@b..org', 'a@-b.org', 'a@b.1', ''],
  ],
  url: [
    [
      'https://example.org',
      'http://localhost:8080/a?b=c#d',
      'ftp://user@host/x',
      'https://[2001:db8::1]/',
      'HTTPS://A.org',
    ],
    ['example.org', 'http://', 'http:///a', 'https://a b.org', 'javascript:alert(1)', 'http://-a.org'],
  ],
  uuid: [
    ['123e4567-e89b-12d3-a456-426614174000', 'F47AC10B-58CC-4372-A567-0E02B2C3D479'],
    ['123e4567e89b12d3a456426614174000', '123e4567-e89b-12d3-a456-42661417400', '{1}'],
  ],
  ipv4: [
    ['0.0.0.0', '255.255.255.255', '192.168.1.10'],
    ['256.1.1.1', '1.2.3', '01.2.3.4', '1.2.3.4.5', '1.2.3.4 '],
  ],
  ipv6: [
    ['::', '1::', 'fe80::1', '1:2:3:4:5:6:7:8'],
    [':', '1:2', 'g::1', '1:2:3:4:5:6:7', '::1::'],
  ],
  hostname: [
    ['localhost', 'a-b.example.org', 'example.org.'],
    ['-a.org', 'a_b.org', 'a..b', `${'a'.repeat(64)}.org`],
  ],
  mac: [
    ['00:1A:2b:3c:4d:5e', '00-1A-2B-3C-4D-5E'],
    ['00:1A:2b:3c:4d', '00:1A-2b:3c:4d:5e'],
  ],
  iban: [
    [
      'DE89370400440532013000',
      'GB29 NWBK 6016 1331 9268 19',
      'NO9386011117947',
      'MT84MALT011000012345MTLCAST001S',
    ],
    [
      'DE88370400440532013000',
      'DE8937040044053201300',
      'de89370400440532013000',
      'XX89370400440532013000',
      'GB29 NWBK6016 1331 9268 19',
    ],
  ],
  card: [
    ['4111111111111111', '3782 822463 10005', '6011-1111-1111-1117'],
    ['4111111111111112', '0000000000000000', '4111', '4111  1111 1111 1111', '41111111111111111111'],
  ],
  'iso-country': [
    ['DE', 'DEU'],
    ['de', 'UK', 'EU'],
  ],
  'iso-country-2': [['US'], ['USA']],
  'iso-country-3': [['USA'], ['US']],
  'iso-currency': [
    ['EUR', 'CHF', 'XAU'],
    ['eur', 'DEM', '€'],
  ],
  'iso-date': [
    ['2024-02-29', '1999-12-31'],
    ['2023-02-29', '2024-13-01', '24-01-01', '2024-01-01T00:00'],
  ],
  'iso-datetime': [
    ['2024-02-29T10:30:00Z', '2024-02-29 10:30', '2024-02-29T10:30:00.123+01:00'],
    ['2024-02-30T10:30:00Z', '2024-02-29', '2024-02-29T24:00', '2024-02-29T10'],
  ],
  'iso-time': [
    ['10:30', '23:59:60', '10:30:00.5Z'],
    ['24:00', '1:30'],
  ],
  json: [
    ['{"a": 1}', '[]', '1'],
    ['{a: 1}', ''],
  ],
  e164: [
    ['+4930123456', '+15551234567'],
    ['004930123456', '+0123456789', '+49 30 123456', '+1234567890123456'],
  ],
  semver: [
    ['1.0.0', '1.2.3-alpha.1+build.5', '0.0.1--'],
    ['1.0', 'v1.0.0', '01.0.0', '1.0.0-01', '1.0.0-'],
  ],
}

describe.each(formatNames)('of the format %s', format => {
  const [good, bad] = written[format]
  test('what is written in it is accepted, all else is refused', async () => {
    expect(await accepted(format, [...good, ...bad])).toEqual(good)
  })
})

test('IPv6 addresses are those that Node takes for some', async () => {
  const groups = [
    '',
    '1',
    'abcd',
    '0:0',
    '1:2:3',
    '1:2:3:4:5',
    '1:2:3:4:5:6',
    '1:2:3:4:5:6:7',
    '1.2.3.4',
    '2:1.2.3.4',
  ]
  const texts = groups.flatMap(head => [head, ...groups.map(tail => `${head}::${tail}`)])
  expect(await accepted('ipv6', texts)).toEqual(texts.filter(text => isIPv6(text)))
})

test('the check digit of Luhn refuses every single wrong digit', async () => {
  const right = '4539578763621486'
  const wrong = [...right].flatMap((digit, place) =>
    [...'0123456789']
      .filter(other => other !== digit && place > 0)
      .map(other => right.slice(0, place) + other + right.slice(place + 1)),
  )
  expect(await accepted('card', [right, ...wrong])).toEqual([right])
})
