import { UserError } from '../../core/errors.ts'
import { formatList } from '../../core/format.ts'

/** A stage in its place: which artifacts it takes and makes, by name. */
export interface Task {
  readonly name: string
  readonly takes: readonly string[]
  readonly makes: readonly string[]
  /** Of a gate, the artifacts it takes that nobody else may take before it has let them through. */
  readonly judges?: readonly string[]
}

/** A task with the names of the tasks that have to end before it. */
export interface OrderedTask<T extends Task = Task> {
  readonly task: T
  readonly after: readonly string[]
}

/**
 * Tasks in an order in which each comes after those whose artifacts it takes, and after the gates that judge what it
 * takes; those that depend on nothing keep the order in which they are written. Artifacts that no task makes come from
 * outside.
 *
 * @throws UserError when two tasks have the same name or make the same artifact, or tasks wait for each other
 */
export function inOrder<T extends Task>(tasks: readonly T[]): readonly OrderedTask<T>[] {
  const makers = makersOf(tasks)
  const waiting = behindGates(
    tasks.map(task => ({
      task,
      after: [...new Set(task.takes.flatMap(name => makers.get(name)?.name ?? []))],
    })),
  )
  const done = new Set<string>()
  const ordered: OrderedTask<T>[] = []
  while (ordered.length < waiting.length) {
    const next = waiting.find(
      ({ task, after }) => !done.has(task.name) && after.every(name => done.has(name)),
    )
    if (next === undefined) throw circle(waiting.filter(({ task }) => !done.has(task.name)))
    done.add(next.task.name)
    ordered.push(next)
  }
  return ordered
}

/** The tasks that have to run for one: itself, and all that it waits for, directly or not. */
export function upstreamOf<T extends Task>(
  name: string,
  ordered: readonly OrderedTask<T>[],
): ReadonlySet<string> {
  const wanted = new Set([name])
  for (const { task, after } of ordered.toReversed())
    if (wanted.has(task.name)) for (const other of after) wanted.add(other)
  return wanted
}

/** The tasks that cannot run when one has failed: all that wait for it, directly or not. */
export function downstreamOf<T extends Task>(
  name: string,
  ordered: readonly OrderedTask<T>[],
): ReadonlySet<string> {
  const stopped = new Set<string>()
  for (const { task, after } of ordered)
    if (after.some(other => other === name || stopped.has(other))) stopped.add(task.name)
  return stopped
}

/** Whoever takes what a gate judges waits for the gate, but for other gates and for those that the gate waits for. */
function behindGates<T extends Task>(tasks: readonly OrderedTask<T>[]): readonly OrderedTask<T>[] {
  const gates = tasks.flatMap(gate =>
    (gate.task.judges ?? []).map(artifact => ({
      gate,
      artifact,
      before: ancestorsOf(gate.task.name, tasks),
    })),
  )
  return tasks.map(({ task, after }) => {
    const closing = gates.filter(
      ({ gate, artifact, before }) =>
        gate.task !== task &&
        task.takes.includes(artifact) &&
        !task.judges?.includes(artifact) &&
        !before.has(task.name),
    )
    return { task, after: [...new Set([...after, ...closing.map(({ gate }) => gate.task.name)])] }
  })
}

/** The names of the tasks that one waits for, directly or not, in whatever order they are given. */
function ancestorsOf(name: string, tasks: readonly OrderedTask[]): ReadonlySet<string> {
  const after = new Map(tasks.map(each => [each.task.name, each.after]))
  const found = new Set<string>()
  const queue = [name]
  for (let next = queue.pop(); next !== undefined; next = queue.pop())
    for (const other of after.get(next) ?? [])
      if (!found.has(other)) {
        found.add(other)
        queue.push(other)
      }
  return found
}

function makersOf<T extends Task>(tasks: readonly T[]): ReadonlyMap<string, T> {
  const names = new Set<string>()
  const makers = new Map<string, T>()
  for (const task of tasks) {
    if (names.has(task.name))
      throw new UserError(`Two steps are called ${task.name}.`, { hint: 'Give one of them another name.' })
    names.add(task.name)
    for (const artifact of task.makes) {
      const other = makers.get(artifact)
      if (other)
        throw new UserError(`${other.name} and ${task.name} both make ${artifact}.`, {
          hint: 'Let one of them make an artifact of another name.',
        })
      makers.set(artifact, task)
    }
  }
  return makers
}

/** One circle among tasks that all wait for another of them. */
function circle(waiting: readonly OrderedTask[]): UserError {
  const left = new Map(waiting.map(each => [each.task.name, each]))
  const path: string[] = []
  let current = waiting[0]
  while (current && !path.includes(current.task.name)) {
    path.push(current.task.name)
    current = left.get(current.after.find(name => left.has(name)) ?? '')
  }
  const names = path.slice(path.indexOf(current?.task.name ?? '')).toReversed()
  const hint = 'A step cannot take what is made from its own output.'
  if (names.length === 1) return new UserError(`${names[0]} takes what it makes itself.`, { hint })
  return new UserError(`The steps ${formatList(names)} wait for each other.`, { hint })
}
