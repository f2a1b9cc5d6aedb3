import type { SuiteDefinition } from '../define.ts'
import type { Draft } from './draft.ts'
import { escaped } from './item-text.ts'

/** Drafts as a suite, with the place of each among its checks. */
export function definitionOf(drafts: readonly Draft[]): {
  definition: SuiteDefinition
  order: readonly number[]
} {
  const indexed = drafts.map((draft, index) => ({ draft, index }))
  const within = (section: Draft['place']['section']) =>
    indexed.filter(({ draft }) => draft.place.section === section)
  const columns = new Map<string, (typeof indexed)[number][]>()
  for (const each of within('columns')) {
    const { place } = each.draft
    if (place.section === 'columns') columns.set(place.column, [...(columns.get(place.column) ?? []), each])
  }
  const sorted = [...within('table'), ...[...columns.values()].flat(), ...within('combinations')]
  const written = (list: typeof indexed) => list.map(({ draft }) => ({ [draft.name]: argumentsOf(draft) }))
  const order = drafts.map((_, index) => sorted.findIndex(each => each.index === index))
  return {
    definition: {
      table: written(within('table')),
      columns: Object.fromEntries([...columns].map(([column, list]) => [column, written(list)])),
      combinations: written(within('combinations')),
    },
    order,
  }
}

function argumentsOf({ params, severity, note }: Draft): unknown {
  return escaped({ ...params, ...(severity && { severity }), note })
}
