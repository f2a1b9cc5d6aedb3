import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Relation } from '../../src/core/engine.ts'
import {
  call,
  countMatches,
  type Expr,
  hourOf,
  literal,
  matches,
  value,
  weekdayOf,
} from '../../src/core/expr.ts'
import { ranks } from '../../src/core/metric.ts'
import type { Value } from '../../src/core/value.ts'
import { workbench } from './support.ts'

const { memory, file, refusal } = workbench()

const rounds = { numRuns: 60, seed: 20_240_502 }

/** What an expression gives in all rows, ascending, without nulls. */
async function resultsOf(relation: Relation, of: Expr): Promise<readonly number[]> {
  const { values, sample } = await relation.compare(ranks(of), relation)
  return [...values].flatMap((value, index) => new Array<number>(sample[index] ?? 0).fill(value))
}

const ascending = (results: readonly (number | null)[]) =>
  results.filter(result => result !== null).sort((a, b) => a - b)

const patterns = [
  'a',
  'aa',
  'a*',
  '(a)|(b)',
  '(a)(b)?',
  '(?:b|é)',
  '\\b',
  '\\ba',
  '.',
  '',
  '$',
  '^a',
  '[^a]',
  '🎵?',
]

/** An empty match that touches the one before it is not another one. */
function naiveMatches(text: string, pattern: string): number {
  let [count, end] = [0, -1]
  for (const { 0: match, index } of text.matchAll(new RegExp(pattern, 'gu'))) {
    if (match === '' && index === end) continue
    count += 1
    end = index + match.length
  }
  return count
}

test('matches of patterns are counted as by a naive loop', async () => {
  const part = fc.constantFrom('a', 'b', 'aa', 'é', '🎵', ' ', "'", '\0', '\n', '\\', '|')
  const text = fc.oneof({ weight: 5, arbitrary: fc.string({ unit: part, maxLength: 8 }) }, fc.constant(null))
  await fc.assert(
    fc.asyncProperty(
      fc.array(text, { maxLength: 12 }),
      fc.constantFrom(...patterns),
      async (cells, pattern) => {
        const relation = await memory({ 'a "b"': cells }, { 'a "b"': 'string' })
        const expected = cells.map(cell => (cell === null ? null : naiveMatches(cell, pattern)))
        expect(await resultsOf(relation, countMatches(value('a "b"'), pattern))).toEqual(ascending(expected))
      },
    ),
    rounds,
  )
})

test('matches are counted in the text of a value of any type', async () => {
  const relation = await memory({ n: [11, 121, null], b: [true, true, false], u: [null, null, null] })
  expect(await resultsOf(relation, countMatches(value('n'), '1'))).toEqual([2, 2])
  expect(await resultsOf(relation, countMatches(value('b'), '[ae]'))).toEqual([1, 1, 2])
  expect(await resultsOf(relation, countMatches(value('u'), 'a'))).toEqual([])
})

test('hours and weekdays are those of UTC', async () => {
  const moment = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.date({ min: new Date('1800-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
    },
    fc.constantFrom(new Date(-1), new Date(0), new Date('2020-02-29'), null),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(moment, { maxLength: 12 }), async moments => {
      for (const type of ['date', 'timestamp'] as const) {
        const relation = await memory({ t: moments }, { t: type })
        const hours = moments.map(of => (of === null ? null : type === 'date' ? 0 : of.getUTCHours()))
        const weekdays = moments.map(of => (of === null ? null : of.getUTCDay() || 7))
        expect(await resultsOf(relation, hourOf(value('t')))).toEqual(ascending(hours))
        expect(await resultsOf(relation, weekdayOf(value('t')))).toEqual(ascending(weekdays))
      }
    }),
    rounds,
  )
})

test('the last microsecond of a day belongs to it', async () => {
  const relation = await file('t\n1969-12-31 23:59:59.999999\n2021-01-03T23:59:59.999999Z\n')
  expect(await resultsOf(relation, hourOf(value('t')))).toEqual([23, 23])
  // A Wednesday and a Sunday.
  expect(await resultsOf(relation, weekdayOf(value('t')))).toEqual([3, 7])
})

test('a column without a type has neither hours nor weekdays', async () => {
  const relation = await memory({ t: [null] })
  expect(await resultsOf(relation, hourOf(value('t')))).toEqual([])
  expect(await resultsOf(relation, weekdayOf(literal(null)))).toEqual([])
})

test('what does not apply to a type is refused in a sentence', async () => {
  const relation = await memory({ s: ['2020-01-01'], t: [new Date(0)] })
  const attempts: readonly Expr[] = [
    hourOf(value('s')),
    weekdayOf(literal(5)),
    countMatches(value('s'), '('),
    call('countMatches', value('s'), literal(2)),
    matches(value('s'), 'a'),
    hourOf(value('tt')),
  ]
  const texts: Value[] = []
  for (const of of attempts) texts.push(await refusal(relation.compare(ranks(of), relation)))
  expect(texts.join('\n\n')).toMatchInlineSnapshot(`
    "Only dates and timestamps have hours and weekdays, and this is text. (exit 2)
    undefined

    Only dates and timestamps have hours and weekdays, and this is a whole number. (exit 2)
    undefined

    The pattern ( is not a regular expression: missing ): (. (exit 2)
    Patterns are in RE2 syntax, which has neither lookaround nor backreferences.

    A pattern is text, and this is a whole number. (exit 2)
    undefined

    The computed values in data are each true or false, so they have no ranks. (exit 2)
    undefined

    There is no column tt in data. (exit 2)
    Did you mean t?"
  `)
})
