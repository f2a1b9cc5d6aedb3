import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as stats from '../../src/stats/index.ts'
import { evaluate, examplesIn, sameButForRounding } from '../support/examples.ts'

const examples = examplesIn(join(import.meta.dirname, '../../src/stats'))

test.each(examples)('$file: $expression is $value', ({ expression, value }) => {
  const found = evaluate(expression, stats)
  const expected = evaluate(value, stats)
  if (!sameButForRounding(found, expected)) expect(found).toEqual(expected)
})

test('every exported function has an example', () => {
  const shown = examples.map(({ expression }) => expression).join('\n')
  const functions = Object.entries(stats).filter(([, value]) => typeof value === 'function')
  expect(functions.map(([name]) => name).filter(name => !shown.includes(`${name}(`))).toEqual([])
})
