import { describe, expect, test } from 'vitest'
import { toHaveValuesInDateFormat, toHaveValuesReadAsDates } from '../../expectations/index.ts'
import type { RowSelection } from '../../src/core/engine.ts'
import { workbench } from '../engines/support.ts'

const { memory } = workbench()
const target = { column: 'text', columns: ['text'] }
const counts = { rows: 0, checked: 0, failing: 0 }

async function offending(texts: readonly string[], selection: RowSelection | undefined) {
  if (!selection) throw new Error('The expectation counts no rows.')
  const relation = await memory({ text: texts })
  const { values } = await relation.failing({ selection, columns: ['text'], valueLimit: 1000, lineLimit: 1 })
  const found = values.flatMap(each => each.values)
  return texts.filter(text => found.includes(text))
}

// Which texts are refused by datetime.datetime.strptime(text, format).
describe.each<[format: string, read: readonly string[], refused: readonly string[]]>([
  [
    '%Y-%m-%d',
    ['2019-04-01', '2019-4-1', '2020-02-29'],
    ['2019-02-29', '19-04-01', '2019-04-01 ', '2019-00-01', '0000-01-01'],
  ],
  ['%m/%d/%Y', ['01/31/2019', '1/1/2019'], ['13/01/2019', '02/30/2020']],
  [
    '%Y-%m-%dT%H:%M:%S',
    ['1980-05-21T13:47:59'],
    ['1977-05-55T00:00:00', '2017-06-12T23:57:60', '2017-06-12T24:00:00'],
  ],
  ['%d %b %y', ['01 Jan 99', '29 FEB 00'], ['31 apr 01', '1 january 01']],
  ['%I:%M %p', ['10:30 am', '1:05 pm'], ['13:30 PM']],
  ['%j %Y', ['366 2019', '001 2019'], ['367 2019']],
  ['%a, %d %B %Y', ['Mon, 31 January 2019'], ['Xyz, 31 January 2019']],
  ['%H%M', ['1230', '123'], ['2460']],
  ['%f%z', ['5+0200', '123456Z'], ['5', '1234567Z']],
  ['%%%Y', ['%2019'], ['2019']],
  ['%d-%m', ['28-02'], ['29-02']],
  ['%c', ['Thu Jan 31 10:30:00 2019'], ['Jan 31 2019']],
])('the format %s', (format, read, refused) => {
  test('refuses what strptime refuses', async () => {
    const params = toHaveValuesInDateFormat.params.parse({ format })
    const selection = toHaveValuesInDateFormat.failing?.(target, params, counts)
    expect(await offending([...read, ...refused], selection)).toEqual(refused)
  })
})

test('a directive that does not exist is refused', () => {
  expect(toHaveValuesInDateFormat.params.safeParse({ format: '%Q' }).error?.issues[0]?.message).toBe(
    'There is no directive %Q.',
  )
})

// What dateutil.parser.parse(text) reads, and what it refuses.
test('texts read as dates as dateutil reads them', async () => {
  const read = [
    ...['2019-01-31', '2019/1/31', '2019.01.31', '20190131', '20190131T103000', '2019-01-31T10:30:00Z'],
    ...['2019-01-31 10:30:15.123456', '2019-01-31T10:30:00-0500', '01/31/2019', '31/01/2019', '1/2/19'],
    ...['25.12.2019', 'Jan 31 2019', '31 Jan 2019', 'January 31, 2019', 'Jan 31st, 2019', '31-Jan-19'],
    ...[
      'Thu Jan 31 10:30:00 2019',
      'Thu, 31 Jan 2019 10:30:00 GMT',
      'Thursday, January 31, 2019',
      'Jan 2019',
    ],
    ...['2019 Jan', 'January', 'Monday', '10:30', '10:30 PM', '10pm', '2019', '12', '45', '1/1/1'],
    ...['Feb 29 2020', '12:00:01', '10h36m28.5s', '3rd of May 2001', '5:50 A.M. on June 13, 1990'],
    ...['2003-09-25T10:49:41.5-03:00', '201901311030', '2019-01', '01/2019', 'may 5', '1 2 3', '31 12 2019'],
  ]
  const refused = [
    ...['2019-13-01', '2019-02-30', '31/31/2019', '32/01/2019', 'abc', 'cat', '', '2019-01-31 foo'],
    ...['99/99/9999', 'Feb 29 2019', '2000-01-01T25:00:00', '2000-01-01 10:61', 'NaN', 'true', '123456'],
  ]
  const params = toHaveValuesReadAsDates.params.parse({})
  expect(
    await offending([...read, ...refused], toHaveValuesReadAsDates.failing?.(target, params, counts)),
  ).toEqual(refused)
})
