import { type UserError, unreadable } from '../core/errors.ts'
import type { Acceptance, HistoryEntry, RunHistory } from '../core/history.ts'
import { acceptanceAgain, batchNumber } from '../core/history.ts'
import { type Database, readDatabase, writeDatabase } from './database.ts'
import { databaseFile, networkWarning, prepareFolder } from './folder.ts'
import { packChecks, unpackChecks } from './packedChecks.ts'
import { historyVersion } from './schema.ts'
import { chosenRun, type RunList } from './unknownRun.ts'

/** The history in the database of a local store. */
export class LocalHistory implements RunHistory {
  readonly location: string
  readonly #file: string
  readonly #warnOnNetwork: () => Promise<void>

  constructor(location: string, warn: (text: string) => void) {
    this.location = location
    this.#file = databaseFile(location)
    this.#warnOnNetwork = networkWarning(location, warn)
  }

  async seriesNames(): Promise<readonly string[]> {
    return this.#read(async database => {
      const { rows } = await database.execute(
        'SELECT DISTINCT series FROM batch WHERE run IS NOT NULL ORDER BY series',
      )
      return rows.map(row => String(row.series))
    }, [])
  }

  async entries(series: string): Promise<readonly HistoryEntry[]> {
    return this.#read(database => selectEntries(database, 'series = ?', [series]), [])
  }

  async find(run: string): Promise<HistoryEntry> {
    const id = chosenRun(run, await this.#read(runIds, []), runListOf(this.location))
    const [entry] = await this.#read(database => selectEntries(database, 'run = ?', [id]), [])
    if (entry === undefined) throw judgedAgain(id)
    return entry
  }

  async reserve(series: string, sampleIdentity: string): Promise<number> {
    await this.#warnOnNetwork()
    await prepareFolder(this.location)
    return writeDatabase(this.#file, async transaction => {
      const { rows } = await transaction.execute({
        sql: 'SELECT number, sample FROM batch WHERE series = ?',
        args: [series],
      })
      const batches = rows.map(row => ({
        batch: Number(row.number),
        sample: { identity: String(row.sample) },
      }))
      const number = batchNumber(batches, sampleIdentity)
      await transaction.execute({
        sql: 'INSERT OR IGNORE INTO batch (series, number, sample) VALUES (?, ?, ?)',
        args: [series, number, sampleIdentity],
      })
      return number
    })
  }

  async record(entry: HistoryEntry): Promise<void> {
    const { series, batch, sample, runId } = entry
    await writeDatabase(this.#file, async transaction => {
      const [earlier] = await selectEntries(transaction, 'series = ? AND number = ?', [series, batch])
      const acceptance = earlier && acceptanceAgain(earlier, entry)
      const { rowsAffected } = await transaction.execute({
        sql: `UPDATE batch SET run = ?, acceptance = ?, entry = ?, checks = ?
          WHERE series = ? AND number = ? AND sample = ?`,
        args: [
          runId,
          acceptance ?? null,
          JSON.stringify(storedPart(entry)),
          entry.checks === undefined ? null : packChecks(entry.checks),
          ...[series, batch, sample.identity],
        ],
      })
      if (rowsAffected !== 1) throw new Error(`Batch ${batch} of ${series} is not reserved for this sample.`)
    })
  }

  async accept(run: string, acceptance: Acceptance): Promise<HistoryEntry> {
    const id = chosenRun(run, await this.#read(runIds, []), runListOf(this.location))
    return writeDatabase(this.#file, async transaction => {
      await transaction.execute({
        sql: 'UPDATE batch SET acceptance = ? WHERE run = ?',
        args: [acceptance, id],
      })
      const [entry] = await selectEntries(transaction, 'run = ?', [id])
      if (entry === undefined) throw judgedAgain(id)
      return entry
    })
  }

  async #read<T>(work: (database: Database) => Promise<T>, whenEmpty: T): Promise<T> {
    await this.#warnOnNetwork()
    return readDatabase(this.#file, work, whenEmpty, historyVersion)
  }
}

function runListOf(location: string): RunList {
  return {
    name: `the history in ${location}`,
    command: 'mlcheck history',
    source: 'Runs are recorded with --series NAME.',
  }
}

function judgedAgain(id: string): UserError {
  return unreadable(`The sample of run ${id} was judged again just now.`, {
    hint: 'mlcheck history shows the new run.',
  })
}

async function selectEntries(
  database: Database,
  condition: string,
  args: readonly (string | number)[],
): Promise<readonly HistoryEntry[]> {
  const { rows } = await database.execute({
    // All columns: a store that an older version wrote, and nobody wrote to since, has no checks.
    sql: `SELECT * FROM batch
      WHERE run IS NOT NULL AND ${condition} ORDER BY series, number`,
    args: [...args],
  })
  return rows.map(row => ({
    ...JSON.parse(String(row.entry)),
    series: String(row.series),
    batch: Number(row.number),
    runId: String(row.run),
    ...(row.checks instanceof ArrayBuffer ? { checks: unpackChecks(row.checks) } : {}),
    ...(row.acceptance === null ? {} : { acceptance: row.acceptance }),
  }))
}

/** The newest first. */
async function runIds(database: Database): Promise<readonly string[]> {
  const { rows } = await database.execute(
    `SELECT run FROM batch WHERE run IS NOT NULL ORDER BY entry ->> 'startedAt' DESC, rowid DESC`,
  )
  return rows.map(row => String(row.run))
}

/** What has no column of its own. */
function storedPart({
  series: _,
  batch: __,
  runId: ___,
  acceptance: ____,
  checks: _____,
  ...rest
}: HistoryEntry) {
  return rest
}
