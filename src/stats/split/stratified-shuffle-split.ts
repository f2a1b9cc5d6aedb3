import { approximateMode } from './approximate-mode.ts'
import { type Classes, classesOf, type Labels } from './classes.ts'
import { type RandomState, randomState } from './random-state.ts'
import type { RowSplit } from './row-split.ts'
import { rowsByClass } from './rows-by-class.ts'
import type { ShuffleSplitOptions } from './shuffle-split.ts'
import { type PartCounts, partCounts, sizesOr } from './split-sizes.ts'

/**
 * Random splits of labelled rows in which every class has about the same share of both parts.
 *
 * Agrees with `sklearn.model_selection.StratifiedShuffleSplit`, in the order of rows too.
 *
 * @throws RangeError when the sizes do not fit the rows, a class has one row, a part has fewer rows than there are
 *   classes, or a row has no label
 * @example [...stratifiedShuffleSplits([...'aabb'], { splits: 1, testSize: 2, seed: 0 })].map(({ test }) => [...test]) // [[3, 0]]
 */
export function* stratifiedShuffleSplits(
  labels: Labels,
  { splits = 10, seed, testSize, trainSize }: ShuffleSplitOptions,
): Generator<RowSplit, void, undefined> {
  const parts = partCounts(labels.length, sizesOr(0.1, { testSize, trainSize }))
  const classes = classesOf(labels)
  checkClasses(classes, parts)
  const rows = rowsByClass(classes)
  const random = randomState(seed)
  for (let split = 0; split < splits; split++) yield stratifiedSplit(rows, classes.counts, parts, random)
}

function checkClasses({ labels, counts }: Classes, { train, test }: PartCounts): void {
  const lonely = labels.filter((_, code) => counts[code] === 1).map(label => JSON.stringify(`${label}`))
  if (lonely.length === 1)
    throw new RangeError(`The class ${lonely[0]} has only one row, but each part needs one.`)
  if (lonely.length > 1) {
    const first = lonely.slice(0, 5).join(', ')
    throw new RangeError(
      `${lonely.length} classes have only one row, but each part needs one: ${first}${lonely.length > 5 ? ' and others' : ''}.`,
    )
  }
  for (const [purpose, size] of [
    ['training', train],
    ['testing', test],
  ] as const) {
    if (size < labels.length) {
      throw new RangeError(`${size} rows for ${purpose} cannot hold one of each of ${labels.length} classes.`)
    }
  }
}

function stratifiedSplit(
  rows: readonly Uint32Array[],
  counts: Uint32Array,
  parts: PartCounts,
  random: RandomState,
): RowSplit {
  const trained = approximateMode(counts, parts.train, random)
  const left = counts.map((count, code) => count - (trained[code] as number))
  const tested = approximateMode(left, parts.test, random)
  const train = new Uint32Array(parts.train)
  const test = new Uint32Array(parts.test)
  let [trainEnd, testEnd] = [0, 0]
  rows.forEach((members, code) => {
    const order = random.permutation(members.length)
    const [forTrain, forTest] = [trained[code] as number, tested[code] as number]
    for (let k = 0; k < forTrain; k++) train[trainEnd++] = members[order[k] as number] as number
    for (let k = forTrain; k < forTrain + forTest; k++)
      test[testEnd++] = members[order[k] as number] as number
  })
  return { train: random.shuffle(train), test: random.shuffle(test) }
}
