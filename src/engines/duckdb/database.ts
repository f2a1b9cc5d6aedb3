import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import duckdb from '@duckdb/node-bindings'
import type { EngineOptions, QueryRecord } from '../../core/engine.ts'
import { messageOf, unreadable } from '../../core/errors.ts'
import type { Value } from '../../core/value.ts'
import { rowsOf } from './results.ts'
import { nothingToRemove, removeAtExit } from './temporary-folders.ts'

export type Rows = readonly (readonly Cell[])[]
/** What a result cell decodes to; lists come from `quantile_cont` and `min(x, n)`. */
export type Cell = Value | readonly Value[]

export interface RunOptions {
  /** Whether the statement reads a dataset's rows. */
  readonly scan?: boolean
  /** Where the statement is recorded. */
  readonly records?: QueryRecord[]
  /** What the statement does, told to `progress`. */
  readonly phase?: string
}

// Milliseconds.
const progressInterval = 200
const interruptInterval = 20

/** Below this, threads cost more than they save. */
const fewBytes = 8_000_000

/** One in-memory DuckDB with one connection; statements run one after another. */
export class Database {
  readonly #database: duckdb.Database
  readonly #connection: duckdb.Connection
  readonly #options: EngineOptions
  readonly #temporary: string
  #last: Promise<unknown> = Promise.resolve()
  #names = 0
  #bytes = 0
  #isParallel = false
  #closed = false

  private constructor(
    database: duckdb.Database,
    connection: duckdb.Connection,
    options: EngineOptions,
    temporary: string,
  ) {
    this.#database = database
    this.#connection = connection
    this.#options = options
    this.#temporary = temporary
  }

  static async open(options: EngineOptions): Promise<Database> {
    options.signal?.throwIfAborted()
    const temporary = join(tmpdir(), `mlcheck-${randomUUID()}`)
    removeAtExit(temporary)
    const config = duckdb.create_config()
    for (const [name, value] of Object.entries(settings(options, temporary)))
      duckdb.set_config(config, name, value)
    const database = await duckdb.open(':memory:', config)
    const connection = await connect(database)
    if (options.progress !== undefined) {
      await duckdb.query(connection, 'SET enable_progress_bar = true')
      await duckdb.query(connection, 'SET enable_progress_bar_print = false')
    }
    return new Database(database, connection, options, temporary)
  }

  /** Makes ready for files of so many bytes: from some size on, all cores work. */
  async prepareFor(bytes: number): Promise<void> {
    this.#bytes += bytes
    if (this.#isParallel || this.#options.threads !== undefined || this.#bytes < fewBytes) return
    this.#isParallel = true
    await this.query(`SET threads = ${availableParallelism()}`)
  }

  /** A name that no table, view or sequence has yet, to be put into statements as it is. */
  newName(): string {
    this.#names += 1
    return `d${this.#names}`
  }

  /** A path for a temporary file, which is removed when the database is closed. */
  async newPath(): Promise<string> {
    await mkdir(this.#temporary, { recursive: true })
    return join(this.#temporary, randomUUID())
  }

  /** The rows that a statement returns, decoded. */
  async rows(sql: string, options: RunOptions = {}): Promise<Rows> {
    return rowsOf(await this.query(sql, options))
  }

  /** @throws the abort reason when the engine's signal was aborted meanwhile. */
  query(sql: string, options: RunOptions = {}): Promise<duckdb.Result> {
    return this.exclusively(() => this.#run(sql, options))
  }

  /**
   * The chunks of rows that a statement returns, few of them in memory at once and each valid until the next. They come
   * over a connection of their own, so that other statements may run meanwhile.
   */
  async *chunks(sql: string, { scan = false, records }: RunOptions = {}): AsyncGenerator<duckdb.DataChunk> {
    const { signal } = this.#options
    signal?.throwIfAborted()
    const started = performance.now()
    const connection = await connect(this.#database)
    const stopWatching = this.#interruptOnAbort(connection)
    try {
      const statement = await duckdb.prepare(connection, sql)
      const result = await duckdb.execute_prepared_streaming(statement)
      for (;;) {
        const chunk = await duckdb.fetch_chunk(result)
        signal?.throwIfAborted()
        // The end is a chunk without rows, again and again.
        if (chunk === null || duckdb.data_chunk_get_size(chunk) === 0) return
        yield chunk
      }
    } catch (error) {
      throw this.#failureOf(error)
    } finally {
      stopWatching()
      duckdb.disconnect_sync(connection)
      records?.push({ sql, milliseconds: performance.now() - started, scan })
    }
  }

  /** Runs work that needs the connection for itself. */
  exclusively<T>(work: (connection: duckdb.Connection) => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => this.#guarded(work))
    this.#last = turn.catch(() => {})
    return turn
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#last
    duckdb.disconnect_sync(this.#connection)
    duckdb.close_sync(this.#database)
    await rm(this.#temporary, { recursive: true, force: true })
    nothingToRemove(this.#temporary)
  }

  async #guarded<T>(work: (connection: duckdb.Connection) => Promise<T>): Promise<T> {
    this.#options.signal?.throwIfAborted()
    try {
      return await work(this.#connection)
    } catch (error) {
      throw this.#failureOf(error)
    }
  }

  /** @throws the abort reason when the engine's signal was aborted meanwhile. */
  #failureOf(error: unknown): unknown {
    this.#options.signal?.throwIfAborted()
    return /^Out of Memory Error/.test(messageOf(error)) ? outOfMemory(error, this.#options) : error
  }

  async #run(sql: string, { scan = false, records, phase }: RunOptions): Promise<duckdb.Result> {
    const started = performance.now()
    const stopProgress = this.#followProgress(phase)
    const stopWatching = this.#interruptOnAbort(this.#connection)
    try {
      return await duckdb.query(this.#connection, sql)
    } finally {
      stopWatching()
      stopProgress()
      records?.push({ sql, milliseconds: performance.now() - started, scan })
    }
  }

  /** Interrupts until the statement has ended: DuckDB forgets an interruption that comes before it has begun. */
  #interruptOnAbort(connection: duckdb.Connection): () => void {
    const { signal } = this.#options
    const interrupt = () => duckdb.interrupt(connection)
    let timer: NodeJS.Timeout | undefined
    const begin = () => {
      interrupt()
      timer = setInterval(interrupt, interruptInterval)
    }
    signal?.addEventListener('abort', begin, { once: true })
    return () => {
      signal?.removeEventListener('abort', begin)
      clearInterval(timer)
    }
  }

  #followProgress(phase: string | undefined): () => void {
    const { progress } = this.#options
    if (progress === undefined || phase === undefined) return () => {}
    progress(phase)
    const timer = setInterval(() => {
      const { percentage, rows_processed: rows } = duckdb.query_progress(this.#connection)
      progress(phase, percentage < 0 ? undefined : Math.min(1, percentage / 100), Number(rows))
    }, progressInterval)
    return () => clearInterval(timer)
  }
}

async function connect(database: duckdb.Database): Promise<duckdb.Connection> {
  const connection = await duckdb.connect(database)
  // Timestamps with a zone are compared in UTC, wherever the process runs.
  await duckdb.query(connection, "SET TimeZone = 'UTC'")
  return connection
}

function outOfMemory(cause: unknown, { memoryLimit }: EngineOptions): Error {
  const lacking = memoryLimit === undefined ? 'the machine has too little' : 'the memory limit is too low'
  return unreadable(`Out of memory: ${lacking} for this data.`, {
    hint: 'Allow it more memory, or fewer threads: each thread needs memory of its own.',
    cause,
  })
}

function settings(options: EngineOptions, temporary: string): Readonly<Record<string, string>> {
  return {
    temp_directory: temporary,
    // Nothing is ever downloaded: what is not compiled in does not exist.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    ...(options.memoryLimit === undefined ? {} : { memory_limit: `${options.memoryLimit}B` }),
    threads: String(options.threads ?? 1),
  }
}
