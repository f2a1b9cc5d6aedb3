import { expect, test } from 'vitest'
import { tfIdf } from '../../src/ml/transform/tf-idf.ts'
import { close } from './close.ts'

// Expected values: scikit-learn 1.9.1, t = TfidfVectorizer(**options); t.fit_transform(texts).toarray(),
// t.get_feature_names_out() and t.transform(['hat hat mat unknown 東京']).toarray().

const texts = [
  'The cat sat on the mat',
  "the Cat's hat: naïve café, ÉCOLE, naïve",
  '東京 タワー 東京 x_1 ½½ a b2',
  'नमस्ते दुनिया 𝒳𝒴 İstanbul İzmir ΣΊΣΥΦΟΣ',
  '',
  'cat_cat the-hat 42 4 mat mat',
]

test.each([
  {
    options: { binary: true, max_features: 4 },
    terms: ['cat', 'hat', 'mat', 'the'],
    rows: [
      [0.6071443239386358, 0.0, 0.6071443239386358, 0.5125929572459945],
      [0.6071443239386358, 0.6071443239386358, 0.0, 0.5125929572459945],
      [0.0, 0.0, 0.0, 0.0],
      [0.0, 0.0, 0.0, 0.0],
      [0.0, 0.0, 0.0, 0.0],
      [0.0, 0.6071443239386358, 0.6071443239386358, 0.5125929572459945],
    ],
    unseen: [0.0, Math.SQRT1_2, Math.SQRT1_2, 0.0],
  },
  {
    options: { stop_words: 'english', max_features: 4 },
    terms: ['cat', 'hat', 'mat', 'naïve'],
    rows: [
      [Math.SQRT1_2, 0, Math.SQRT1_2, 0],
      [0.35469396002314924, 0.35469396002314924, 0, 0.8650921277217781],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0.4472135954999579, 0.8944271909999159, 0],
    ],
    unseen: [0, 0.8944271909999159, 0.4472135954999579, 0],
  },
  {
    options: { max_features: 2 },
    terms: ['mat', 'the'],
    rows: [
      [0.5095705206075756, 0.8604288956838471],
      [0, 1],
      [0, 0],
      [0, 0],
      [0, 0],
      [0.9212785659977094, 0.3889033348188267],
    ],
    unseen: [1, 0],
  },
])('words are weighted as scikit-learn weights them: $options', ({ options, terms, rows, unseen }) => {
  const found = weigh(options, ['hat hat mat unknown 東京'])
  expect(found.terms).toEqual(terms)
  expect(found.seen).toHaveLength(rows.length)
  found.seen.forEach((row, k) => {
    close(row, rows[k] ?? [])
  })
  close(found.unseen[0] ?? [], unseen)
})

test('words of any script are terms, without marks, sorted by code points', () => {
  const { terms, seen } = weigh({}, [])
  expect(terms?.join(' ')).toBe(
    '42 b2 café cat cat_cat hat mat naïve on sat stanbul the x_1 zmir ½½ école σίσυφος नमस タワー 東京 𝒳𝒴',
  )
  const tokyo = seen[2] ?? []
  close(
    tokyo.filter(weight => weight > 0),
    [0.35355339059327373, 0.35355339059327373, 0.35355339059327373, 0.35355339059327373, 0.7071067811865475],
  )
})

test('texts without words have nothing to weigh', () => {
  expect(() => weigh({ stop_words: 'english' }, [], ['the', 'of a'])).toThrowErrorMatchingInlineSnapshot(
    `[UserError: title has no words of two letters or more that are no stop words.]`,
  )
  expect(() => weigh({}, [], ['', 'a'])).toThrowErrorMatchingInlineSnapshot(
    `[UserError: title has no words of two letters or more.]`,
  )
  expect(() => weigh({}, [], ['words', null])).toThrowErrorMatchingInlineSnapshot(
    `[UserError: title is missing in row 1.]`,
  )
})

function weigh(options: object, unseen: readonly string[], fitted: readonly (string | null)[] = texts) {
  const params = tfIdf.params.parse({ use: 'tfidf', ...options })
  const state = tfIdf.fit([{ name: 'title', values: fitted }], params)
  const rowsOf = (values: readonly (string | null)[]) => {
    const columns = tfIdf.transform([{ name: 'title', values }], state, params)
    return values.map((_, row) => columns.map(({ values }) => values[row] as number))
  }
  return { terms: state[0]?.terms, seen: rowsOf(fitted), unseen: rowsOf(unseen) }
}
