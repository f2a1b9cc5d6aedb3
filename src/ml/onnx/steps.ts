import type { Json } from '../../core/value.ts'
import type { StepSpec } from '../transform/index.ts'
import { writeMoments } from './dates.ts'
import type { GraphBuilder } from './graph.ts'

/** A column inside of a graph: a value of shape [N]. */
export interface GraphColumn {
  readonly name: string
  readonly value: string
  readonly kind: 'double' | 'string'
  /** What stands for an empty text, which is a missing one. */
  readonly emptyText?: string
}

/** What a step makes of columns: columns again, or features of shape [N, k]. */
export type GraphValues =
  | { readonly columns: readonly GraphColumn[] }
  | { readonly features: readonly string[] }

type Category = number | string | null

/** Writes what one step does. */
type StepWriter = (
  graph: GraphBuilder,
  columns: readonly GraphColumn[],
  state: Json,
  spec: StepSpec,
) => GraphValues

/** For each step. */
export const stepWriters: Readonly<Record<StepSpec['use'], StepWriter>> = {
  impute: (graph, columns, state) => ({
    columns: columns.map((column, k) => imputed(graph, column, (state as (number | string)[])[k])),
  }),
  scale: (graph, columns, state) => ({
    columns: columns.map((column, k) => {
      const { mean, deviation } = (state as { mean: number; deviation: number }[])[k] ?? {
        mean: 0,
        deviation: 1,
      }
      const centered = graph.node('Sub', [column.value, double(graph, mean)])
      return { ...column, value: graph.node('Div', [centered, double(graph, deviation)]) }
    }),
  }),
  ordinal_encode: (graph, columns, state, spec) => ({
    columns: columns.map((column, k) => {
      const unknown = 'unknown' in spec && typeof spec.unknown === 'number' ? spec.unknown : Number.NaN
      const code = codes(graph, column, (state as Category[][])[k] ?? [], unknown)
      return { name: column.name, kind: 'double', value: graph.node('Cast', [code], { to: { int: 11 } }) }
    }),
  }),
  one_hot_encode: (graph, columns, state) => ({
    features: columns.map((column, k) => {
      const categories = (state as Category[][])[k] ?? []
      const code = asColumn(graph, codes(graph, column, categories, -1))
      const all = graph.constant(Float32Array.from(categories.keys()), [1, categories.length])
      return graph.node('Cast', [graph.node('Equal', [code, all])], { to: { int: 1 } })
    }),
  }),
  tfidf: (graph, columns, state, spec) => ({
    features: columns.map((column, k) => {
      const vocabulary = (state as { terms: string[]; idf: number[] }[])[k] ?? { terms: [], idf: [] }
      return weightedWords(graph, column, vocabulary, 'binary' in spec && spec.binary)
    }),
  }),
  days_before_latest: (graph, columns, state) => ({
    columns: columns.map((column, k) => daysBefore(graph, column, (state as number[])[k] ?? 0)),
  }),
}

/** A column of numbers as a feature of shape [N, 1], in float32. */
export function asFeature(graph: GraphBuilder, column: GraphColumn): string {
  return asColumn(graph, graph.node('Cast', [column.value], { to: { int: 1 } }))
}

function asColumn(graph: GraphBuilder, value: string): string {
  return graph.node('Unsqueeze', [value, graph.constant([1n], [1])])
}

function double(graph: GraphBuilder, number: number): string {
  return graph.constant(Float64Array.of(number), [])
}

function imputed(
  graph: GraphBuilder,
  column: GraphColumn,
  filling: number | string | undefined,
): GraphColumn {
  if (column.kind === 'string') return { ...column, emptyText: String(filling) }
  const isMissing = graph.node('IsNaN', [column.value])
  return { ...column, value: graph.node('Where', [isMissing, double(graph, Number(filling)), column.value]) }
}

/** Whole days to the latest date, in milliseconds; a missing date stays missing. */
function daysBefore(graph: GraphBuilder, column: GraphColumn, latest: number): GraphColumn {
  const age = graph.node('Sub', [double(graph, latest), momentsOf(graph, column)])
  const days = graph.node('Floor', [graph.node('Div', [age, double(graph, 86_400_000)])])
  return { name: column.name, kind: 'double', value: days }
}

function momentsOf(graph: GraphBuilder, { name, value, kind, emptyText }: GraphColumn): string {
  if (kind === 'double') return value
  const isMissing = graph.node('Equal', [value, graph.constant([''], [])])
  const filling = graph.constant([emptyText ?? '1970-01-01'], [])
  const moments = writeMoments(graph, graph.node('Where', [isMissing, filling, value]), name)
  return emptyText === undefined
    ? graph.node('Where', [isMissing, double(graph, Number.NaN), moments])
    : moments
}

/** Positions among categories, in float32. An empty text is what stands for it, or the missing category. */
function codes(
  graph: GraphBuilder,
  { value, kind, emptyText }: GraphColumn,
  categories: readonly Category[],
  unknown: number,
): string {
  const positions = [...categories.entries()].filter(([, category]) => category !== null)
  if (kind === 'double') {
    const rounded = graph.node('Cast', [value], { to: { int: 1 } })
    const keys = { keys_floats: { floats: positions.map(([, category]) => Number(category)) } }
    return labelEncoder(
      graph,
      rounded,
      keys,
      positions.map(([code]) => code),
      unknown,
    )
  }
  const empty = categories.indexOf(emptyText ?? null)
  const keys = positions.map(([, category]) => String(category))
  const hasEmpty = empty >= 0 && !keys.includes('')
  return labelEncoder(
    graph,
    value,
    { keys_strings: { strings: hasEmpty ? [...keys, ''] : keys } },
    [...positions.map(([code]) => code), ...(hasEmpty ? [empty] : [])],
    unknown,
  )
}

function labelEncoder(
  graph: GraphBuilder,
  value: string,
  keys: Readonly<
    Record<string, { readonly strings: readonly string[] } | { readonly floats: readonly number[] }>
  >,
  values: readonly number[],
  unknown: number,
): string {
  const attributes = { ...keys, values_floats: { floats: values }, default_float: { float: unknown } }
  return graph.node('LabelEncoder', [value], attributes, 'ai.onnx.ml')
}

/** Weights of words of shape [N, terms]. Only ASCII letters are made lower case: the locale C is everywhere. */
function weightedWords(
  graph: GraphBuilder,
  { value }: GraphColumn,
  { terms, idf }: { readonly terms: readonly string[]; readonly idf: readonly number[] },
  isBinary: boolean,
): string {
  const lower = graph.node('StringNormalizer', [value], {
    case_change_action: { string: 'LOWER' },
    locale: { string: 'C' },
  })
  const words = graph.node(
    'Tokenizer',
    [lower],
    {
      mark: { int: 0 },
      mincharnum: { int: 2 },
      pad_value: { string: '#' },
      tokenexp: { string: '[\\p{L}\\p{N}_]+' },
    },
    'com.microsoft',
  )
  const weighted = graph.node('TfIdfVectorizer', [words], {
    max_gram_length: { int: 1 },
    max_skip_count: { int: 0 },
    min_gram_length: { int: 1 },
    mode: { string: isBinary ? 'IDF' : 'TFIDF' },
    ngram_counts: { ints: [0] },
    ngram_indexes: { ints: [...terms.keys()] },
    pool_strings: { strings: terms },
    weights: { floats: idf },
  })
  return graph.node('Normalizer', [weighted], { norm: { string: 'L2' } }, 'ai.onnx.ml')
}
