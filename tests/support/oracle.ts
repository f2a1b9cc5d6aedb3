import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The folder with real data and external oracle cases, from MLCHECK_ORACLE; absent on most machines. */
const oracleFolder: string | undefined = process.env.MLCHECK_ORACLE || undefined

/** A path in the oracle's folder, or `undefined` where there is none: skip the test then. */
export function oracleFile(...parts: readonly string[]): string | undefined {
  if (oracleFolder === undefined) return undefined
  const path = join(oracleFolder, ...parts)
  return existsSync(path) ? path : undefined
}
