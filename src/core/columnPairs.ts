import { areComparable } from './applicable.ts'
import { UserError } from './errors.ts'
import type { OverlapRequest } from './metric.ts'
import { type Column, typeWords } from './schema.ts'
import { didYouMean } from './suggest.ts'

/** A dataset with an engine's own kind of columns. */
interface Columned<C extends Column> {
  readonly columns: readonly C[]
  readonly info: { readonly label: string }
}

/** @throws UserError when there is no such column. */
export function columnOf<C extends Column>({ columns, info }: Columned<C>, name: string): C {
  const column = columns.find(candidate => candidate.name === name)
  if (column !== undefined) return column
  const names = columns.map(candidate => candidate.name)
  throw new UserError(`There is no column ${name} in ${info.label}.`, {
    hint: didYouMean(name, names, 'Columns are'),
  })
}

/**
 * The columns of two datasets that are compared with each other: those of a request, or all that both have.
 *
 * @throws UserError when there is none to compare, or the types of two do not compare.
 */
export function columnPairs<C extends Column>(
  { columns, referenceColumns = columns }: OverlapRequest,
  sample: Columned<C>,
  reference: Columned<C>,
): readonly (readonly [own: C, other: C])[] {
  const pairs =
    columns.length > 0
      ? columns.map(
          (name, index) =>
            [columnOf(sample, name), columnOf(reference, referenceColumns[index] ?? name)] as const,
        )
      : sharedPairs(sample, reference)
  for (const [own, other] of pairs) refuseOtherKind(own, other, sample, reference)
  return pairs
}

function sharedPairs<C extends Column>(sample: Columned<C>, reference: Columned<C>) {
  const pairs = sample.columns.flatMap((own): (readonly [C, C])[] => {
    const other = reference.columns.find(({ name }) => name === own.name)
    return other === undefined ? [] : [[own, other]]
  })
  if (pairs.length > 0) return pairs
  throw new UserError(`${sample.info.label} and ${reference.info.label} have no column in common.`)
}

function refuseOtherKind<C extends Column>(
  own: C,
  other: C,
  sample: Columned<C>,
  reference: Columned<C>,
): void {
  if (areComparable(own.type, other.type)) return
  throw new UserError(
    `The values of ${own.name} in ${sample.info.label} are each ${typeWords[own.type]} and those of ${other.name} in ${reference.info.label} ${typeWords[other.type]}, so they do not compare.`,
    { hint: 'Compare values of the same type.' },
  )
}
