import type { Relation } from '../core/engine.ts'
import type {
  AnswerOf,
  Answers,
  Frequencies,
  FrequenciesMetric,
  Metric,
  Metrics,
  PairMetric,
  PastBatch,
  Role,
} from '../core/metric.ts'
import { isPairMetric, metricKey } from '../core/metric.ts'
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
  /** Tells what is remembered of earlier batches, the newest first; nothing until then. */
  recall(past: readonly PastBatch[]): void
}

interface Pending {
  readonly metric: Metric
  resolve(answer: unknown): void
  reject(error: unknown): void
}

/** Opens a session over datasets. Answers are kept, except for those that are as large as a dataset. */
export function openSession(data: Datasets): Session {
  const answers = new Map<string, Promise<unknown>>()
  let queue: Pending[] = []
  let flushing: Promise<void> = Promise.resolve()
  let past: readonly PastBatch[] = []

  function flush(): void {
    const batch = queue
    queue = []
    flushing = flushing.then(() => answerBatch(data, batch, past))
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
    if (isPairMetric(metric) || metric.kind === 'rows')
      answer.catch(() => {}).finally(() => answers.delete(key))
    return answer
  }

  async function answer<M extends Metrics>(metrics: M): Promise<Answers<M>> {
    const entries = Object.entries(metrics).map(async ([name, metric]) => [name, await ask(metric)] as const)
    return Object.fromEntries(await Promise.all(entries)) as Answers<M>
  }

  function recall(batches: readonly PastBatch[]): void {
    past = batches
  }

  return { data, answer, recall }
}

/** Never rejects: each pending metric is settled by itself. */
async function answerBatch(
  data: Datasets,
  batch: readonly Pending[],
  past: readonly PastBatch[],
): Promise<void> {
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
  for (const { metric } of batch) if (metric.kind === 'past') await settle(metric, async () => past)
  await Promise.all([
    answerRole(data, 'sample', plan.sample, settle),
    answerRole(data, 'reference', plan.reference, settle),
  ])
  await answerPairs(data, plan.pairs, settle)
}

/** One after the other, the next being read while one is judged: two answers in memory at the most. */
async function answerPairs(data: Datasets, metrics: readonly PairMetric[], settle: Settle): Promise<void> {
  const read = async (metric: PairMetric | undefined) =>
    metric && relationOf(data, 'sample').compare(metric, relationOf(data, 'reference'))
  if (metrics.length > 0 && data.sample && data.reference) data.sample.announce?.(metrics, data.reference)
  let next = read(metrics[0])
  for (const [index, metric] of metrics.entries()) {
    const current = next
    next = read(metrics[index + 1])
    next.catch(() => {})
    await settle(metric, async () => (await current) as AnswerOf<typeof metric>)
  }
}

type Settle = <M extends Metric>(metric: M, work: () => Promise<AnswerOf<M>>) => Promise<void>

async function answerRole(data: Datasets, role: Role, plan: RolePlan, settle: Settle): Promise<void> {
  const { aggregates } = plan
  // Not awaited here: what fails as a whole has to reject every question, so that none waits for ever.
  const answers = (async () => (aggregates.length > 0 ? relationOf(data, role).aggregate(aggregates) : []))()
  for (const [index, aggregate] of aggregates.entries())
    await settle(
      { kind: 'aggregate', role, aggregate },
      async () => settledAnswer((await answers)[index]) ?? null,
    )
  await answerFrequencies(data, role, plan.frequencies, settle)
  for (const metric of plan.duplicates) await settle(metric, () => relationOf(data, role).duplicates(metric))
  for (const metric of plan.queries) await settle(metric, () => relationOf(data, role).query(metric))
  for (const metric of plan.rows) await settle(metric, () => relationOf(data, role).rows(metric))
}

async function answerFrequencies(
  data: Datasets,
  role: Role,
  metrics: readonly FrequenciesMetric[],
  settle: Settle,
): Promise<void> {
  if (metrics.length > 1 && data[role]?.allFrequencies !== undefined) {
    // Not awaited here either.
    const answers = data[role].allFrequencies(metrics)
    for (const [index, metric] of metrics.entries())
      await settle(metric, async () => settledAnswer((await answers)[index]) ?? noFrequencies)
    return
  }
  for (const metric of metrics) await settle(metric, () => relationOf(data, role).frequencies(metric))
}

const noFrequencies: Frequencies = { entries: [], distinct: 0, total: 0 }

function settledAnswer<T>(result: PromiseSettledResult<T> | undefined): T | undefined {
  if (result?.status === 'rejected') throw result.reason
  return result?.value
}

/** @throws Error when the run has no such dataset */
export function relationOf(data: Datasets, role: Role): Relation {
  const relation = data[role]
  if (!relation) throw new Error(`There is no ${role}.`)
  return relation
}
