import type { Relation } from '../core/engine.ts'
import type { Metrics } from '../core/metric.ts'
import type { SuiteCheck } from '../run/outcome.ts'
import { checkAll } from '../run/check.ts'
import { openSession } from '../run/session.ts'
import { decideFamily } from '../stats/index.ts'
import { type Answer, columnFacts } from '../suites/facts.ts'
import type { Draft } from '../suites/init/draft.ts'
import type { Judge, OlderBatch, Replayed } from '../suites/init/replay.ts'
import { definitionOf } from '../suites/init/definition.ts'
import { suiteFromObject } from '../suites/suite.ts'
import type { Registry } from '../suites/vocabulary.ts'

/** Each kind of test has the level that a run gives it. */
const level = 0.05

/** Older batches with what is known of them, and a judge that has them checked against the data. */
export async function judgeOn(
  older: readonly Relation[],
  reference: Relation,
  expectations: Registry,
  signal?: AbortSignal,
): Promise<{ batches: readonly OlderBatch[]; judge: Judge }> {
  const batches: OlderBatch[] = []
  for (const relation of older) {
    const facts = await columnFacts({ reference: relation, sample: relation }, answersAbout(relation))
    batches.push({ label: relation.info.label, rows: relation.info.rows, facts })
  }
  const sessions = older.map(sample => openSession({ sample, reference }))
  const judge: Judge = async drafts => {
    if (drafts.length === 0) return older.map(() => [])
    const checks = checksOf(drafts, expectations)
    const all: Replayed[] = []
    for (const session of sessions) {
      const { outcomes } = await checkAll(checks, session, {
        alpha: { ks: level, t: level, 'chi-square': level },
        otherAlpha: level,
        correction: 'sidak',
        decide: decideFamily,
        display: 'none',
        ...(signal && { signal }),
      })
      const byId = new Map(outcomes.map(outcome => [outcome.id, outcome]))
      all.push(checks.map(check => byId.get(check.id)))
    }
    return all
  }
  return { batches, judge }
}

/** Answers about one dataset, whichever of the two a question is about: one scan is enough for both. */
export function answersAbout(reference: Relation): Answer {
  const session = openSession({ reference })
  return <M extends Metrics>(metrics: M) => {
    const asked = Object.entries(metrics).map(([name, metric]) => [
      name,
      'role' in metric ? { ...metric, role: 'reference' } : metric,
    ])
    return session.answer<M>(Object.fromEntries(asked))
  }
}

/** The drafts as a suite would have them, in their order. */
function checksOf(drafts: readonly Draft[], expectations: Registry): readonly SuiteCheck[] {
  const { definition, order } = definitionOf(drafts)
  const { checks } = suiteFromObject(definition, { file: 'init', expectations, params: {} })
  return order.flatMap(place => {
    const check = checks[place]
    return check ? [{ ...check, suite: 'init' }] : []
  })
}
