import { z } from 'zod'
import { UserError } from '../../core/errors.ts'
import { classesOf } from '../../stats/split/classes.ts'
import { RowError } from '../table/row-error.ts'
import type { NamedColumn } from '../table/table.ts'
import { textsOf } from './column-kinds.ts'
import { englishStopWords } from './stop-words.ts'
import type { Transformer } from './transformer.ts'

const params = z.strictObject({
  use: z.literal('tfidf'),
  /** How many terms are kept: those that the texts have most often, of equal ones the first ones; null for all. */
  max_features: z.int().min(1).nullable().default(null),
  /** Whether a term counts once for a text, however often it is there. */
  binary: z.boolean().default(false),
  /** Words that are no terms. */
  stop_words: z.enum(['english']).nullable().default(null),
})

type Params = z.output<typeof params>

type Vocabulary = {
  readonly terms: string[]
  readonly idf: number[]
}

/**
 * Makes a column of each term of a column of texts: how often a text has it, times ln((1 + n) ⁄ (1 + d)) + 1 for a term
 * that d of the n texts had in fitting; each text's numbers are divided by the root of the sum of their squares. Terms
 * are lower case, at least two letters, digits or underscores. State: the terms of each column, and their factors.
 *
 * Agrees with `sklearn.feature_extraction.text.TfidfVectorizer`.
 */
export const tfIdf: Transformer<typeof params, Vocabulary[]> = {
  params,
  fit: (columns, given) => columns.map(column => vocabularyOf(column, given)),
  transform: (columns, state, given) =>
    columns.flatMap((column, k) => weighted(column, state[k] as Vocabulary, given)),
}

/** Terms of a text, in its order. A letter is what Python's `\w` takes for one: marks are none. */
function termsOf(text: string, { stop_words }: Params): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu) ?? []
  return stop_words === null ? words : words.filter(word => !englishStopWords.has(word))
}

function filledTexts(column: NamedColumn): readonly string[] {
  return textsOf(column, 'TF-IDF').map((text, at) => {
    if (text === null)
      throw new RowError(at, row => `${column.name} is missing in row ${row}.`, 'Impute an empty text first.')
    return text
  })
}

function vocabularyOf(column: NamedColumn, given: Params): Vocabulary {
  const texts = filledTexts(column)
  const counts = new Map<string, number>()
  const textCounts = new Map<string, number>()
  for (const text of texts) {
    const terms = termsOf(text, given)
    const distinct = new Set(terms)
    for (const term of distinct) textCounts.set(term, (textCounts.get(term) ?? 0) + 1)
    for (const term of given.binary ? distinct : terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  }
  if (counts.size === 0)
    throw new UserError(
      `${column.name} has no words of two letters or more${given.stop_words === null ? '' : ' that are no stop words'}.`,
    )
  const terms = mostCounted(counts, given.max_features)
  const idf = terms.map(term => Math.log((1 + texts.length) / (1 + (textCounts.get(term) ?? 0))) + 1)
  return { terms, idf }
}

/** The terms counted most, in the order of code points. */
function mostCounted(counts: ReadonlyMap<string, number>, limit: number | null): string[] {
  const sorted = classesOf([...counts.keys()]).labels as string[]
  if (limit === null || sorted.length <= limit) return sorted
  const countOf = (term: string) => counts.get(term) ?? 0
  const kept = new Set([...sorted].sort((a, b) => countOf(b) - countOf(a)).slice(0, limit))
  return sorted.filter(term => kept.has(term))
}

function weighted(column: NamedColumn, { terms, idf }: Vocabulary, given: Params): readonly NamedColumn[] {
  const texts = filledTexts(column)
  const positions = new Map(terms.map((term, position) => [term, position]))
  const columns = terms.map(() => new Float64Array(texts.length))
  for (const [row, text] of texts.entries()) {
    const counts = new Map<number, number>()
    for (const term of termsOf(text, given)) {
      const position = positions.get(term)
      if (position !== undefined) counts.set(position, given.binary ? 1 : (counts.get(position) ?? 0) + 1)
    }
    let squares = 0
    for (const [position, count] of counts) squares += (count * (idf[position] as number)) ** 2
    const norm = Math.sqrt(squares)
    for (const [position, count] of counts)
      (columns[position] as Float64Array)[row] = (count * (idf[position] as number)) / norm
  }
  return terms.map((name, position) => ({ name, values: columns[position] as Float64Array }))
}
