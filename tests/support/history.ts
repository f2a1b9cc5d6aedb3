import type { HistoryEntry } from '../../src/core/history.ts'
import { spentAlpha } from '../../src/stats/index.ts'

/** The entry of a passed run on a sample, in the series `weekly`. */
export function anEntry(overrides: Partial<HistoryEntry> = {}): HistoryEntry {
  const { batch = 1 } = overrides
  return {
    runId: `0000000${batch}-0000-4000-8000-000000000000`,
    series: 'weekly',
    batch,
    sample: { label: `week${batch}.csv`, identity: `sha256:${batch}` },
    reference: { label: 'train.csv', identity: 'sha256:train' },
    startedAt: `2026-11-0${batch}T06:12:04.000Z`,
    verdict: 'passed',
    counts: { total: 1, passed: 1, failed: 0, warnings: 0, skipped: 0 },
    failed: [],
    alphas: [spentAlpha(0.05, batch)],
    tests: [],
    ...overrides,
  }
}

/** The record of a test that was rejected, or was not. */
export function aTest(id: string, alarm = true): HistoryEntry['tests'][number] {
  return { id, pValue: alarm ? 0.001 : 0.4, limit: 0.0051, effect: 0.2, alarm }
}
