import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Outcome } from '../../src/core/result.ts'
import { buildResult, type RunFacts } from '../../src/run/result.ts'
import { anOutcome } from '../support/outcome.ts'

const facts: RunFacts = {
  version: '0.1.0',
  startedAt: new Date('2026-11-23T06:12:04Z'),
  milliseconds: 12.7,
  command: ['mlcheck'],
  engine: 'duckdb',
  failOn: 'error',
  display: 'masked',
}

type Short = readonly [status: Outcome['status'], severity?: Outcome['severity']]

function resultOf(outcomes: readonly Short[], overrides: Partial<RunFacts> = {}) {
  const judged = {
    outcomes: outcomes.map(([status, severity = 'error'], index) =>
      anOutcome({ id: `c${index}`, status, severity }),
    ),
    suites: [{ name: 'music.yaml', checks: [] }],
    families: [],
    declared: [],
  }
  return buildResult(judged, {}, { ...facts, ...overrides })
}

test.each<[string, readonly Short[], string, number]>([
  ['nothing', [], 'nothing-checked', 2],
  ['a pass', [['passed']], 'passed', 0],
  ['a failure', [['passed'], ['failed']], 'failed', 1],
  ['a failure that warns', [['passed'], ['failed', 'warning']], 'passed', 0],
  ['only a failure that warns', [['failed', 'warning']], 'passed', 0],
  ['an error', [['passed'], ['errored']], 'failed', 1],
  ['only an error', [['errored']], 'failed', 1],
  ['only an error that warns', [['errored', 'warning']], 'nothing-checked', 2],
  ['an error that warns beside a pass', [['passed'], ['errored', 'warning']], 'passed', 0],
  ['an undecided test', [['passed'], ['inconclusive']], 'failed', 1],
  ['only nothing to check', [['vacuous']], 'nothing-checked', 2],
  ['nothing to check beside a pass', [['passed'], ['vacuous']], 'failed', 1],
  ['only skipped tests', [['skipped'], ['skipped']], 'nothing-checked', 2],
  ['a skipped test beside a pass', [['passed'], ['skipped']], 'passed', 0],
])('a run with %s has its verdict and exit code', (_, outcomes, verdict, exitCode) => {
  expect(resultOf(outcomes)).toMatchObject({ verdict, exitCode })
})

test('--fail-on warning lets warnings fail a run', () => {
  const outcomes: readonly Short[] = [['passed'], ['failed', 'warning']]
  expect(resultOf(outcomes, { failOn: 'warning' })).toMatchObject({ verdict: 'failed', exitCode: 1 })
})

test('an interrupted run has exit code 130, whatever was judged by then', () => {
  expect(resultOf([['failed']], { interrupted: true })).toMatchObject({
    verdict: 'interrupted',
    exitCode: 130,
  })
})

const outcome = fc.tuple(
  fc.constantFrom<Outcome['status']>('passed', 'failed', 'errored', 'inconclusive', 'vacuous', 'skipped'),
  fc.constantFrom<Outcome['severity']>('error', 'warning'),
)

test('a run passes only if something was judged and every check of severity error was met', () => {
  fc.assert(
    fc.property(fc.array(outcome, { maxLength: 6 }), outcomes => {
      const { verdict, counts } = resultOf(outcomes)
      if (verdict !== 'passed') return
      expect(counts.failed).toBe(0)
      expect(outcomes.some(([status]) => ['passed', 'failed', 'inconclusive'].includes(status))).toBe(true)
    }),
    { seed: 1 },
  )
})

test('one more finding of severity error never turns a run that did not pass into one that did', () => {
  fc.assert(
    fc.property(fc.array(outcome, { maxLength: 6 }), outcomes => {
      for (const status of ['failed', 'errored', 'inconclusive', 'vacuous'] as const)
        expect(resultOf([...outcomes, [status]]).verdict).not.toBe('passed')
    }),
    { seed: 1 },
  )
})

test('times are whole milliseconds, and counts follow from the outcomes', () => {
  const { run, counts, suites } = resultOf([['passed'], ['failed'], ['errored', 'warning'], ['skipped']])
  expect(run).toMatchObject({ startedAt: '2026-11-23T06:12:04.000Z', milliseconds: 13 })
  expect(counts).toEqual({ total: 4, passed: 1, failed: 1, warnings: 1, skipped: 1 })
  expect(suites).toEqual([{ name: 'music.yaml', checks: 4, derived: false }])
})
