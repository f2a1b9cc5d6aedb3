import type { ConfigNode, ConfigScalar } from './node.ts'
import type { RangeSweep, Sweep } from './override.ts'

/** The list or the sweep in ascending or descending order; a single value stays as it is. */
export function sorted(whole: ConfigNode | Sweep, descending: boolean): ConfigNode | Sweep {
  if (whole.kind === 'range') return sortedRange(whole, descending)
  if (whole.kind === 'choice') return { ...whole, choices: sortedNodes(whole.choices, descending) }
  if (whole.kind === 'list') return { ...whole, items: sortedNodes(whole.items, descending) }
  if (whole.kind === 'scalar') return whole
  throw new RangeError('It sorts lists, choices and ranges.')
}

function sortedNodes(nodes: readonly ConfigNode[], descending: boolean): readonly ConfigNode[] {
  const scalars = nodes.map(node => {
    if (node.kind !== 'scalar' || node.value === null)
      throw new RangeError('Only numbers and texts have an order.')
    return node
  })
  return scalars.sort((one, other) => (descending ? compare(other, one) : compare(one, other)))
}

function compare({ value: one }: ConfigScalar, { value: other }: ConfigScalar): number {
  if ((typeof one === 'string') !== (typeof other === 'string'))
    throw new RangeError(`"${one}" and "${other}" cannot be compared: one is text, the other is not.`)
  if (one === null || other === null || one === other) return 0
  return one < other ? -1 : 1
}

/** The same values from the other end, the way Hydra does it: the ends move by one step. */
function sortedRange(range: RangeSweep, descending: boolean): RangeSweep {
  const [start, stop, step] = [range.start, range.stop, range.step].map(({ value }) => Number(value)) as [
    number,
    number,
    number,
  ]
  const isInOrder = descending ? start >= stop : start <= stop
  if (isInOrder) return range
  const shift = descending ? -Math.abs(step) : Math.abs(step)
  const float = [range.start, range.stop, range.step].some(({ float }) => float)
  const part = (value: number): ConfigScalar => ({ kind: 'scalar', value, ...(float && { float }) })
  return { ...range, start: part(stop + shift), stop: part(start + shift), step: part(-step) }
}
