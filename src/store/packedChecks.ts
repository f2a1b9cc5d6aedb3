import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { CheckRecord } from '../core/history.ts'
import { type OutcomeStatus, outcomeStatuses } from '../core/result.ts'

/** Ids, the places of their statuses in the list of all statuses, numbers and limits: arrays of the same length. */
type Columns = readonly [
  ids: readonly string[],
  statuses: readonly number[],
  values: readonly (number | null)[],
  limits: readonly (number | null)[],
]

/** Checks as bytes: about 15 for each of them, since ids of one suite are much alike. */
export function packChecks(checks: readonly CheckRecord[]): Uint8Array {
  const columns: Columns = [
    checks.map(({ id }) => id),
    checks.map(({ status }) => outcomeStatuses.indexOf(status)),
    checks.map(({ value = null }) => value),
    checks.map(({ limit = null }) => limit),
  ]
  return deflateRawSync(JSON.stringify(columns))
}

/** What `packChecks` packed. */
export function unpackChecks(bytes: ArrayBuffer | Uint8Array): readonly CheckRecord[] {
  const [ids, statuses, values, limits]: Columns = JSON.parse(inflateRawSync(bytes).toString())
  return ids.map((id, index): CheckRecord => {
    const [value, limit] = [values[index], limits[index]]
    const status: OutcomeStatus = outcomeStatuses[statuses[index] ?? 0] ?? 'errored'
    return {
      id,
      status,
      ...(typeof value === 'number' ? { value } : {}),
      ...(typeof limit === 'number' ? { limit } : {}),
    }
  })
}
