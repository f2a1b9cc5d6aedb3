import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as split from '../../../src/stats/split/index.ts'
import { evaluate, examplesIn, sameButForRounding } from '../../support/examples.ts'

const examples = examplesIn(join(import.meta.dirname, '../../../src/stats/split'))

test.each(examples)('$file: $expression is $value', ({ expression, value }) => {
  const found = evaluate(expression, split)
  const expected = evaluate(value, split)
  if (!sameButForRounding(found, expected)) expect(found).toEqual(expected)
})

test('every exported function has an example', () => {
  const shown = examples.map(({ expression }) => expression).join('\n')
  const functions = Object.entries(split).filter(([, value]) => typeof value === 'function')
  expect(functions.map(([name]) => name).filter(name => !shown.includes(`${name}(`))).toEqual([])
})
