import { UserError } from '../../core/errors.ts'
import { didYouMean } from '../../core/suggest.ts'
import { exactDecimal, isLess, numberFrom, sum } from './decimal.ts'
import { shuffled } from './functions.ts'
import { type ConfigNode, type ConfigScalar, scalar } from './node.ts'
import type { GlobSweep, RangeSweep, Sweep } from './override.ts'
import type { ConfigSource } from './source.ts'
import { floatScalar, narrow } from './words.ts'

/** A range that has more values is a mistake. */
const mostValues = 100_000

/**
 * The values that a sweep goes through.
 *
 * @param key the config group that a glob chooses from
 * @throws UserError when there are none, or more than 100 000
 */
export function sweepValues(sweep: Sweep, key: string, source: ConfigSource): readonly ConfigNode[] {
  const values = inOrder(sweep, key, source)
  if (values.length === 0) throw new UserError(`The sweep over ${key} has no values.`)
  return sweep.kind !== 'glob' && sweep.shuffle ? shuffled(values) : values
}

function inOrder(sweep: Sweep, key: string, source: ConfigSource): readonly ConfigNode[] {
  if (sweep.kind === 'choice') return sweep.choices
  return sweep.kind === 'range' ? rangeValues(sweep, key) : matchingOptions(sweep, key, source)
}

/** Adds up as Python's `decimal` does, so that the same floats come out. */
function rangeValues({ start, stop, step }: RangeSweep, key: string): readonly ConfigNode[] {
  const isFloat = [start, stop, step].some(part => part.float)
  const [end, by] = [decimalOf(stop, key), decimalOf(step, key)]
  const values: ConfigNode[] = []
  let next = decimalOf(start, key)
  while (by.digits > 0n ? isLess(next, end) : isLess(end, next)) {
    values.push(isFloat ? floatScalar(numberFrom(next)) : scalar(narrow(next.digits)))
    if (values.length > mostValues)
      throw new UserError(`The sweep over ${key} has more than ${mostValues} values.`)
    next = sum(next, by)
  }
  return values
}

function decimalOf({ value }: ConfigScalar, key: string) {
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value)))
    return exactDecimal(value)
  throw new UserError(`The sweep over ${key} is a range of ${value}, which is no finite number.`)
}

function matchingOptions(
  { include, exclude }: GlobSweep,
  group: string,
  source: ConfigSource,
): readonly ConfigNode[] {
  const options = source.list(group)
  if (!options) throw new UserError(`There is no config group ${group} that a glob could choose from.`)
  const matches = (name: string, patterns: readonly string[]) =>
    patterns.some(pattern => globPattern(pattern).test(name))
  const chosen = options.filter(name => matches(name, include) && !matches(name, exclude))
  if (chosen.length > 0) return chosen.map(scalar)
  throw new UserError(`The glob ${include.join(', ')} matches no option of ${group}.`, {
    hint: didYouMean(include.join(), options, `Available options in ${group} are`),
  })
}

/** A pattern of Python's `fnmatch`: `*`, `?`, `[abc]` and `[!abc]`. */
function globPattern(glob: string): RegExp {
  const source = glob.replace(
    /\*+|\?|\[(!?)(\]?[^\]]*)\]|[^*?]/gs,
    (part, not: string, set: string | undefined) => {
      if (part.startsWith('*')) return '.*'
      if (part === '?') return '.'
      if (set === undefined) return part.replace(/[.+^${}()|[\]\\/-]/, '\\$&')
      return `[${not === '!' ? '^' : ''}${set.replace(/[\\\]^[]/g, '\\$&')}]`
    },
  )
  return new RegExp(`^${source}$`, 's')
}
