import { formatCount, plural } from '../../../src/core/format.ts'
import { isFinding, type Outcome, type Result } from '../../../src/core/result.ts'
import { display } from '../../text/display.ts'
import { toneOf, tones } from '../../text/state.ts'
import type { Entry } from './entries.ts'
import { lookOf } from './look.ts'

type Category = Outcome['category']

const categories: Readonly<Record<Category, string>> = {
  schema: 'Schema',
  missing: 'Missing',
  range: 'Range',
  values: 'Values',
  statistics: 'Statistics',
  drift: 'Drift',
  test: 'Test',
}

/** The titles of the categories that occur, in the order of the matrix. */
export function categoryTitles(outcomes: readonly Outcome[]): readonly { key: Category; title: string }[] {
  const present = new Set(outcomes.map(outcome => outcome.category))
  return Object.entries(categories)
    .map(([key, title]) => ({ key: key as Category, title }))
    .filter(({ key }) => present.has(key))
}

const mostRows = 40

/**
 * Every check by column and category; a cell links to its worst check. Columns with findings come first. A wide
 * dataset is cut to those and as many others as there is room for, and the caption says so.
 */
export function matrixView({ columns }: Result, entries: readonly Entry[]) {
  const titles = categoryTitles(entries.map(entry => entry.outcome))
  const byColumn = groupedByColumn(
    columns.map(column => column.name),
    entries,
  )
  const checked = [...byColumn].filter(([, list]) => list.length > 0)
  const rows = checked
    .map(([name, list]) => ({ name, list, findings: list.filter(entry => isFinding(entry.outcome)).length }))
    .sort((a, b) => Number(b.findings > 0) - Number(a.findings > 0))
  const shown = rows.slice(0, mostRows)
  return {
    titles: titles.map(({ title }) => title),
    rows: shown.map(({ name, list }) => ({
      name: name === undefined ? undefined : display(name, 40),
      cells: titles.map(({ key, title }) =>
        cell(
          title,
          list.filter(entry => entry.outcome.category === key),
        ),
      ),
    })),
    cut:
      rows.length > shown.length
        ? `Showing ${formatCount(shown.length)} of ${formatCount(rows.length)} columns, those with findings first.`
        : undefined,
    unchecked: uncheckedWords(columns.length, [...byColumn].filter(([, list]) => list.length === 0).length),
  }
}

/** Checks about no column stand under `undefined`, the table as a whole. */
function groupedByColumn(names: readonly string[], entries: readonly Entry[]) {
  const groups = new Map<string | undefined, Entry[]>()
  for (const name of names) groups.set(name, [])
  for (const entry of entries) {
    const { columns } = entry.outcome
    for (const key of columns.length > 0 ? new Set(columns) : [undefined]) {
      const group = groups.get(key) ?? []
      group.push(entry)
      groups.set(key, group)
    }
  }
  return groups
}

function cell(title: string, entries: readonly Entry[]) {
  const [worst] = [...entries].sort((a, b) => severityOf(a) - severityOf(b))
  if (!worst) return { href: undefined }
  const { tone, glyph, word } = lookOf(worst.outcome)
  const findings = entries.filter(entry => isFinding(entry.outcome)).length
  return {
    href: worst.anchor.href,
    tone,
    glyph,
    count: findings > 1 ? findings : undefined,
    label: `${title}: ${entries.length === 1 ? word : summary(entries, findings)}`,
  }
}

/** 0 for the worst tone. */
function severityOf({ outcome }: Entry): number {
  return tones.indexOf(toneOf(outcome))
}

function summary(entries: readonly Entry[], findings: number): string {
  if (findings === 0) return `${formatCount(entries.length)} checks without a finding`
  return `${plural(findings, 'finding')} in ${formatCount(entries.length)} checks`
}

function uncheckedWords(columns: number, unchecked: number): string | undefined {
  if (unchecked === 0 || unchecked === columns) return undefined
  return `${plural(unchecked, 'column has', 'columns have')} no check.`
}
