import { expect, test } from 'vitest'
import { renderTerminal, type TerminalOptions } from '../../reports/terminal.ts'
import type { Outcome, Result } from '../../src/core/result.ts'
import { anOutcome } from '../support/outcome.ts'
import { aResult } from '../support/result.ts'
import {
  emptyColumn,
  everyKind,
  genreShift,
  loudnessDrift,
  passedOutcomes,
  skippedCheck,
  unknownGenres,
} from './outcomes.ts'

const plain: TerminalOptions = { color: false, unicode: true, columns: 80 }

function shown(
  outcomes: readonly Outcome[],
  options: Partial<TerminalOptions> = {},
  result: Partial<Result> = {},
): string {
  return renderTerminal(aResult({ outcomes: [...outcomes], ...result }), { ...plain, ...options })
}

test('a run that meets everything is one green line and the totals', () => {
  expect(shown(passedOutcomes(45), { reportPath: 'mlcheck-report/index.html' })).toMatchInlineSnapshot(`
    "
     mlcheck 0.1.0
     sample        new_2026-W47.csv (4,821 rows, 13 columns)
                   2 cells of tempo hold NaN; they are counted apart from missing
                   values.
     reference     data_train.csv:latest → v12 (29,269 rows, 13 columns)

     ✓ All 45 expectations were met.

     Expectations  45 passed
     Suites        music.yaml (45)
     Duration      1.8 s
     Report        mlcheck-report/index.html

    "
  `)
})

test('every kind of finding has its glyph and word, worst first', () => {
  expect(shown(everyKind)).toMatchInlineSnapshot(`
    "
     mlcheck 0.1.0
     sample        new_2026-W47.csv (4,821 rows, 13 columns)
                   2 cells of tempo hold NaN; they are counted apart from missing
                   values.
     reference     data_train.csv:latest → v12 (29,269 rows, 13 columns)

     ⊗ tempoo.range  could not be evaluated: There is no column tempoo. Did you mean
                     tempo?
         Expected tempoo between 50 and 250
         at music.yaml:31
     ✕ genre.in-set  58 of 4,821 values outside the set
         Expected genre to be one of 15 known labels
         Hip-Hop 37 (closest: Hiphop) · trap metal 19 (closest: Trap Metal)
         2 more distinct · lines 22, 67, 301, 328, 418 …
         hint: 56 of the 58 look like other spellings of known labels.
         note: The model has one output per label.
         at music.yaml:12
     ✕ tracks › every track has an artist
         expected { missing: 3 } to deeply equal { missing: 0 }
           {
         -   "missing": 0,
         +   "missing": 3,
           }
         at tracks.test.ts:7:3
     ✕ loudness.ks   median −6.23 → −5.52
         D 0.114, fails from 0.0269 · p 6.3e-47 < 0.0051
     ? key.ks        inconclusive: 12 rows are too few to see a D of 0.1
         Expected key distributed as in the reference
         hint: From 240 rows on the test would see it.
     ∅ mode.in-set   nothing to check: no values, every row is missing
         Expected mode to be 0 or 1
     ! genre.chi2    psytrance 7.0 → 8.3 %, Pop 1.1 → 0.4 % (warning)
         Expected genre mixed as in the reference
         χ² 42.5, fails from 26.1 · p 0.00012 < 0.05
         total variation 0.035 (0.021 to 0.052), counts from 0.03
         at music.yaml:40:5

     Expectations  3 failed | 1 errored | 1 inconclusive | 1 with nothing to check
                   1 warning | 1 passed | 1 skipped | 9 in all
     Drift         chi2: 1 of 1 test failed, α 0.05 (Šidák)
                   ks: 1 of 10 tests failed, α 0.05 → 0.0051 per test (Šidák)
     Suites        music.yaml (7)
                   derived from the reference (1)
                   tracks.test.ts (1)
     Duration      1.8 s

     hint: check the first again with
       mlcheck --reference data_train.csv:latest --sample new_2026-W47.csv --ks-alpha 0.05 --only tempoo.range

    "
  `)
})

test('a wide terminal names both datasets in the first line', () => {
  expect(shown([loudnessDrift], { columns: 120 })).toMatchInlineSnapshot(`
    "
     mlcheck 0.1.0   new_2026-W47.csv (4,821 rows, 13 columns)  vs  data_train.csv:latest → v12 (29,269 rows, 13 columns)
     sample        2 cells of tempo hold NaN; they are counted apart from missing values.

     ✕ loudness.ks  median −6.23 → −5.52
         D 0.114, fails from 0.0269 · p 6.3e-47 < 0.0051

     Expectations  1 failed
     Drift         ks: 1 of 10 tests failed, α 0.05 → 0.0051 per test (Šidák)
     Suites        derived from the reference (1)
     Duration      1.8 s

     hint: check it again with
       mlcheck --reference data_train.csv:latest --sample new_2026-W47.csv --ks-alpha 0.05 --only loudness.ks

    "
  `)
})

test('warnings alone leave the verdict green', () => {
  expect(shown([genreShift, ...passedOutcomes(3)])).toMatchInlineSnapshot(`
    "
     mlcheck 0.1.0
     sample        new_2026-W47.csv (4,821 rows, 13 columns)
                   2 cells of tempo hold NaN; they are counted apart from missing
                   values.
     reference     data_train.csv:latest → v12 (29,269 rows, 13 columns)

     ! genre.chi2  psytrance 7.0 → 8.3 %, Pop 1.1 → 0.4 % (warning)
         Expected genre mixed as in the reference
         χ² 42.5, fails from 26.1 · p 0.00012 < 0.05
         total variation 0.035 (0.021 to 0.052), counts from 0.03
         at music.yaml:40:5

     ✓ 3 of 4 expectations met, 1 warning.

     Expectations  1 warning | 3 passed | 4 in all
     Drift         chi2: 1 of 1 test failed, α 0.05 (Šidák)
     Suites        music.yaml (4)
     Duration      1.8 s

     hint: check it again with
       mlcheck --reference data_train.csv:latest --sample new_2026-W47.csv --ks-alpha 0.05 --only genre.chi2

    "
  `)
})

test('warnings that fail the run make the verdict red', () => {
  const { run } = aResult()
  const output = shown(
    [genreShift],
    {},
    { verdict: 'failed', exitCode: 1, run: { ...run, failOn: 'warning' } },
  )
  expect(output).toContain('\n ✕ 1 warning in 1 expectation, and warnings fail this run.\n')
})

test('a run that checked nothing says so', () => {
  expect(shown([], {}, { sample: undefined, reference: undefined, suites: [] })).toMatchInlineSnapshot(`
    "
     mlcheck 0.1.0

     ∅ Nothing was checked, which is not a pass.

     Expectations  none
     Duration      1.8 s

    "
  `)
})

test('a run whose every check had nothing to judge says so', () => {
  expect(shown([emptyColumn], {}, { verdict: 'nothing-checked', exitCode: 2 })).toMatchInlineSnapshot(`
    "
     mlcheck 0.1.0
     sample        new_2026-W47.csv (4,821 rows, 13 columns)
                   2 cells of tempo hold NaN; they are counted apart from missing
                   values.
     reference     data_train.csv:latest → v12 (29,269 rows, 13 columns)

     ∅ mode.in-set  nothing to check: no values, every row is missing
         Expected mode to be 0 or 1

     ∅ Nothing was checked, which is not a pass.

     Expectations  1 with nothing to check
     Suites        music.yaml (1)
     Duration      1.8 s

     hint: check it again with
       mlcheck --reference data_train.csv:latest --sample new_2026-W47.csv --ks-alpha 0.05 --only mode.in-set

    "
  `)
})

test('an interrupted run says how far it came', () => {
  expect(shown(passedOutcomes(2), {}, { verdict: 'interrupted', exitCode: 130 })).toMatchInlineSnapshot(`
    "
     mlcheck 0.1.0
     sample        new_2026-W47.csv (4,821 rows, 13 columns)
                   2 cells of tempo hold NaN; they are counted apart from missing
                   values.
     reference     data_train.csv:latest → v12 (29,269 rows, 13 columns)

     ! Interrupted after 2 expectations; the rest was not checked.

     Expectations  2 passed
     Suites        music.yaml (2)
     Duration      1.8 s

    "
  `)
})

test('without Unicode every character is ASCII and the columns still align', () => {
  const output = shown([unknownGenres, loudnessDrift, anOutcome({ id: 'größe.range', status: 'failed' })], {
    unicode: false,
  })
  expect(output).toMatch(/^[\n -~]*$/)
  expect(output).toMatchInlineSnapshot(`
    "
     mlcheck 0.1.0
     sample        new_2026-W47.csv (4,821 rows, 13 columns)
                   2 cells of tempo hold NaN; they are counted apart from missing
                   values.
     reference     data_train.csv:latest -> v12 (29,269 rows, 13 columns)

     x  genre.in-set           58 of 4,821 values outside the set
         Expected genre to be one of 15 known labels
         Hip-Hop 37 (closest: Hiphop) | trap metal 19 (closest: Trap Metal)
         2 more distinct | lines 22, 67, 301, 328, 418 ...
         hint: 56 of the 58 look like other spellings of known labels.
         note: The model has one output per label.
         at music.yaml:12
     x  gr\\u00f6\\u00dfe.range  all 4,821 values between 50.2 and 243.7
         Expected tempo between 50 and 250
     x  loudness.ks            median -6.23 -> -5.52
         D 0.114, fails from 0.0269 | p 6.3e-47 < 0.0051

     Expectations  3 failed
     Drift         ks: 1 of 10 tests failed, alpha 0.05 -> 0.0051 per test (Sidak)
     Suites        music.yaml (2)
                   derived from the reference (1)
     Duration      1.8 s

     hint: check the first again with
       mlcheck --reference data_train.csv:latest --sample new_2026-W47.csv --ks-alpha 0.05 --only genre.in-set

    "
  `)
})

const remarks = ['a', 'b', 'c', 'd'].map(column => `The range is not compared for ${column}.`)
const derived = { name: 'derived from train.csv', checks: 1, derived: true }

test('what derived suites leave out follows the totals, in three lines at most', () => {
  const output = (count: number, options: Partial<TerminalOptions> = {}) =>
    shown([anOutcome()], options, { suites: [{ ...derived, remarks: remarks.slice(0, count) }] })
  expect(output(3)).toContain(`\n\n ${remarks.slice(0, 3).join('\n ')}\n\n`)
  expect(output(4)).toContain(`\n\n ${remarks.slice(0, 2).join('\n ')}\n 2 more remarks of this kind\n\n`)
  expect(output(4, { verbose: true })).toContain(remarks.join('\n '))
})

test('findings of one cause are one, until verbose asks for each', () => {
  const missing = (column: string) =>
    anOutcome({
      id: `${column}.null-share`,
      category: 'missing',
      columns: [column],
      status: 'failed',
      expected: `${column} complete`,
      found: '803 of 10,000 values missing',
      derivation: '0 of 10,000 reference values missing.',
      unexpected: {
        count: 803,
        of: 10_000,
        distinct: 1,
        values: [{ value: 'missing', count: 803, positions: [10, 36] }],
        positions: [10, 36],
        positionKind: 'line',
      },
    })
  const outcomes = ['vendor_id', 'rate_code_id', 'flag', 'payment_type'].map(missing)
  const output = shown(outcomes)
  expect(output.slice(output.indexOf(' ✕'), output.indexOf(' Expectations'))).toMatchInlineSnapshot(`
    " ✕ vendor_id, rate_code_id, flag and 1 more
         803 of 10,000 values missing, the first 2 in the same rows
         Expected each complete
         lines 10, 36 …
         0 of 10,000 reference values missing.

    "
  `)
  expect(shown(outcomes, { verbose: true }).match(/✕ .*/g)).toHaveLength(4)
})

test('files go by their base names', () => {
  const { sample } = aResult()
  const output = shown(
    [anOutcome()],
    {},
    { sample: sample && { ...sample, label: '/a/long/way/to/new.csv' } },
  )
  expect(output).toContain(' sample        new.csv (4,821 rows, 13 columns)\n')
})

test('ten findings are shown and the others counted', () => {
  const findings = passedOutcomes(14).map(outcome => ({ ...outcome, status: 'failed' as const }))
  const output = shown(findings)
  expect(output.match(/✕ feature_\d+/g)).toHaveLength(10)
  expect(output).toContain('\n … 4 more findings\n')
})

test('verbose shows every finding, then what was met and what was skipped', () => {
  const output = shown([skippedCheck, anOutcome(), unknownGenres], { verbose: true })
  expect(output).toMatchInlineSnapshot(`
    "
     mlcheck 0.1.0
     sample        new_2026-W47.csv (4,821 rows, 13 columns)
                   2 cells of tempo hold NaN; they are counted apart from missing
                   values.
     reference     data_train.csv:latest → v12 (29,269 rows, 13 columns)

     ✕ genre.in-set  58 of 4,821 values outside the set
         Expected genre to be one of 15 known labels
         Hip-Hop 37 (closest: Hiphop) · trap metal 19 (closest: Trap Metal)
         2 more distinct · lines 22, 67, 301, 328, 418 …
         hint: 56 of the 58 look like other spellings of known labels.
         note: The model has one output per label.
         at music.yaml:12

     ✓ tempo.range  all 4,821 values between 50.2 and 243.7
     ○ key.range    skipped: not selected by --only

     Expectations  1 failed | 1 passed | 1 skipped | 3 in all
     Suites        music.yaml (3)
     Scans         3 of the sample, 2 of the reference (duckdb)
     Duration      1.8 s

     hint: check it again with
       mlcheck --reference data_train.csv:latest --sample new_2026-W47.csv --ks-alpha 0.05 --only genre.in-set

    "
  `)
})

test('no line of ordinary text is wider than the terminal', () => {
  for (const columns of [40, 60, 80, 120]) {
    const lines = shown(everyKind, { columns }).split('\n')
    const wide = lines.filter(line => line.length > columns && !line.includes('--only'))
    expect(wide).toEqual([])
  }
})

test('colours add to the text and change nothing in it', () => {
  const colored = shown(everyKind, { color: true })
  expect(colored).toContain('\u001b[31m✕ \u001b[39m\u001b[1mgenre.in-set\u001b[22m')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters.
  expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(shown(everyKind))
})

test('East Asian names take two columns a character', () => {
  const output = shown([
    anOutcome({ id: '価格.range', status: 'failed', found: 'first' }),
    anOutcome({ id: 'price.range', status: 'failed', found: 'second' }),
  ])
  expect(output).toMatch(/ 価格\.range {3}first\n[\s\S]* price\.range {2}second\n/)
})

test('the command to run again is quoted for a shell', () => {
  const output = shown([anOutcome({ id: "it's $(rm -rf ~).range", status: 'failed' })])
  expect(output).toContain(String.raw`--only 'it'\''s $(rm -rf ~).range'`)
})
