import { expect, test } from 'vitest'
import { and, equal, isIn, isNull, lessThan, not, or, value } from '../../src/core/expr.ts'

test('expressions are plain data', () => {
  expect(not(isIn(value('genre'), ['pop', null]))).toEqual({
    call: 'not',
    args: [{ call: 'isIn', args: [{ column: 'genre' }, { literal: 'pop' }, { literal: null }] }],
  })
})

test('a conjunction or disjunction of one part is that part, of none a constant', () => {
  const part = isNull(value('a'))
  expect([and(part), or(undefined, part)]).toEqual([part, part])
  expect([and(), or(undefined)]).toEqual([{ literal: true }, { literal: false }])
})

test('absent parts are left out of a conjunction', () => {
  const [low, high] = [lessThan(value('a'), 1), equal(value('a'), 5n)]
  expect(and(low, undefined, high)).toEqual({ call: 'and', args: [low, high] })
})
