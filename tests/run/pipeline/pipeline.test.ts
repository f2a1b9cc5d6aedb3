import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { VersionLink } from '../../../src/core/tracking.ts'
import { inOrder, type Task } from '../../../src/run/pipeline/order.ts'
import { type Made, runPipeline, type StepOutcome } from '../../../src/run/pipeline/pipeline.ts'

const task = (name: string, takes: readonly string[], makes: readonly string[] = [name]): Task => ({
  name,
  takes,
  makes,
})

const link = (name: string, version = 'v0'): VersionLink => ({
  project: 'p',
  name,
  version,
  digest: `${name}@${version}`,
})

interface World {
  /** Names of steps that fail, or whose gate closes. */
  readonly failing?: readonly string[]
  readonly closing?: readonly string[]
  readonly known?: readonly string[]
  readonly leavesOut?: readonly string[]
  readonly isDry?: boolean
}

/** Runs tasks in a world, and returns what became of each and what each was given. */
async function ran(tasks: readonly Task[], world: World = {}) {
  const { failing = [], closing = [], known = [], leavesOut = [], isDry = false } = world
  const given = new Map<string, readonly string[]>()
  const order: string[] = []
  const settled: string[] = []
  const makes = (step: Task): Made => ({
    outputs: new Map(
      step.makes.filter(name => !leavesOut.includes(name)).map(name => [name, link(name, 'v7')]),
    ),
    ...(closing.includes(step.name) && { closed: 'it is bad' }),
  })
  const outcomes = await runPipeline(inOrder(tasks), {
    async outside(artifact) {
      return link(artifact, 'v3')
    },
    async recall(step) {
      return known.includes(step.name) ? makes(step) : undefined
    },
    async perform(step, inputs) {
      given.set(
        step.name,
        [...inputs.values()].map(({ digest }) => digest),
      )
      if (isDry) return undefined
      await Promise.resolve()
      if (failing.includes(step.name)) throw new Error(`${step.name} broke`)
      order.push(step.name)
      return makes(step)
    },
    settled: outcome => settled.push(outcome.step.name),
  })
  return { outcomes, states: statesOf(outcomes), given, order, settled }
}

const statesOf = (outcomes: readonly StepOutcome[]) =>
  Object.fromEntries(outcomes.map(({ step, state }) => [step.name, state]))

const line = [task('a', ['raw']), task('b', ['a']), task('c', ['b']), task('d', ['raw'])]

test('each step gets the versions that were made in the run, and others from outside', async () => {
  const { states, given } = await ran(line)
  expect(states).toEqual({ a: 'done', b: 'done', c: 'done', d: 'done' })
  expect(Object.fromEntries(given)).toEqual({
    a: ['raw@v3'],
    b: ['a@v7'],
    c: ['b@v7'],
    d: ['raw@v3'],
  })
})

test('a failure stops all that waits for it, and nothing else', async () => {
  const { outcomes, states, settled } = await ran(line, { failing: ['a'] })
  expect(states).toEqual({ a: 'failed', b: 'stopped', c: 'stopped', d: 'done' })
  expect(outcomes.flatMap(outcome => (outcome.state === 'stopped' ? outcome.by : []))).toEqual(['a', 'a'])
  expect([...settled].sort()).toEqual(['a', 'b', 'c', 'd'])
})

test('a gate that closes stops all that waits for it', async () => {
  expect((await ran(line, { closing: ['b'] })).states).toEqual({
    a: 'done',
    b: 'closed',
    c: 'stopped',
    d: 'done',
  })
})

test('what was done before is taken over', async () => {
  const { states, order } = await ran(line, { known: ['a', 'b'] })
  expect(states).toEqual({ a: 'cached', b: 'cached', c: 'done', d: 'done' })
  expect(order.sort()).toEqual(['c', 'd'])
})

test('a plan goes no further than to the first step that would run', async () => {
  const { states, given } = await ran(line, { isDry: true, known: ['a'] })
  expect(states).toEqual({ a: 'cached', b: 'planned', c: 'planned', d: 'planned' })
  expect([...given.keys()]).toEqual(['d', 'b'])
})

test('an output that a step left out is not taken from an earlier run', async () => {
  const { given } = await ran(line, { leavesOut: ['a'] })
  expect(given.get('b')).toEqual([])
})

test('any graph: whatever waits for a failure is stopped, everything else is done, after what it waits for', async () => {
  const graphs = fc
    .array(fc.array(fc.nat(11), { maxLength: 3 }), { minLength: 1, maxLength: 12 })
    .map(edges => edges.map((to, index) => to.filter(other => other < index)))
  await fc.assert(
    fc.asyncProperty(graphs, fc.nat(11), async (edges, broken) => {
      const tasks = edges.map((to, index) => task(`s${index}`, to.map(String), [String(index)]))
      const { states, order } = await ran(tasks, { failing: [`s${broken}`] })
      const waits = edges.map(() => false)
      edges.forEach((to, index) => {
        waits[index] = to.some(other => other === broken || waits[other])
      })
      tasks.forEach(({ name }, index) => {
        expect(states[name]).toBe(index === broken ? 'failed' : waits[index] ? 'stopped' : 'done')
      })
      order.forEach((name, place) => {
        for (const other of edges[Number(name.slice(1))] ?? [])
          expect(order.slice(0, place)).toContain(`s${other}`)
      })
    }),
  )
})
