import { expect, test } from 'vitest'
import { conditionText } from '../../src/core/condition.ts'
import { parseCondition } from '../../src/core/condition-reader.ts'
import { workbench } from '../engines/support.ts'

const { memory } = workbench()

test.each([
  'price > 10 and genre in ["a", "b"] and not (x is null or y)',
  'a + b * 2 - (c - 1) >= -1.5',
  '`total price` != "it\'s \\"9\\"" or `and` is not null',
  'code matches "^[A-Z]+$" and code not matches "X" and length(code) <= 3',
  'day >= "2019-01-31" and hour(moment) not in [1, 2]',
  'not (a and b) and (a or b)',
  '(a or b) and c = true',
])('%s is written as it is read', text => {
  expect(conditionText(parseCondition(text))).toBe(text)
})

test.each([
  ['x == 1', 'x = 1'],
  ['x <> 1', 'x != 1'],
  ['not (x is null)', 'x is not null'],
  ['x between 1 and 3', 'x >= 1 and x <= 3'],
  ["x in ('a')", 'x in ["a"]'],
  ['(a and b) and c', 'a and b and c'],
])('%s means %s', (text, canonical) => {
  expect(conditionText(parseCondition(text))).toBe(canonical)
})

test.each([
  ['', 'expected a column or a value at character 1, received the end'],
  ['price >', 'expected a column or a value at character 8, received the end'],
  ['price > 10 genre = 1', 'expected and, or or the end at character 12, received genre'],
  ['price + 1', 'expected a comparison, such as price + 1 > 0'],
  ['x = null', 'expected a value (what is missing is found by is null) at character 5, received null'],
  ['x = "a', '" at character 5 is never closed'],
  ['x ; y', '; at character 3 has no meaning'],
  ['lenth(x) > 1', 'lenth at character 1 is no function. Did you mean length?'],
  ['x in [1, ', 'expected a column or a value at character 10, received the end'],
  ['(x > 1', 'expected ) at character 7, received the end'],
])('%s is refused where it stops being a condition', (text, message) => {
  expect(() => parseCondition(text)).toThrow(message)
})

test('a null makes a comparison null, and rows where a condition is null are left out', async () => {
  const relation = await memory({ x: [1, 2, null], y: [null, 'a', 'a'] })
  const counted = async (text: string) => {
    const [answer] = await relation.aggregate([{ name: 'rowCount', where: parseCondition(text) }])
    return answer?.status === 'fulfilled' ? answer.value : answer?.reason
  }
  expect(await counted('x != 1')).toBe(1)
  expect(await counted('not (x = 1)')).toBe(1)
  expect(await counted('x > 1 or y = "a"')).toBe(2)
  expect(await counted('x in [1, 2] and y is not null')).toBe(1)
})
