import { expect, test } from 'vitest'
import { asCategories } from '../../reports/html/view/discrete.ts'
import { pageView } from '../../reports/html/view/page.ts'
import { aDriftOutcome } from '../support/drift.ts'
import { aResult } from '../support/result.ts'

/** Ten bins from 0 to 5; the values 0, 0.5 and 5 make up all rows but two of the sample. */
const histogram = {
  kind: 'histogram' as const,
  edges: [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5],
  reference: [600, 390, 0, 0, 0, 0, 0, 0, 0, 10],
  sample: [1000, 0, 0, 2, 0, 0, 0, 0, 0, 998],
  scale: 'linear' as const,
}

const ecdf = {
  kind: 'ecdf' as const,
  x: [0, 0.5, 5],
  reference: [0.6, 0.99, 1],
  sample: [0.5, 0.501, 1],
  scale: 'linear' as const,
  gap: { x: 0.5, reference: 0.99, sample: 0.501 },
}

test('a column of few values has a bar per value, and the rest as other', () => {
  expect(asCategories([histogram, ecdf])).toMatchObject({
    entries: [
      { label: '0', reference: 600, sample: 1000 },
      { label: '0.5', reference: 390, sample: 0 },
      { label: '5', reference: 10, sample: 998 },
    ],
    other: { categories: 1, reference: 0, sample: 2 },
    total: { reference: 1000, sample: 2000 },
  })
})

test('a bin that holds more than one value is a range', () => {
  const mixed = { ...histogram, reference: [600, 380, 0, 10, 0, 0, 0, 0, 0, 10] }
  const labels = asCategories([mixed, ecdf])?.entries.map(({ label }) => label)
  expect(labels).toEqual(['0', '0.5', '1.5 to 2', '5'])
})

test('many values, a log scale or no cumulative curve keep the histogram', () => {
  expect(asCategories(aDriftOutcome({ column: 'tempo', shift: 1 }).charts ?? [])).toBe(undefined)
  expect(asCategories([{ ...histogram, scale: 'log' }, ecdf])).toBe(undefined)
  expect(asCategories([histogram])).toBe(undefined)
  const spread = { ...ecdf, x: [0.1, 0.2, 0.7], reference: [0.3, 0.6, 1], sample: [0.2, 0.4, 1] }
  expect(asCategories([histogram, spread])).toBe(undefined)
})

test('the card of such a column has one chart, with the numbers in its name', () => {
  const outcome = { ...aDriftOutcome({ column: 'tax', shift: 1 }), charts: [histogram, ecdf] }
  const [card] = pageView(aResult({ outcomes: [outcome] })).findings.cards
  expect(card?.figures.map(({ caption }) => caption)).toEqual(['Share of rows per value'])
  expect(card?.figures[0]?.svg).toContain('0.5: reference 39.0 %, sample 0 %.')
})
