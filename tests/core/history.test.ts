import { describe, expect, test } from 'vitest'
import {
  acceptanceAgain,
  batchesAwaited,
  batchNumber,
  type HistoryEntry,
  isAccepted,
  isAlarm,
  previousBatches,
} from '../../src/core/history.ts'
import { aDriftOutcome } from '../support/drift.ts'
import { anEntry, aTest } from '../support/history.ts'

describe('the number of a batch', () => {
  test('is one more than that of the last sample', () => {
    expect(batchNumber([], 'new')).toBe(1)
    expect(batchNumber([anEntry({ batch: 1 }), anEntry({ batch: 2 })], 'new')).toBe(3)
    expect(batchNumber([anEntry({ batch: 7 })], 'new')).toBe(8)
  })

  test('stays the same when the same sample is judged again', () => {
    const entries = [1, 2, 3].map(batch => anEntry({ batch }))
    expect(batchNumber(entries, 'sha256:2')).toBe(2)
  })
})

describe('the batches before', () => {
  const entries = [1, 2, 3, 4].map(batch => anEntry({ batch }))
  const numbers = (number: number, count: number) =>
    previousBatches(entries, number, count).map(({ batch }) => batch)

  test('are the last ones, the newest first', () => {
    expect(numbers(5, 2)).toEqual([4, 3])
    expect(numbers(5, 9)).toEqual([4, 3, 2, 1])
    expect(numbers(5, 0)).toEqual([])
    // Batch 5 did not end.
    expect(numbers(6, 2)).toEqual([4, 3])
  })

  test('of a sample that is judged again are those before it', () => {
    expect(numbers(3, 2)).toEqual([2, 1])
    expect(numbers(1, 2)).toEqual([])
  })
})

describe('an alarm', () => {
  const raises = ({ id }: { readonly id: string }) => id === 'price.ks'
  const alarmed = (overrides: Partial<HistoryEntry> = {}) =>
    anEntry({ tests: [aTest('mean.t'), aTest('price.ks')], ...overrides })

  test('counts once so many batches in a row raised it', () => {
    expect(batchesAwaited([], raises, 2)).toBe(1)
    expect(batchesAwaited([alarmed()], raises, 2)).toBe(0)
    expect(batchesAwaited([alarmed()], raises, 3)).toBe(1)
    expect(batchesAwaited([alarmed(), alarmed()], raises, 3)).toBe(0)
  })

  test('is the first again after a batch without it', () => {
    const silent = anEntry({ tests: [aTest('price.ks', false)] })
    expect(batchesAwaited([silent, alarmed()], raises, 3)).toBe(2)
    expect(batchesAwaited([anEntry(), alarmed()], raises, 3)).toBe(2)
  })

  test('is the first again after a person accepted it', () => {
    expect(batchesAwaited([alarmed({ acceptance: 'accepted' })], raises, 2)).toBe(1)
    expect(batchesAwaited([alarmed({ acceptance: 'revoked' })], raises, 2)).toBe(0)
  })

  test('is a test that failed because it was rejected', () => {
    const outcome = aDriftOutcome({ column: 'tempo', shift: 0.3 })
    const unrejected = outcome.test && { ...outcome.test, pValue: 0.9, adjustedP: 0.9 }
    expect([
      isAlarm(outcome),
      isAlarm({ ...outcome, status: 'passed' }),
      isAlarm({ ...outcome, test: undefined }),
      // The opposite of a test, as in a test file.
      isAlarm({ ...outcome, test: unrejected }),
      isAlarm({ ...outcome, test: outcome.test && { ...outcome.test, mode: 'certified' } }),
    ]).toEqual([true, false, false, false, false])
  })
})

describe('a batch counts as good', () => {
  test('by its verdict, unless a person says otherwise', () => {
    const failed = anEntry({ verdict: 'failed' })
    expect([
      isAccepted(anEntry()),
      isAccepted(failed),
      isAccepted({ ...failed, acceptance: 'accepted' }),
      isAccepted(anEntry({ acceptance: 'revoked' })),
    ]).toEqual([true, false, true, false])
  })

  test('still when it is judged again and nothing else fails', () => {
    const accepted = anEntry({ verdict: 'failed', failed: ['a', 'b'], acceptance: 'accepted' })
    const again = (overrides: Partial<HistoryEntry>) => acceptanceAgain(accepted, anEntry(overrides))
    expect(again({ failed: ['b'] })).toBe('accepted')
    expect(again({ failed: ['b', 'c'] })).toBeUndefined()
    expect(again({ tests: [aTest('price.ks')] })).toBeUndefined()
    expect(acceptanceAgain(anEntry({ acceptance: 'revoked' }), anEntry())).toBe('revoked')
    expect(acceptanceAgain(anEntry(), anEntry())).toBeUndefined()
  })
})
