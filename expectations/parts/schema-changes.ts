import { formatList } from '../../src/core/format.ts'
import { type Column, isSubtype, typeWords } from '../../src/core/schema.ts'
import { closest } from '../../src/core/suggest.ts'

/** How a column can differ from the reference. */
export const changeKinds = ['renamed', 'missing', 'added', 'retyped', 'moved'] as const

/** One column that is not as it was. */
export interface SchemaChange {
  readonly kind: (typeof changeKinds)[number]
  /** Its name in the reference; of an added column, its own. */
  readonly name: string
  /** What has changed, in words. */
  readonly text: string
  /** How to undo it, in words. */
  readonly fix: string
}

/** What has changed, by kind and then in the order of the columns. */
export function schemaChanges(
  columns: readonly Column[],
  reference: readonly Column[],
): readonly SchemaChange[] {
  const isNew = (column: Column) => !reference.some(({ name }) => name === column.name)
  const renamed = renamings(
    reference.filter(column => !columns.some(({ name }) => name === column.name)),
    columns.filter(isNew),
  )
  const current = columns.map(column => ({ ...column, name: renamed.get(column.name) ?? column.name }))
  const wasThere = (name: string) => reference.find(column => column.name === name)
  return [
    ...[...renamed].map(([now, name]) => renaming(name, now)),
    ...reference.filter(({ name }) => !current.some(column => column.name === name)).map(missing),
    ...current.filter(({ name }) => wasThere(name) === undefined).map(added),
    ...current.flatMap(column => retyped(column, wasThere(column.name))),
    ...moved(
      current.map(({ name }) => name),
      reference.map(({ name }) => name),
    ),
  ]
}

/** `price renamed to prices; genre missing`. */
export function changesText(changes: readonly SchemaChange[]): string {
  const shown = changes.slice(0, 12).map(({ text }) => text)
  return `${shown.join('; ')}${changes.length > 12 ? `; and ${changes.length - 12} more` : ''}`
}

/** One sentence on what brings the columns back. */
export function fixText(changes: readonly SchemaChange[]): string {
  return `To have the columns of the reference: ${formatList(
    changes.map(({ fix }) => fix),
    6,
  )}.`
}

/** New names → those in the reference that are spelt alike, of columns of the same type. */
function renamings(missing: readonly Column[], added: readonly Column[]): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>()
  for (const { name, type } of missing) {
    const candidates = added.filter(
      column => !renamed.has(column.name) && (isSubtype(column.type, type) || isSubtype(type, column.type)),
    )
    const now = closest(
      name,
      candidates.map(column => column.name),
    )
    if (now !== undefined) renamed.set(now, name)
  }
  return renamed
}

function renaming(name: string, now: string): SchemaChange {
  return { kind: 'renamed', name, text: `${name} renamed to ${now}`, fix: `rename ${now} to ${name}` }
}

function missing({ name, type }: Column): SchemaChange {
  return { kind: 'missing', name, text: `${name} missing`, fix: `add ${name}, ${typeWords[type]}` }
}

function added({ name }: Column): SchemaChange {
  return { kind: 'added', name, text: `${name} added`, fix: `drop ${name}` }
}

/** A column without a value has no type that could have changed. */
function retyped({ name, type }: Column, before: Column | undefined): readonly SchemaChange[] {
  if (before === undefined || [type, before.type].includes('unknown') || type === before.type) return []
  const [is, was] = [typeWords[type], typeWords[before.type]]
  return [{ kind: 'retyped', name, text: `${name} now ${is}, was ${was}`, fix: `turn ${name} into ${was}` }]
}

/** The columns to take out so that the others, as many as possible, are in the order of the reference. */
function moved(current: readonly string[], reference: readonly string[]): readonly SchemaChange[] {
  const before = reference.filter(name => current.includes(name))
  const now = current.filter(name => reference.includes(name))
  const kept = longestIncreasing(now.map(name => before.indexOf(name)))
  return now
    .filter((_, place) => !kept.has(place))
    .map(name => {
      const [from, to] = [reference.indexOf(name) + 1, current.indexOf(name) + 1]
      const before = reference[from - 2]
      return {
        kind: 'moved',
        name,
        text:
          from === to ? `${name} no longer behind ${before}` : `${name} moved from place ${from} to ${to}`,
        fix: before === undefined ? `move ${name} to the front` : `move ${name} behind ${before}`,
      }
    })
}

/** The places of a longest increasing part of some distinct numbers. */
function longestIncreasing(numbers: readonly number[]): ReadonlySet<number> {
  const lengths: number[] = []
  const previous: number[] = []
  for (const [place, number] of numbers.entries()) {
    const before = numbers.slice(0, place).reduce((best, other, index) => {
      const isLonger = best === -1 || (lengths[index] ?? 0) > (lengths[best] ?? 0)
      return other < number && isLonger ? index : best
    }, -1)
    previous.push(before)
    lengths.push(1 + (lengths[before] ?? 0))
  }
  const kept = new Set<number>()
  for (let place = lengths.indexOf(Math.max(...lengths)); place >= 0; place = previous[place] ?? -1)
    kept.add(place)
  return kept
}
