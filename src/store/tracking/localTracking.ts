import { unreadable } from '../../core/errors.ts'
import type {
  CachedWork,
  Lineage,
  Metric,
  Run,
  RunFile,
  RunFilter,
  Tracking,
  TrackingChanges,
} from '../../core/tracking.ts'
import { findEntry } from '../catalogue.ts'
import { type Database, readDatabase, writeDatabase } from '../database.ts'
import { databaseFile, networkWarning, prepareFolder } from '../folder.ts'
import { addObject, digestOfFile, objectPath } from '../objects.ts'
import { trackingVersion } from '../schema.ts'
import { chosenRun, type RunList } from '../unknownRun.ts'
import { writeChanges } from './changes.ts'
import { cachedOf, fileOf, lineageOf, metricOf, runOf } from './rows.ts'

/** The runs in the database of a local store, shared by any number of processes of one machine. */
export class LocalTracking implements Tracking {
  readonly location: string
  readonly #file: string
  readonly #warnOnNetwork: () => Promise<void>

  constructor(location: string, warn: (text: string) => void) {
    this.location = location
    this.#file = databaseFile(location)
    this.#warnOnNetwork = networkWarning(location, warn)
  }

  async write(changes: TrackingChanges): Promise<void> {
    await this.#warnOnNetwork()
    await prepareFolder(this.location)
    await writeDatabase(this.#file, transaction => writeChanges(transaction, changes))
  }

  async addFile(path: string): Promise<Pick<RunFile, 'size' | 'digest'>> {
    await prepareFolder(this.location)
    return addObject(this.location, path)
  }

  async runs({ project, group, parent, isTop = false, limit }: RunFilter = {}): Promise<readonly Run[]> {
    return this.#read(async database => {
      const { rows } = await database.execute({
        sql: `SELECT * FROM run WHERE project = ifnull(?, project) AND grouping = ifnull(?, grouping)
          AND (? IS NULL OR parent = ?) AND (NOT ? OR parent IS NULL)
          ORDER BY started_at DESC, rowid DESC LIMIT ?`,
        args: [project ?? null, group ?? null, parent ?? null, parent ?? null, isTop, limit ?? -1],
      })
      return rows.map(runOf)
    }, [])
  }

  async find(text: string): Promise<Run> {
    const ids = await this.#read(async database => {
      const { rows } = await database.execute('SELECT id FROM run ORDER BY started_at DESC, rowid DESC')
      return rows.map(row => String(row.id))
    }, [])
    const id = chosenRun(text, ids, runListOf(this.location))
    const [run] = await this.#read(async database => {
      const { rows } = await database.execute({ sql: 'SELECT * FROM run WHERE id = ?', args: [id] })
      return rows.map(runOf)
    }, [])
    if (run === undefined) throw unreadable(`The run ${id} was removed just now.`)
    return run
  }

  async metrics(run: string): Promise<readonly Metric[]> {
    return this.#read(async database => {
      const sql = 'SELECT * FROM metric WHERE run = ? ORDER BY key, step'
      return (await database.execute({ sql, args: [run] })).rows.map(metricOf)
    }, [])
  }

  async files(run: string): Promise<readonly RunFile[]> {
    return this.#read(async database => {
      const sql = 'SELECT * FROM run_file WHERE run = ? ORDER BY path'
      return (await database.execute({ sql, args: [run] })).rows.map(fileOf)
    }, [])
  }

  async openFile({ path, digest }: RunFile): Promise<string> {
    const object = objectPath(this.location, digest)
    const found = await digestOfFile(object).catch(() => undefined)
    if (found === digest) return object
    throw unreadable(
      `The bytes of ${path} in ${this.location} are ${found === undefined ? 'gone' : 'damaged'}.`,
    )
  }

  async lineage(filter: Parameters<Tracking['lineage']>[0]): Promise<readonly Lineage[]> {
    const [condition, args] =
      'run' in filter
        ? ['run = ?', [filter.run]]
        : ['project = ? AND name = ?', [filter.project, filter.name]]
    return this.#read(async database => {
      const sql = `SELECT * FROM lineage WHERE ${condition} ORDER BY rowid`
      return (await database.execute({ sql, args })).rows.map(lineageOf)
    }, [])
  }

  async recall(key: string): Promise<CachedWork | undefined> {
    return this.#read(async database => {
      const { rows } = await database.execute({ sql: 'SELECT * FROM cached_work WHERE key = ?', args: [key] })
      const [found] = rows.map(cachedOf)
      return found && (await isComplete(database, found)) ? found : undefined
    }, undefined)
  }

  async #read<T>(work: (database: Database) => Promise<T>, whenEmpty: T): Promise<T> {
    await this.#warnOnNetwork()
    return readDatabase(this.#file, work, whenEmpty, trackingVersion)
  }
}

/** Whether every version that the work made is still what it was, and can be opened. */
async function isComplete(database: Database, { outputs }: CachedWork): Promise<boolean> {
  for (const { project, name, version, digest } of Object.values(outputs)) {
    const entry = await findEntry(database, { project, name, alias: version })
    if (entry?.artifact.digest !== digest || entry.artifact.isExpired) return false
  }
  return true
}

function runListOf(location: string): RunList {
  return {
    name: `the list of runs in ${location}`,
    command: 'mlcheck runs ls',
    source: 'mlcheck run records the runs of a pipeline.',
  }
}
