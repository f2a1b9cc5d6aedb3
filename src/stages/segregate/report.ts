import { formatCount, formatShare } from '../../core/format.ts'
import { isoText, type Json, toJson, type Value } from '../../core/value.ts'
import { markdownTable } from '../tables/markdown.ts'
import { countsOf, picked, type Strata } from './strata.ts'

/** What there is to report: the parts, and how the strata are spread over them. */
export interface Split {
  readonly seed: number
  readonly rows: number
  /** 0-based numbers of rows by the part's name. */
  readonly parts: ReadonlyMap<string, Uint32Array>
  readonly strata?: Strata
}

interface Stratum {
  readonly value: Value
  readonly rows: number
  /** Of all rows. */
  readonly share: number
  /** By the part's name. */
  readonly parts: Readonly<Record<string, { readonly rows: number; readonly share: number }>>
}

/** Each stratum with its rows in every part and their share of it. */
export function strataOf({ parts, strata, rows }: Split): readonly Stratum[] {
  if (strata === undefined) return []
  const all = countsOf(strata)
  const counted = [...parts].map(([name, of]) => ({
    name,
    size: of.length,
    counts: countsOf({ values: strata.values, codes: picked(strata.codes, of) }),
  }))
  return strata.values.map((value, code) => ({
    value,
    rows: all[code] ?? 0,
    share: (all[code] ?? 0) / rows,
    parts: Object.fromEntries(
      counted.map(({ name, size, counts }) => [
        name,
        { rows: counts[code] ?? 0, share: (counts[code] ?? 0) / size },
      ]),
    ),
  }))
}

/** By how much the share of a stratum differs most between a part and all rows. */
export function largestDifference(strata: readonly Stratum[]): number {
  const differences = strata.flatMap(({ share, parts }) =>
    Object.values(parts).map(part => Math.abs(part.share - share)),
  )
  return differences.reduce((most, difference) => Math.max(most, difference), 0)
}

/** The report as JSON. */
export function splitJson(split: Split): Json {
  const strata = strataOf(split)
  return {
    rows: split.rows,
    seed: split.seed,
    stratify: split.strata?.column ?? null,
    parts: Object.fromEntries(
      [...split.parts].map(([name, of]) => [name, { rows: of.length, share: of.length / split.rows }]),
    ),
    strata: strata.map(stratum => ({ ...stratum, value: toJson(stratum.value) })),
    largestDifference: largestDifference(strata),
  }
}

/** How many strata are listed for people. */
const mostListed = 50

/** The report as Markdown, the largest strata first. */
export function splitMarkdown(split: Split): string {
  const strata = strataOf(split).toSorted((a, b) => b.rows - a.rows)
  const names = [...split.parts.keys()]
  const cell = ({ rows, share }: { readonly rows: number; readonly share: number }) =>
    `${formatCount(rows)} (${formatShare(share)})`
  const body = strata
    .slice(0, mostListed)
    .map(stratum => [
      textOf(stratum.value),
      cell(stratum),
      ...names.map(name => cell(stratum.parts[name] ?? { rows: 0, share: 0 })),
    ])
  const total = [
    'rows',
    formatCount(split.rows),
    ...names.map(name => formatCount(split.parts.get(name)?.length ?? 0)),
  ]
  const table = markdownTable([split.strata?.column ?? '', 'all', ...names], [...body, total])
  const rest = strata.length - mostListed
  return `# Rows by part\n\n${table}${rest > 0 ? `\n${formatCount(rest)} smaller strata are in report.json.\n` : ''}`
}

function textOf(value: Value): string {
  if (value === null) return ''
  return value instanceof Date ? isoText(value) : String(value)
}
