import { expect, test } from 'vitest'
import { featureStrength } from '../../expectations/parts/feature-strength.ts'

const places = Array.from({ length: 200 }, (_, place) => place)
const labelled = places.map(place => {
  const feature = (place * 37) % 101
  return { feature, label: (place * 53) % 97 < 30 + feature / 3 }
})

// sklearn.metrics.roc_auc_score([row['label'] for row in rows], [row['feature'] for row in rows]).
test('numbers tell one of two labels from the other by their AUC, in either direction', () => {
  const found = featureStrength(labelled)
  expect(found?.measure).toBe('AUC')
  expect(found?.value).toBeCloseTo(0.6065606560656066, 12)
  const falling = labelled.map(({ feature, label }) => ({ feature: -feature, label }))
  expect(featureStrength(falling)?.strength).toBeCloseTo(found?.strength ?? 0, 12)
})

test('a value for each row tells nothing about labels', () => {
  const rows = places.map(place => ({ feature: `id ${place}`, label: place % 3 }))
  expect(featureStrength(rows)).toEqual({ measure: "Cramér's V", value: 0, strength: 0 })
})

test('numbers tell several labels by the tenth in which they lie', () => {
  const rows = places.map(place => ({ feature: place, label: Math.floor(place / 20) }))
  expect(featureStrength(rows)?.strength).toBeCloseTo(1, 12)
})

test('missing values and infinite ones are left out', () => {
  const rows = [
    { feature: 1, label: 'a' },
    { feature: 2, label: 'b' },
    { feature: Number.POSITIVE_INFINITY, label: 'a' },
    { feature: null, label: 'a' },
    { feature: 3, label: null },
  ]
  expect(featureStrength(rows)).toEqual({ measure: 'AUC', value: 1, strength: 1 })
})

test('one label, or more than 50, are not measured', () => {
  expect(featureStrength(places.map(place => ({ feature: place, label: 1 })))).toBeUndefined()
  expect(featureStrength(places.map(place => ({ feature: place, label: place })))).toBeUndefined()
})
