import type { Relation } from '../../core/engine.ts'
import { isNull, or, value } from '../../core/expr.ts'
import { formatCount, formatList, plural } from '../../core/format.ts'
import type { Signature } from './folder.ts'

const shown = 10

/**
 * A sentence about rows that have no prediction, with the lines of the first ones; nothing where there are none.
 *
 * @param count how many there are
 */
export async function missingText(
  relation: Relation,
  { inputs }: Signature,
  count: number,
): Promise<string | undefined> {
  const required = inputs.flatMap(({ name, required }) => (required ? [isNull(value(name))] : []))
  const where = or(...required)
  if (count === 0 || where === undefined) return undefined
  const { positions, positionKind } = await relation.failing({
    selection: { where },
    columns: [],
    valueLimit: 0,
    lineLimit: shown,
  })
  const sentence = `${plural(count, 'row')} without a prediction, for lack of a value that is required`
  if (positions.length === 0) return `${sentence}.`
  const places = formatList(positions.slice(0, shown).map(formatCount), shown)
  const kind = positions.length === 1 ? positionKind : `${positionKind}s`
  return `${sentence}: ${kind} ${places}${count > shown ? ' and more' : ''}.`
}
