import { UserError } from '../../core/errors.ts'
import { formatValue, plural } from '../../core/format.ts'
import { classesOf } from '../../stats/split/classes.ts'
import type { ClassTarget } from '../forest/class-criterion.ts'
import type { NamedColumn } from '../table/table.ts'
import { isMissing } from '../transform/column-kinds.ts'

/** What a class is called: a text, or a number. */
export type ClassLabel = string | number

/** @throws UserError when a row has no class, or a number that is not whole */
export function classTarget({ name, values }: NamedColumn): {
  readonly target: ClassTarget
  readonly labels: readonly ClassLabel[]
} {
  checkPresent({ name, values })
  const row = values instanceof Float64Array ? values.findIndex(value => !Number.isInteger(value)) : -1
  if (row >= 0)
    throw new UserError(
      `The target ${name} is ${formatValue(values[row] as number)} in row ${row}: classes are texts or whole numbers.`,
    )
  const { labels, codes } = classesOf(values as readonly string[] | Float64Array)
  return { target: { codes, classes: labels.length }, labels: labels as readonly ClassLabel[] }
}

/** @throws UserError when the target is text, missing or infinite */
export function numberTarget({ name, values }: NamedColumn): Float64Array {
  checkPresent({ name, values })
  if (!(values instanceof Float64Array))
    throw new UserError(`A regressor predicts numbers, but ${name} is text.`)
  const row = values.findIndex(value => !Number.isFinite(value))
  if (row >= 0) throw new UserError(`The target ${name} is ${values[row]} in row ${row}.`)
  return values
}

function checkPresent({ name, values }: NamedColumn): void {
  const missing = [...values].filter(isMissing).length
  if (missing === 0) return
  throw new UserError(`The target ${name} is missing in ${plural(missing, 'row')}.`, {
    hint: 'Leave out such rows.',
  })
}
