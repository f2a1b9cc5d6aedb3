/** The class of every row: all strings, all numbers, all bigints or all booleans. */
export type Labels = ArrayLike<string> | ArrayLike<number> | ArrayLike<bigint> | ArrayLike<boolean>

type Label = string | number | bigint | boolean

/** The distinct labels and who has them. */
export interface Classes {
  /** Ascending: numbers by size, strings by code points, false before true. */
  readonly labels: readonly Label[]
  /** For each row, the position of its label in `labels`. */
  readonly codes: Uint32Array
  /** How many rows each class has, at least 1. */
  readonly counts: Uint32Array
}

/**
 * The classes of labelled rows, ascending. Agrees with `numpy.unique(labels, return_inverse=True, return_counts=True)`.
 *
 * @throws RangeError when a label is missing or NaN, or labels are of more than one type
 * @example classesOf(['b', 'a', 'b']).labels // ['a', 'b']
 * @example [...classesOf(['b', 'a', 'b']).codes] // [1, 0, 1]
 */
export function classesOf(labels: Labels): Classes {
  const { seen, codes } = inOrderOfAppearance(labels)
  const order = seen.map((_, code) => code).sort((a, b) => compared(seen[a] as Label, seen[b] as Label))
  const ranks = new Uint32Array(seen.length)
  order.forEach((code, rank) => {
    ranks[code] = rank
  })
  for (let row = 0; row < codes.length; row++) codes[row] = ranks[codes[row] as number] as number
  return {
    labels: order.map(code => seen[code] as Label),
    codes,
    counts: countsOf(codes, seen.length),
  }
}

/** The distinct labels in the order in which they appear, and for each row the position of its label among them. */
export function inOrderOfAppearance(labels: Labels): { seen: readonly Label[]; codes: Uint32Array } {
  const seen = new Map<Label, number>()
  const codes = new Uint32Array(labels.length)
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] as Label
    let code = seen.get(label)
    if (code === undefined) {
      checkLabel(label, row, typeof labels[0])
      code = seen.size
      seen.set(label, code)
    }
    codes[row] = code
  }
  return { seen: [...seen.keys()], codes }
}

/** How many rows have each code below `classes`. */
export function countsOf(codes: Uint32Array, classes: number): Uint32Array {
  const counts = new Uint32Array(classes)
  for (const code of codes) counts[code] = (counts[code] as number) + 1
  return counts
}

function checkLabel(label: unknown, row: number, type: string): void {
  if (label === null || label === undefined || Number.isNaN(label)) {
    throw new RangeError(`Row ${row} has no label, so it belongs to no class.`)
  }
  if (typeof label !== type) {
    throw new RangeError(`Labels are of one type, but row 0 has a ${type} and row ${row} a ${typeof label}.`)
  }
}

function compared(a: Label, b: Label): number {
  if (typeof a === 'string' && typeof b === 'string') return comparedByCodePoints(a, b)
  return a < b ? -1 : 1
}

/** JavaScript compares UTF-16 units, which puts emoji before the last 8,192 characters below U+10000; Python does not. */
function comparedByCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return weight(a.charCodeAt(i)) - weight(b.charCodeAt(i))
  }
  return a.length - b.length
}

/** Moves surrogates, 0xD800 to 0xDFFF, behind all other units. */
function weight(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x2800 : unit
}
