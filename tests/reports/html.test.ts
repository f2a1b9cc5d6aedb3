import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { renderHtml } from '../../reports/html/html.ts'
import { pageIds } from '../../reports/html/view/anchors.ts'
import { pageView } from '../../reports/html/view/page.ts'
import type { Outcome, Result } from '../../src/core/result.ts'
import { aDriftOutcome } from '../support/drift.ts'
import { anOutcome } from '../support/outcome.ts'
import { aLargeResult, aResult } from '../support/result.ts'

const folder = resolve(import.meta.dirname, '../../reports/html')
const tokens = readFileSync(join(folder, 'css/tokens.css'), 'utf8')

test('the same result gives the same page', () => {
  expect(renderHtml(aResult())).toBe(renderHtml(aResult()))
})

test('only charts, the style sheet and the script reach a template without being escaped', () => {
  const names = templates().flatMap(({ text }) =>
    [...text.matchAll(/\{\{\{(.*?)\}\}\}|\{\{&(.*?)\}\}/g)].map(match => match[1] ?? match[2]),
  )
  expect([...new Set(names)].sort()).toEqual(['css', 'js', 'svg'])
})

test('every attribute of a template is quoted, and none styles or runs', () => {
  const forbidden = templates().flatMap(({ name, text }) =>
    [...text.matchAll(/\s(style=|on\w+=|[\w-]+=\{\{)/g)].map(match => `${name}: ${match[1]}`),
  )
  expect(forbidden).toEqual([])
})

test('the first element of the head allows this style sheet and this script, and nothing else', () => {
  const html = renderHtml(aResult())
  const [, policy = ''] =
    html.match(/<head>\n<meta http-equiv="Content-Security-Policy" content="([^"]*)">/) ?? []
  const hash = (tag: string) => {
    const [, text = ''] = html.match(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`)) ?? []
    return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  }
  expect(policy.replaceAll('&#x27;', "'").replaceAll('&#x3D;', '=')).toBe(
    `default-src 'none'; img-src data:; style-src ${hash('style')}; script-src ${hash('script')}; base-uri 'none'; form-action 'none'`,
  )
})

test('a page of 50 drifted columns and 300 checks stays below a megabyte', () => {
  const html = renderHtml(aLargeResult({ drifted: 50, passed: 250 }))
  expect(Buffer.byteLength(html)).toBeLessThan(1_000_000)
  expect(html.match(/class="ch"/g)).toHaveLength(100)
})

test('beyond 60 findings with charts the page says how many it draws', () => {
  const html = renderHtml(aLargeResult({ drifted: 200, passed: 0 }))
  expect(html.match(/<figure>/g)).toHaveLength(2 * 60)
  expect(html).toContain('Showing the charts of 60 of 200 findings, the worst first.')
  expect(Buffer.byteLength(html)).toBeLessThan(1_500_000)
})

test('beyond 200 findings the page keeps one line each, and every check has its anchor', () => {
  const outcomes = Array.from({ length: 1500 }, (_, index) =>
    anOutcome({ id: `tempo.range.${index}`, status: 'failed' }),
  )
  const html = renderHtml(aResult({ outcomes }))
  expect(html).toContain('Showing 200 of 1,500 findings in full, the others in one line each.')
  expect(html.match(/id="tempo\.range\.\d+"/g)).toHaveLength(1500)
  expect(Buffer.byteLength(html)).toBeLessThan(1_500_000)
})

test('a check that is named like a part of the page gets an anchor of its own', () => {
  const outcomes = [...pageIds, ...pageIds].map(id => anOutcome({ id }))
  const ids = [...renderHtml(aResult({ outcomes })).matchAll(/ id="([^"]*)"/g)].map(match => match[1])
  expect(ids.length).toBeGreaterThan(2 * pageIds.length)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
})

const failed = anOutcome({ status: 'failed' })
const warned = anOutcome({ status: 'failed', severity: 'warning' })
const verdicts: Readonly<Record<string, Partial<Result>>> = {
  passed: { outcomes: [anOutcome(), anOutcome({ id: 'b', status: 'skipped' })] },
  'passed with a warning': { outcomes: [anOutcome(), warned] },
  'passed without drift': { outcomes: [aDriftOutcome({ column: 'tempo' })] },
  'both columns drifted': { outcomes: ['a', 'b'].map(column => aDriftOutcome({ column, shift: 1 })) },
  'one column drifted': { outcomes: [aDriftOutcome({ column: 'tempo', shift: 1 })] },
  failed: {},
  'failed on warnings': {
    outcomes: [warned],
    verdict: 'failed',
    run: { ...aResult().run, failOn: 'warning' },
  },
  'nothing declared': { outcomes: [] },
  'nothing to check': { outcomes: [anOutcome({ status: 'vacuous' })], verdict: 'nothing-checked' },
  interrupted: { outcomes: [failed], verdict: 'interrupted' },
}

test('the verdict is a sentence, and the paragraph says why', () => {
  const said = Object.entries(verdicts).map(([name, overrides]) => {
    const { sentence, lead } = pageView(aResult(overrides)).verdict
    return `${name}\n  # ${sentence}\n  ${lead.join('\n  ')}`
  })
  expect(said.join('\n')).toMatchInlineSnapshot(`
    "passed
      # The expectation was met
      The gate lets new_2026-W47.csv in.
    passed with a warning
      # 1 of 2 expectations met, 1 warning
      The gate lets new_2026-W47.csv in; warnings do not keep data out.
      Values lie out of range in tempo.
    passed without drift
      # The expectation was met
      The gate lets new_2026-W47.csv in.
      The compared column does not differ from the reference by more than chance explains.
    both columns drifted
      # 2 of 2 expectations failed
      The gate keeps new_2026-W47.csv out.
      None of the 2 compared columns looks like the reference any more.
    one column drifted
      # 1 of 1 expectation failed
      The gate keeps new_2026-W47.csv out.
      The compared column, tempo, no longer looks like the reference.
    failed
      # 7 of 30 expectations failed
      The gate keeps new_2026-W47.csv out.
      The share of missing values in loudness has changed.
      Values lie out of range in duration_ms.
      There are unexpected values in genre.
      One written test failed.
      One check could not be evaluated.
      4 of 11 compared columns no longer look like the reference: instrumentalness, loudness, speechiness and 1 more.
    failed on warnings
      # 1 warning in 1 expectation, and warnings fail this run
      The gate keeps new_2026-W47.csv out, because this run fails on warnings.
      Values lie out of range in tempo.
    nothing declared
      # Nothing was checked, which is not a pass
      No check was declared, so this run says nothing about the data.
    nothing to check
      # Nothing was checked, which is not a pass
      No check had a value to look at, so this run says nothing about the data.
      One check had nothing to look at.
    interrupted
      # Interrupted after 1 expectation; the rest was not checked
      There is no verdict. What was found until then is below.
      Values lie out of range in tempo."
  `)
})

const states: readonly (readonly [Outcome['status'], string])[] = [
  ['failed', 'failed'],
  ['errored', 'could not be evaluated'],
  ['inconclusive', 'inconclusive'],
  ['vacuous', 'nothing to check'],
]

test.each(states)('a finding that is %s has a sign and the word "%s"', (status, word) => {
  const [card] = pageView(aResult({ outcomes: [anOutcome({ status })] })).findings.cards
  expect(card?.word).toBe(word)
  expect(card?.glyph).not.toBe('passed')
})

test('the headline of drift says what changed, and its card all numbers of the test', () => {
  const [card] = pageView(
    aResult({ outcomes: [aDriftOutcome({ column: 'loudness', centre: -6.2, spread: 2.9, shift: 0.28 })] }),
  ).findings.cards
  expect(card?.headline).toBe('Values are higher: the median went from −6.2 to −5.388')
  expect(card?.why).toEqual([])
  expect(card?.gap).toBe(
    'The two differ most at −5.765: 44.5\u00a0% of the sample is at or below it, 56.4\u00a0% of the reference.',
  )
  expect(card?.test?.terms.map(({ name, value }) => `${name}: ${value}`)).toMatchInlineSnapshot(`
    [
      "median: −6.2 → −5.388",
      "mean: −5.858 → −4.977",
      "D: 0.1186",
      "D fails from: 0.0269",
      "raw p: 5.4 × 10⁻⁵¹",
      "limit α′: 0.0051",
      "adjusted p (Šidák): 5.4 × 10⁻⁵⁰",
      "detectable (90 % power): from 0.0349",
      "widest at: −5.765",
      "rows compared: 29,269 → 4,821",
      "method: asymptotic",
    ]
  `)
})

const leftOut = 'The distribution is not compared for key: it has one value only.'
const derivedSuite = { name: 'derived from train.csv', checks: 1, derived: true, remarks: [leftOut] }

test('what a derived suite leaves out stands near the facts and in the section on the run', () => {
  const { facts, run } = pageView(aResult({ outcomes: [anOutcome()], suites: [derivedSuite] }))
  expect(facts.derived).toEqual({
    text: 'All 1 check was derived from the reference.',
    remarks: [leftOut],
  })
  expect(run.leftOut).toEqual([leftOut])
  expect(run.suites).toEqual(['derived from the reference (1)'])
})

test('a run of written checks says nothing about derived ones', () => {
  const { facts } = pageView(aResult({ suites: [{ name: 'music.yaml', checks: 1, derived: false }] }))
  expect(facts.derived).toBe(undefined)
})

test('paths are shown in the section on the run, base names everywhere else', () => {
  const plain = aResult()
  const { facts, run, verdict, label } = pageView(
    aResult({
      sample: plain.sample && { ...plain.sample, label: '/data/weekly/new_2026-W47.csv' },
    }),
  )
  expect([facts.sample?.label, label]).toEqual(['new_2026-W47.csv', 'new_2026-W47.csv'])
  expect(verdict.lead[0]).toBe('The gate keeps new_2026-W47.csv out.')
  expect(run.datasets).toEqual([{ role: 'Sample', path: '/data/weekly/new_2026-W47.csv' }])
})

test('findings of one cause share a line, and each has its card', () => {
  const unexpected = {
    count: 2,
    of: 10,
    distinct: 1,
    values: [],
    positions: [3, 9],
    positionKind: 'line' as const,
  }
  const outcomes = ['a1', 'b1'].map(column =>
    anOutcome({
      id: `${column}.missing`,
      category: 'missing',
      columns: [column],
      status: 'failed',
      found: '2 missing',
      unexpected,
    }),
  )
  const { attention, cards } = pageView(aResult({ outcomes })).findings
  expect(attention.map(({ subject, text, href }) => [subject, text, href])).toEqual([
    ['a1 and b1', '2 missing, in the same rows', '#a1.missing'],
  ])
  expect(cards.map(({ subject, where }) => [subject, where])).toEqual([
    ['a1', 'lines 3, 9'],
    ['b1', 'lines 3, 9'],
  ])
})

test('a line on drift names its effect, and a line without offending values what was expected', () => {
  const outcomes = [
    aDriftOutcome({ column: 'loudness', centre: -6.2, spread: 2.9, shift: 0.28 }),
    anOutcome({ id: 'tempo.mean', status: 'failed', found: 'mean 3', expected: 'mean of tempo above 4' }),
  ]
  const { attention } = pageView(aResult({ outcomes })).findings
  expect(attention.map(({ text, effect }) => `${text} | ${effect}`.replaceAll('\u00a0', ' '))).toEqual([
    'Mean 3 | expected mean of tempo above 4',
    'Values are higher: the median went from −6.2 to −5.388 | D 0.119',
  ])
})

test('a long set is cut in what was expected', () => {
  const expected = `genre among ${Array.from({ length: 100 }, (_, index) => `"label ${index}"`).join(', ')}`
  const [card] = pageView(aResult({ outcomes: [anOutcome({ status: 'failed', expected })] })).findings.cards
  expect(card?.expected).toMatch(/^.{200}… \+\d,\d{3} characters$/)
})

test('drift without a sentence of its own gets its headline from the numbers', () => {
  const outcome = {
    ...aDriftOutcome({ column: 'loudness', centre: -6.2, spread: 2.9, shift: 0.28 }),
    hint: undefined,
  }
  const [card] = pageView(aResult({ outcomes: [outcome] })).findings.cards
  expect(card?.headline).toBe('Median −6.2 → −5.39')
})

test('a p-value that underflows is told by its logarithm', () => {
  const outcome = aDriftOutcome({ column: 'tempo', shift: 3 })
  const test = outcome.test && { ...outcome.test, pValue: 0, log10P: -485.2, adjustedP: 0 }
  const [card] = pageView(aResult({ outcomes: [{ ...outcome, test }] })).findings.cards
  const terms = card?.test?.terms
    .filter(({ name }) => name === 'raw p' || name.startsWith('adjusted p'))
    .map(({ value }) => value)
  expect(terms).toEqual(['6.3 × 10⁻⁴⁸⁶', 'below 10⁻³⁰⁰'])
})

test('a number and its percent sign stay on one line', () => {
  const [card] = pageView(
    aResult({ outcomes: [anOutcome({ status: 'failed', found: 'up to 0.1 % allowed' })] }),
  ).findings.cards
  expect(card?.headline).toBe('Up to 0.1\u00a0% allowed')
})

test('a limit that contradicts the decision is not shown', () => {
  const outcome = aDriftOutcome({ column: 'tempo', shift: 0.3 })
  const test = outcome.test && { ...outcome.test, criticalStatistic: 0.9 }
  const html = renderHtml(aResult({ outcomes: [{ ...outcome, test }] }))
  expect(html).not.toContain('fails from 0.9')
  expect(html).not.toContain('class="lim"')
})

test('a check says whether it was derived from the reference or where it was written', () => {
  const html = renderHtml(
    aResult({
      outcomes: [
        anOutcome({ id: 'a', derivation: 'The range of the reference.' }),
        anOutcome({ id: 'b', origin: { file: 'music.yaml', line: 12 } }),
        anOutcome({ id: 'c', suite: 'tests' }),
      ],
    }),
  )
  expect(html).toContain('derived: <bdi>The range of the reference.</bdi>')
  expect(html).toContain('written in <bdi>music.yaml:12</bdi>')
  expect(html).toContain('from <bdi>tests</bdi>')
  expect(html).toContain('1 check derived from the reference, 2 written. Each check says which.')
})

test('the corrections explain their limit', () => {
  const corrections = ['none', 'bonferroni', 'sidak', 'holm', 'hochberg', 'hommel', 'bh', 'by'] as const
  const families = corrections.map(correction => ({
    family: 'ks',
    alpha: 0.05,
    correction,
    size: 10,
    limit: 0.005,
  }))
  const { run } = pageView(aResult({ families }))
  expect(run.families.map(({ name, formula }) => `${name}: ${formula}`)).toMatchInlineSnapshot(`
    [
      "ks, no correction: α′ = α = 0.05 for each test on its own",
      "ks, Bonferroni: α′ = α / m = 0.05 / 10 = 0.005",
      "ks, Šidák: α′ = 1 − (1 − α)^(1/m) = 1 − (1 − 0.05)^(1/10) = 0.005",
      "ks, Holm: step down: the i-th smallest p against α / (m − i + 1), from 0.05 / 10 = 0.005",
      "ks, Hochberg: step up: the i-th smallest p against α / (m − i + 1), α = 0.05, m = 10",
      "ks, Hommel: Simes tests of all subsets, α = 0.05, m = 10",
      "ks, Benjamini–Hochberg: false discovery rate: the i-th smallest p against i · α / m, α = 0.05, m = 10",
      "ks, Benjamini–Yekutieli: false discovery rate under any dependence: the i-th smallest p against i · α / (m · Σ 1/k), α = 0.05, m = 10",
    ]
  `)
})

test('a run of some checks only is rerun for one of them', () => {
  const { run } = aResult()
  const command = ['mlcheck', '--only', 'a', '--only=b', '--sample', 'new.csv']
  const [card] = pageView(
    aResult({ run: { ...run, command }, outcomes: [anOutcome({ id: 'a', status: 'failed' })] }),
  ).findings.cards
  expect(card?.rerun).toBe('mlcheck --sample new.csv --only a')
})

test('the command that reruns a check survives quotes in its id', () => {
  const [card] = pageView(
    aResult({ outcomes: [anOutcome({ id: `it's "x" $HOME.range`, status: 'failed' })] }),
  ).findings.cards
  expect(card?.rerun).toBe(
    `mlcheck --reference data_train.csv:latest --sample new_2026-W47.csv --ks-alpha 0.05 --only 'it'\\''s "x" $HOME.range'`,
  )
})

test('masked values say so, and a run that shows none lists lines only', () => {
  const unexpected = { count: 2, of: 10, distinct: 2, positions: [3, 9], positionKind: 'line' as const }
  const masked = {
    ...unexpected,
    values: [{ value: 'masked, 19 characters', masked: true, count: 2, positions: [3, 9] }],
  }
  const html = renderHtml(
    aResult({
      outcomes: [
        anOutcome({ id: 'a', status: 'failed', unexpected: masked }),
        anOutcome({ id: 'b', status: 'failed', unexpected: { ...unexpected, values: [] } }),
      ],
    }),
  )
  expect(html).toContain('<i>masked, 19 characters</i>')
  expect(html).toContain('<p class="where">lines 3, 9</p>')
})

const pairs: readonly (readonly [string, string])[] = [
  ...['ink', 'ink-2', 'ink-3', 'fail', 'warn', 'pass', 'sample'].flatMap(
    name =>
      [
        [name, 'page'],
        [name, 'panel'],
      ] as const,
  ),
  ['pass', 'pass-tint'],
  ['warn', 'warn-tint'],
  ['panel', 'fail'],
  ['panel', 'warn'],
  ['panel', 'pass'],
  ['ink-2', 'line'],
  ['ink-3', 'line'],
]

test.each(['light', 'dark'] as const)('text has a contrast of 4.5 or more in the %s theme', theme => {
  const colours = coloursOf(theme)
  const weak = pairs.filter(([front, back]) => contrast(colours[front] ?? '', colours[back] ?? '') < 4.5)
  expect(weak).toEqual([])
})

test('both ways into the dark theme have the same colours', () => {
  const [, chosen, system] = tokens.match(/\{\n\s+color-scheme: [^}]*\}/g) ?? []
  expect(chosen?.length).toBeGreaterThan(400)
  expect(chosen?.replaceAll(/\s+/g, ' ')).toBe(system?.replaceAll(/\s+/g, ' '))
})

function templates(): readonly { readonly name: string; readonly text: string }[] {
  const path = join(folder, 'templates')
  return readdirSync(path).map(name => ({ name, text: readFileSync(join(path, name), 'utf8') }))
}

function coloursOf(theme: 'light' | 'dark'): Readonly<Record<string, string>> {
  const [light = '', dark = ''] = tokens.match(/\{\n\s+color-scheme: [^}]*\}/g) ?? []
  const entries = [...(theme === 'light' ? light : dark).matchAll(/--([\w-]+): (#\w+);/g)]
  return Object.fromEntries(entries.map(([, name = '', value = '']) => [name, value]))
}

/** Contrast of two colours, 1 to 21. @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(front: string, back: string): number {
  const [light = 0, dark = 0] = [luminance(front), luminance(back)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const digits =
    colour.length === 4 ? [...colour.slice(1)].map(digit => digit + digit).join('') : colour.slice(1)
  const [red = 0, green = 0, blue = 0] = [0, 2, 4]
    .map(at => Number.parseInt(digits.slice(at, at + 2), 16) / 255)
    .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
