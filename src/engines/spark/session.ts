import { randomUUID } from 'node:crypto'
import type { EngineOptions } from '../../core/engine.ts'
import { unreadable } from '../../core/errors.ts'
import { type Cell, integersAsArrow, rowsOf } from './arrow.ts'
import type { NativeColumn } from './columns.ts'
import { type Connection, parseConnection, placeOf } from './connection.ts'
import { execute } from './execution.ts'
import { explained, failureOf, isServiceError } from './failure.ts'
import type {
  AnalyzePlanResponse,
  ExecutePlanResponse,
  FetchErrorDetailsResponse,
  Message,
  StageInfo,
} from './messages.ts'
import { retried, tries } from './retry.ts'
import { type MethodName, Transport } from './transport.ts'

/** A relation as the protocol has it, such as `{ sql: { query } }`. */
export type Plan = Message

/** In which every query means the same, whatever the server is set to. */
const settings: Readonly<Record<string, string>> = {
  'spark.sql.ansi.enabled': 'true',
  'spark.sql.ansi.doubleQuotedIdentifiers': 'false',
  'spark.sql.session.timeZone': 'UTC',
  'spark.sql.caseSensitive': 'true',
  'spark.sql.parser.escapedStringLiterals': 'false',
  // Or else `${…}` in a text is replaced.
  'spark.sql.variable.substitute': 'false',
  'spark.sql.variant.allowDuplicateKeys': 'true',
}
/** Settings that older versions do not know. */
const newerSettings: readonly (readonly [since: string, key: string, value: string])[] = [
  ['4.1', 'spark.sql.execution.arrow.compression.codec', 'none'],
]
const oldestVersion = '4.0'

type Options = Pick<EngineOptions, 'signal' | 'progress'>

/** A session of a Spark Connect server, in ANSI mode and UTC. All its failures are `UserError`s. */
export class SparkSession {
  /** What is done, for those who wait. */
  phase = 'asking Spark'
  readonly #connection: Connection
  readonly #transport: Transport
  readonly #options: Options
  readonly #sessionId: string
  #serverSideSessionId: string | undefined
  #isClosed = false
  #views = 0

  private constructor(connection: Connection, options: Options) {
    this.#connection = connection
    this.#transport = new Transport(connection)
    this.#options = options
    this.#sessionId = connection.sessionId ?? randomUUID()
  }

  /**
   * @param text a connection string, such as `sc://localhost:15002`
   * @throws UserError when there is no such server, or it does not accept the token
   */
  static async connect(text: string, options: Options = {}): Promise<SparkSession> {
    const session = new SparkSession(parseConnection(text), options)
    try {
      await session.#begin()
    } catch (error) {
      session.#transport.close()
      throw error
    }
    return session
  }

  /** The rows of a query. */
  async rows(query: string): Promise<readonly (readonly Cell[])[]> {
    const rows: (readonly Cell[])[] = []
    for await (const batch of this.batches({ sql: { query } })) for (const row of batch) rows.push(row)
    return rows
  }

  /** The rows of a relation as they arrive. */
  async *batches(relation: Plan): AsyncGenerator<readonly (readonly Cell[])[]> {
    for await (const { arrowBatch } of this.#execute({ root: relation }))
      if (arrowBatch?.data !== undefined) yield rowsOf(arrowBatch.data)
  }

  /** Gives a relation a name that queries can use. */
  async createView(name: string, relation: Plan): Promise<void> {
    const createDataframeView = { input: relation, name, isGlobal: false, replace: true }
    for await (const _ of this.#execute({ command: { createDataframeView } }));
  }

  /** The name of a view of whole numbers that are sent to the server; its columns are `c0`, `c1` and so on. */
  async viewOf(columns: readonly (readonly number[])[]): Promise<string> {
    this.#views += 1
    const name = `mlcheck_sent_${this.#views}`
    await this.createView(name, { localRelation: { data: integersAsArrow(columns) } })
    return name
  }

  /** The columns of a relation; no row is read. */
  async schema(relation: Plan): Promise<readonly NativeColumn[]> {
    const request = { schema: { plan: { root: relation } } }
    const { schema } = await this.#unary<AnalyzePlanResponse>('AnalyzePlan', request)
    const fields = schema?.schema?.struct?.fields ?? []
    return fields.map(({ name = '', dataType = {} }) => ({ name, type: dataType }))
  }

  /** Ends the session, and with it all that runs in it. Idempotent. */
  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    // A server that is gone needs no goodbye.
    await this.#transport.unary('ReleaseSession', this.#context()).catch(() => undefined)
    this.#transport.close()
  }

  async #begin(): Promise<void> {
    const { sparkVersion } = await this.#unary<AnalyzePlanResponse>(
      'AnalyzePlan',
      { sparkVersion: {} },
      tries.connecting,
    )
    const version = sparkVersion?.version ?? ''
    if (isBefore(version, oldestVersion))
      throw unreadable(`Spark at ${placeOf(this.#connection)} has version ${version}, which is too old.`, {
        hint: `Version ${oldestVersion} or newer is needed.`,
      })
    const newer = newerSettings.filter(([since]) => !isBefore(version, since))
    const pairs = [...Object.entries(settings), ...newer.map(([, key, value]) => [key, value] as const)]
    const set = { pairs: pairs.map(([key, value]) => ({ key, value })) }
    await this.#unary('Config', { operation: { set } })
  }

  async *#execute(plan: Message): AsyncGenerator<ExecutePlanResponse> {
    const { signal, progress } = this.#options
    const answers = execute(plan, { transport: this.#transport, context: () => this.#context(), signal })
    try {
      for await (const answer of answers) {
        this.#serverSideSessionId = answer.serverSideSessionId ?? this.#serverSideSessionId
        const stages = answer.executionProgress?.stages
        if (stages !== undefined) progress?.(this.phase, shareOf(stages))
        yield answer
      }
    } catch (error) {
      signal?.throwIfAborted()
      throw await this.#explained(error)
    }
  }

  async #unary<T>(method: MethodName, request: Message, most: number = tries.connected): Promise<T> {
    const { signal } = this.#options
    signal?.throwIfAborted()
    try {
      const attempt = () =>
        this.#transport.unary<T & { readonly serverSideSessionId?: string }>(
          method,
          { ...this.#context(), ...request },
          signal,
        )
      const answer = await retried(attempt, { most, signal })
      this.#serverSideSessionId = answer.serverSideSessionId ?? this.#serverSideSessionId
      return answer
    } catch (error) {
      signal?.throwIfAborted()
      throw await this.#explained(error)
    }
  }

  async #explained(error: unknown): Promise<unknown> {
    if (!isServiceError(error)) return error
    const text = (await this.#wholeText(failureOf(error).errorId)) ?? error.details
    const isConnected = this.#serverSideSessionId !== undefined
    return explained(error, { connection: this.#connection, text, isConnected })
  }

  /** All that the server has to say about an error, of which it sends only the beginning. */
  async #wholeText(errorId: string | undefined): Promise<string | undefined> {
    if (errorId === undefined) return undefined
    const request = { ...this.#context(), errorId }
    const details = await this.#transport
      .unary<FetchErrorDetailsResponse>('FetchErrorDetails', request)
      .catch((): FetchErrorDetailsResponse => ({}))
    return messageOfRoot(details)
  }

  #context(): Message {
    const { userId, clientType } = this.#connection
    return {
      sessionId: this.#sessionId,
      userContext: { userId },
      clientType,
      clientObservedServerSideSessionId: this.#serverSideSessionId,
    }
  }
}

/** Of a failure to read a file, the last cause says what is wrong with it. */
function messageOfRoot({ errors = [], rootErrorIdx = 0 }: FetchErrorDetailsResponse): string | undefined {
  const root = errors[rootErrorIdx]
  if (!root?.sparkThrowable?.errorClass?.startsWith('FAILED_READ_FILE')) return root?.message
  let cause = root
  for (let depth = 0; cause.causeIdx !== undefined && depth < errors.length; depth++)
    cause = errors[cause.causeIdx] ?? cause
  return `${root.message?.replace(/\s*SQLSTATE: .*$/s, '')} ${cause.message}`
}

function shareOf(stages: readonly StageInfo[]): number | undefined {
  const sum = (of: (stage: StageInfo) => number | undefined) =>
    stages.reduce((total, stage) => total + (of(stage) ?? 0), 0)
  const tasks = sum(stage => stage.numTasks)
  return tasks === 0 ? undefined : sum(stage => stage.numCompletedTasks) / tasks
}

/** Whether a version is older than another, by its first two numbers. */
function isBefore(version: string, other: string): boolean {
  const [[major = 0, minor = 0] = [], [otherMajor = 0, otherMinor = 0] = []] = [version, other].map(text =>
    text.split('.').map(part => Number.parseInt(part, 10)),
  )
  return major < otherMajor || (major === otherMajor && minor < otherMinor)
}
