import { expect, test } from 'vitest'
import { renderGithubAnnotations } from '../../reports/github.ts'
import { anOutcome } from '../support/outcome.ts'
import { aResult } from '../support/result.ts'
import { everyKind, passedOutcomes } from './outcomes.ts'

test('findings are annotations at the line that states the expectation', () => {
  expect(renderGithubAnnotations(aResult({ outcomes: [...everyKind] }))).toMatchInlineSnapshot(`
    "::error file=music.yaml,line=31,title=tempoo.range::could not be evaluated: There is no column tempoo. Did you mean tempo?%0AExpected tempoo between 50 and 250
    ::error file=music.yaml,line=12,title=genre.in-set::58 of 4,821 values outside the set%0AExpected genre to be one of 15 known labels%0AHip-Hop 37 (closest: Hiphop) · trap metal 19 (closest: Trap Metal) · 2 more distinct · lines 22, 67, 301, 328, 418 …%0Ahint: 56 of the 58 look like other spellings of known labels.%0Anote: The model has one output per label.
    ::error file=tracks.test.ts,line=7,col=3,title=tracks › every track has an artist::expected { missing: 3 } to deeply equal { missing: 0 }%0A  {%0A-   "missing": 0,%0A+   "missing": 3,%0A  }
    ::error title=loudness.ks::median −6.23 → −5.52%0AD 0.114, fails from 0.0269 · p 6.3e-47 < 0.0051 · n 29,269 and 4,821
    ::error title=key.ks::inconclusive: 12 rows are too few to see a D of 0.1%0AExpected key distributed as in the reference%0Ahint: From 240 rows on the test would see it.
    ::error title=mode.in-set::nothing to check: no values, every row is missing%0AExpected mode to be 0 or 1
    ::warning file=music.yaml,line=40,col=5,title=genre.chi2::psytrance 7.0 → 8.3 %25, Pop 1.1 → 0.4 %25%0AExpected genre mixed as in the reference%0Aχ² 42.5, fails from 26.1 · p 0.00012 < 0.05 · total variation 0.035 (0.021 to 0.052), counts from 0.03 · n 29,269 and 4,821
    ::notice title=mlcheck::6 of 8 expectations failed.
    "
  `)
})

test('a run that meets everything is one notice', () => {
  expect(renderGithubAnnotations(aResult({ outcomes: [...passedOutcomes(3)] }))).toBe(
    '::notice title=mlcheck::All 3 expectations were met.\n',
  )
})

test('nothing checked and interrupted are errors', () => {
  expect(renderGithubAnnotations(aResult({ outcomes: [] }))).toBe(
    '::error title=mlcheck::Nothing was checked, which is not a pass.\n',
  )
  expect(renderGithubAnnotations(aResult({ outcomes: [...passedOutcomes(2)], verdict: 'interrupted' }))).toBe(
    '::error title=mlcheck::Interrupted after 2 expectations; the rest was not checked.\n',
  )
})

test('beyond ten findings of a level the tenth annotation counts the rest', () => {
  const outcomes = (['error', 'warning'] as const).flatMap(severity =>
    passedOutcomes(12).map(outcome => ({ ...outcome, status: 'failed' as const, severity })),
  )
  const lines = renderGithubAnnotations(aResult({ outcomes })).split('\n')
  expect(lines.filter(line => line.startsWith('::error '))).toHaveLength(10)
  expect(lines.filter(line => line.startsWith('::warning '))).toHaveLength(10)
  expect(lines).toContain('::error title=mlcheck::3 more errors; the job summary lists them.')
})

test('what separates properties and lines is escaped', () => {
  const outcome = anOutcome({ id: 'a:b,c.range', status: 'failed', found: '100 %\nnext', expected: '' })
  expect(renderGithubAnnotations(aResult({ outcomes: [outcome] })).split('\n')[0]).toBe(
    '::error title=a%3Ab%2Cc.range::100 %25%0Anext',
  )
})
