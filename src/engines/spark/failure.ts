import { type ServiceError, status } from '@grpc/grpc-js'
import { UserError, unreadable } from '../../core/errors.ts'
import { type Connection, placeOf } from './connection.ts'
import type { ErrorInfo, Status } from './messages.ts'
import { decode } from './wire.ts'

/** What a server says about a failure of Spark itself. */
interface SparkFailure {
  /** Such as `TABLE_OR_VIEW_NOT_FOUND` or `INVALID_HANDLE.OPERATION_NOT_FOUND`. */
  readonly errorClass: string
  /** Of SQL, such as `42703`. */
  readonly sqlState?: string
  /** Under which the whole text is kept. */
  readonly errorId?: string
}

/** An error of gRPC, which all that a server refuses comes as. */
export function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'code' in error && 'metadata' in error && typeof error.code === 'number'
}

/** Whether the same call may succeed a moment later. */
export function isTransient(error: unknown): boolean {
  if (!isServiceError(error)) return false
  return error.code === status.UNAVAILABLE || failureOf(error).errorClass === 'INVALID_CURSOR.DISCONNECTED'
}

/** Whether the server knows nothing of an operation, be it never begun or forgotten. */
export function isUnknownOperation(error: unknown): boolean {
  return isServiceError(error) && failureOf(error).errorClass === 'INVALID_HANDLE.OPERATION_NOT_FOUND'
}

export function failureOf(error: ServiceError): SparkFailure {
  const { metadata = {} } = errorInfoOf(error)
  // Where the details are cut off, the class still stands before the text.
  const [, written = ''] = classPattern.exec(error.details) ?? []
  return {
    errorClass: metadata.errorClass ?? written,
    ...(metadata.sqlState === undefined ? {} : { sqlState: metadata.sqlState }),
    ...(metadata.errorId === undefined ? {} : { errorId: metadata.errorId }),
  }
}

const classPattern = /^\s*\[([A-Z0-9_.]+)\]\s*/

interface Circumstances {
  readonly connection: Connection
  /** All that the server has to say about it. */
  readonly text: string
  /** Whether the server has answered before. */
  readonly isConnected: boolean
}

/** A failure in words for the user. */
export function explained(cause: ServiceError, { connection, text, isConnected }: Circumstances): UserError {
  const place = placeOf(connection)
  const { errorClass, sqlState = '' } = failureOf(cause)
  if (cause.code === status.UNAVAILABLE && isConnected)
    return unreadable(`The connection to Spark at ${place} was lost and could not be made again.`, { cause })
  if (cause.code === status.UNAVAILABLE)
    return unreadable(`There is no Spark Connect server at ${place}.`, {
      hint: connection.isEncrypted
        ? 'It may not be running, or speak without encryption: then add use_ssl=false.'
        : 'It may not be running, or want encryption: then add use_ssl=true.',
      cause,
    })
  if (cause.code === status.UNAUTHENTICATED || cause.code === status.PERMISSION_DENIED)
    return unreadable(
      connection.token === undefined
        ? `Spark at ${place} wants a token.`
        : `Spark at ${place} does not accept the token.`,
      { hint: 'Write it into the connection string as token=….', cause },
    )
  if (cause.code === status.UNIMPLEMENTED)
    return unreadable(`What answers at ${place} is no Spark Connect server.`, { cause })
  if (lostSession.includes(errorClass))
    return unreadable(`Spark at ${place} has restarted or closed the session, and what was open is gone.`, {
      hint: 'Run it again.',
      cause,
    })
  const isMistake = /^(?:22|42)/.test(sqlState) && !notFound.includes(sqlState)
  return new UserError(`${noAnswer}${sentenceOf(text)}`, {
    fault: isMistake ? 'usage' : 'unreadable',
    cause,
  })
}

/** How a sentence begins about what Spark says of a query. */
export const noAnswer = 'Spark could not answer: '

/** Among the states of SQL that say that a query is wrong, those of a table or a path that is not there. */
const notFound = ['42P01', '42K03']

const lostSession = [
  'INVALID_HANDLE.SESSION_NOT_FOUND',
  'INVALID_HANDLE.SESSION_CLOSED',
  'INVALID_HANDLE.SESSION_CHANGED',
]

/** Without the class before it, and the state, plan and query behind it. */
function sentenceOf(text: string): string {
  const [first = ''] = text.replace(classPattern, '').trim().split('\n')
  return first.replace(/ SQLSTATE: .*$/, '')
}

function errorInfoOf(error: ServiceError): ErrorInfo {
  const [packed] = error.metadata.get('grpc-status-details-bin')
  if (!(packed instanceof Uint8Array)) return {}
  const { details = [] } = decode<Status>('google.rpc.Status', packed)
  const info = details.find(({ typeUrl = '' }) => typeUrl.endsWith('google.rpc.ErrorInfo'))
  return info?.value === undefined ? {} : decode<ErrorInfo>('google.rpc.ErrorInfo', info.value)
}
