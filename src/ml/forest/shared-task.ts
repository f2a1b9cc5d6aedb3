import type { ForestTarget, ForestTask } from './forest-task.ts'

/** The same task with its lists of numbers in memory that threads share: sending it to one copies none of them. */
export function sharedTask(task: ForestTask): ForestTask {
  const { features, target, weights, drawing } = task
  return {
    ...task,
    features: features.map(feature => ({
      ...feature,
      codes: shared(feature.codes, Uint32Array),
      values: shared(feature.values, Float64Array),
    })),
    target: sharedTarget(target),
    ...(weights && { weights: shared(weights, Float64Array) }),
    ...(drawing?.cumulative && {
      drawing: { ...drawing, cumulative: shared(drawing.cumulative, Float64Array) },
    }),
  }
}

function sharedTarget(target: ForestTarget): ForestTarget {
  if (target instanceof Float64Array) return shared(target, Float64Array)
  return { ...target, codes: shared(target.codes, Uint32Array) }
}

function shared<T extends Uint32Array | Float64Array>(
  numbers: T,
  Numbers: new (buffer: SharedArrayBuffer) => T,
): T {
  const copy = new Numbers(new SharedArrayBuffer(numbers.byteLength))
  copy.set(numbers)
  return copy
}
