import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { GarbageReport } from '../core/artifact.ts'
import { listEntries } from './catalogue.ts'
import { checkoutFolder } from './checkout.ts'
import type { Database } from './database.ts'
import { objectPath, temporaryFolder } from './objects.ts'
import { hasCode } from './systemError.ts'
import { markCollected } from './versions.ts'

/** What was written within the last hour may belong to a command that is still under way. */
const recentMilliseconds = 3_600_000

/**
 * Removes the objects that no version refers to, or only expired ones, files that a killed process left half written,
 * and the layouts of versions that are gone or expired.
 *
 * Inside of a write transaction nobody else can start to refer to an object, and `put` looks again whether its
 * objects are there in its own. Hence the synchronous calls: they keep the transaction short.
 */
export async function collectGarbage(
  database: Database,
  home: string,
  { dryRun }: { readonly dryRun: boolean },
): Promise<GarbageReport> {
  const entries = await listEntries(database)
  const kept = entries.flatMap(({ artifact }) => (artifact.isExpired ? [] : [artifact]))
  const newlyExpired = entries.filter(({ artifact }) => artifact.isExpired && !artifact.collectedAt)
  if (!dryRun && newlyExpired.length > 0)
    await markCollected(
      database,
      newlyExpired.map(({ id }) => id),
    )
  const ofVersions = kept.flatMap(({ files }) => files.map(({ digest }) => digest))
  const used = new Set([...ofVersions, ...(await objectsOfRuns(database))])
  const versions = new Set(kept.map(({ digest }) => digest))
  const candidates = [...objectsExcept(home, used), ...pathsIn(temporaryFolder(home))]
  const swept = sweep(candidates, Date.now() - recentMilliseconds, dryRun)
  const layouts = namesIn(checkoutFolder(home)).filter(digest => !versions.has(digest))
  if (!dryRun)
    for (const digest of layouts) rmSync(join(checkoutFolder(home), digest), { recursive: true, force: true })
  return { expiredVersions: newlyExpired.length, ...swept }
}

function sweep(
  paths: readonly string[],
  limit: number,
  dryRun: boolean,
): Omit<GarbageReport, 'expiredVersions'> {
  let [removedFiles, removedBytes, recentFiles] = [0, 0, 0]
  for (const path of paths) {
    const found = statSync(path, { throwIfNoEntry: false })
    if (found === undefined) continue
    if (found.mtimeMs > limit) {
      recentFiles++
      continue
    }
    if (!dryRun) rmSync(path, { force: true })
    removedFiles++
    removedBytes += found.size
  }
  return { removedFiles, removedBytes, recentFiles }
}

function objectsExcept(home: string, used: ReadonlySet<string>): readonly string[] {
  return namesIn(join(home, 'objects')).flatMap(start =>
    namesIn(join(home, 'objects', start))
      .filter(rest => !used.has(start + rest))
      .map(rest => objectPath(home, start + rest)),
  )
}

function pathsIn(folder: string): readonly string[] {
  return namesIn(folder).map(name => join(folder, name))
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return []
    throw error
  }
}

/** A store that an older version wrote, and nobody wrote to since, has no files of runs. */
async function objectsOfRuns(database: Database): Promise<readonly string[]> {
  const tables = await column(database, "SELECT name FROM sqlite_master WHERE type = 'table'")
  return tables.includes('run_file') ? column(database, 'SELECT DISTINCT digest FROM run_file') : []
}

async function column(database: Database, sql: string): Promise<readonly string[]> {
  const { rows } = await database.execute(sql)
  return rows.map(row => String(row[0]))
}
