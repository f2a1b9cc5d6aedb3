interface Wanted {
  readonly id: string
  /** Whether its author gave it; it then stays as it is. */
  readonly isOwn: boolean
}

/** Ids given by the author stay as they are; the others get the suffixes `.2`, `.3`, … around them, in order. */
export function numberedIds(wanted: readonly Wanted[]): readonly string[] {
  const taken = new Set(wanted.filter(({ isOwn }) => isOwn).map(({ id }) => id))
  const last = new Map<string, number>()
  return wanted.map(({ id, isOwn }) => {
    if (isOwn) return id
    let free = id
    let n = last.get(id) ?? 1
    while (taken.has(free)) free = `${id}.${++n}`
    last.set(id, n)
    taken.add(free)
    return free
  })
}
