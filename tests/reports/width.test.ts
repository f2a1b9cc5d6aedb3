import fc from 'fast-check'
import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { widthOf } from '../../reports/width.ts'

const samples = [
  'price.range',
  'größe – 30 % → 41 % · α′ ≤ 0.05, χ² 42.5',
  '✕ ✓ ! ⊗ ? ∅ ○ … −∞',
  '価格',
  'カタカナ ひらがな',
  'ｶﾀｶﾅ',
  'ＡＢＣ',
  '한국어',
  '中文，。',
  'a\u0301e\u0302',
  '😀',
  '👨‍👩‍👧',
  '👍🏽',
  '🇩🇪',
  '❤️',
  '🏳️‍🌈',
  '␊␛',
  'Привет',
  'שלום',
  'العربية',
]

test.each(samples)('%s is as wide as string-width says', text => {
  expect(widthOf(text)).toBe(stringWidth(text))
})

test('any mixture of usual text is as wide as string-width says', () => {
  const parts = fc.array(fc.constantFrom(...samples), { maxLength: 8 })
  fc.assert(
    fc.property(parts, texts => {
      const text = texts.join(' ')
      expect(widthOf(text)).toBe(stringWidth(text))
    }),
    { seed: 3 },
  )
})

test('ASCII is as wide as it is long', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'aZ09 .,:;-_{}<>~') }), text => {
      expect(widthOf(text)).toBe(text.length)
    }),
    { seed: 4 },
  )
})

test('an empty text has no width', () => {
  expect(widthOf('')).toBe(0)
})
