import type { Relation } from '../core/engine.ts'
import type { Aggregate, AggregateAnswer, AnswerOf, Answers, Metric, Metrics, Role } from '../core/metric.ts'
import { metricKey } from '../core/metric.ts'
import { planFor, type RolePlan } from '../core/plan.ts'

/** The datasets of a run. What compares with nothing needs no reference; a test file may need neither. */
export interface Datasets {
  readonly sample?: Relation
  readonly reference?: Relation
}

/** Answers metrics. Questions asked in the same turn of the event loop are answered by one scan per dataset. */
export interface Session {
  readonly data: Datasets
  /** Rejects with the engine's error of the first metric that cannot be answered. */
  answer<M extends Metrics>(metrics: M): Promise<Answers<M>>
}

interface Pending {
  readonly metric: Metric
  resolve(answer: unknown): void
  reject(error: unknown): void
}

/** Opens a session over datasets. Answers are kept, except for ranks, which are large. */
export function openSession(data: Datasets): Session {
  const answers = new Map<string, Promise<unknown>>()
  let queue: Pending[] = []
  let flushing: Promise<void> = Promise.resolve()

  function flush(): void {
    const batch = queue
    queue = []
    flushing = flushing.then(() => answerBatch(data, batch))
  }

  function ask(metric: Metric): Promise<unknown> {
    const key = metricKey(metric)
    const known = answers.get(key)
    if (known) return known
    const answer = new Promise<unknown>((resolve, reject) => {
      if (queue.length === 0) setImmediate(flush)
      queue.push({ metric, resolve, reject })
    })
    answers.set(key, answer)
    if (metric.kind === 'ranks') answer.catch(() => {}).finally(() => answers.delete(key))
    return answer
  }

  async function answer<M extends Metrics>(metrics: M): Promise<Answers<M>> {
    const entries = Object.entries(metrics).map(async ([name, metric]) => [name, await ask(metric)] as const)
    return Object.fromEntries(await Promise.all(entries)) as Answers<M>
  }

  return { data, answer }
}

/** Never rejects: each pending metric is settled by itself. */
async function answerBatch(data: Datasets, batch: readonly Pending[]): Promise<void> {
  const pending = new Map(batch.map(each => [metricKey(each.metric), each]))
  const plan = planFor(batch.map(each => each.metric))
  const settle = async <M extends Metric>(metric: M, work: () => Promise<AnswerOf<M>>) => {
    const each = pending.get(metricKey(metric))
    try {
      each?.resolve(await work())
    } catch (error) {
      each?.reject(error)
    }
  }
  for (const { metric } of batch)
    if (metric.kind === 'schema') await settle(metric, async () => relationOf(data, metric.role).schema)
  await Promise.all([
    answerRole(data, 'sample', plan.sample, settle),
    answerRole(data, 'reference', plan.reference, settle),
  ])
  // One column at a time, so that only one tally is in memory.
  for (const metric of plan.ranks)
    await settle(metric, () => relationOf(data, 'sample').ranks(metric.column, relationOf(data, 'reference')))
}

type Settle = <M extends Metric>(metric: M, work: () => Promise<AnswerOf<M>>) => Promise<void>

async function answerRole(data: Datasets, role: Role, plan: RolePlan, settle: Settle): Promise<void> {
  if (plan.aggregates.length > 0) {
    const settled = await aggregateEach(() => relationOf(data, role), plan.aggregates)
    for (const { aggregate, answer } of settled) await settle({ kind: 'aggregate', role, aggregate }, answer)
  }
  for (const metric of plan.frequencies)
    await settle(metric, () => relationOf(data, role).frequencies(metric))
  for (const metric of plan.duplicates)
    await settle(metric, () => relationOf(data, role).duplicates(metric.columns))
}

interface SettledAggregate {
  readonly aggregate: Aggregate
  readonly answer: () => Promise<AggregateAnswer>
}

/** All in one scan; when that fails, halves find the aggregates at fault, so that the others still get answers. */
async function aggregateEach(
  relation: () => Relation,
  aggregates: readonly Aggregate[],
): Promise<readonly SettledAggregate[]> {
  try {
    const answers = await relation().aggregate(aggregates)
    return aggregates.map((aggregate, index) => ({ aggregate, answer: async () => answers[index] ?? null }))
  } catch (error) {
    const answer = () => Promise.reject(error)
    if (aggregates.length === 1) return aggregates.map(aggregate => ({ aggregate, answer }))
    const middle = Math.ceil(aggregates.length / 2)
    return [
      ...(await aggregateEach(relation, aggregates.slice(0, middle))),
      ...(await aggregateEach(relation, aggregates.slice(middle))),
    ]
  }
}

/** @throws Error when the run has no such dataset */
export function relationOf(data: Datasets, role: Role): Relation {
  const relation = data[role]
  if (!relation) throw new Error(`There is no ${role}.`)
  return relation
}
