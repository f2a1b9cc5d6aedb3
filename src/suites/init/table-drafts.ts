import { formatList } from '../../core/format.ts'
import { columnDrafts } from './column-drafts.ts'
import { type Draft, neverLooser } from './draft.ts'
import { looserColumns, looserRowCount } from './loosen.ts'
import type { TableProfile } from './profile.ts'

/** All checks that a profile leads to, in the order in which they are written. */
export function draftsOf(profile: TableProfile): readonly Draft[] {
  return [
    ...tableDrafts(profile),
    ...profile.columns.flatMap(column => columnDrafts(column, profile.bounding)),
    ...keyDrafts(profile),
  ]
}

function tableDrafts({ columns, bounding: { batchRows } }: TableProfile): readonly Draft[] {
  const names = columns.map(({ facts }) => facts.name)
  const bounds = { min: Math.floor(batchRows / 2), max: batchRows * 2 }
  return [
    {
      place: { section: 'table' },
      name: 'toHaveColumns',
      params: { columns: names },
      note: 'All columns of the data; others may come.',
      chance: 0,
      loosen: looserColumns(names),
    },
    {
      place: { section: 'table' },
      name: 'toHaveRowCount',
      params: bounds,
      severity: 'warning',
      note: 'A guess: half to twice the rows of a batch.',
      chance: 0,
      loosen: looserRowCount(bounds),
    },
  ]
}

function keyDrafts({ compoundKey }: TableProfile): readonly Draft[] {
  if (compoundKey === undefined) return []
  return [
    {
      place: { section: 'combinations' },
      name: 'toHaveUniqueCombinations',
      params: { columns: compoundKey },
      severity: 'warning',
      note: `A guess: no two rows agree in ${formatList(compoundKey)}, and no column is a key.`,
      chance: 0,
      loosen: neverLooser,
    },
  ]
}
