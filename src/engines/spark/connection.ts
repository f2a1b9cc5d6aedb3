import { withoutCredentials } from '../../core/credentials.ts'
import { UserError } from '../../core/errors.ts'

/** Where a Spark Connect server is and how to speak to it. */
export interface Connection {
  readonly host: string
  readonly port: number
  readonly isEncrypted: boolean
  readonly token?: string
  readonly userId: string
  readonly clientType: string
  /** The session to use; a new one where absent. */
  readonly sessionId?: string
  /** What is sent along with every call, such as `x-databricks-cluster-id`. */
  readonly headers: Readonly<Record<string, string>>
}

const example = 'Write it as sc://host:15002 or sc://host:443/;use_ssl=true;token=…'
const standardPort = 15_002

/**
 * The parts of a Spark connection string. A token implies encryption, unless `use_ssl=false` says otherwise; a parameter
 * of another name is sent along with every call.
 *
 * @throws UserError when it is none
 * @see https://github.com/apache/spark/blob/master/sql/connect/docs/client-connection-string.md
 * @example parseConnection('sc://localhost').port // 15002
 */
export function parseConnection(text: string): Connection {
  const [, place = '', path = '', rest = ''] = /^sc:\/\/([^/;]*)(\/[^;]*)?(;.*)?$/s.exec(text) ?? []
  const [, bracketed, plain, port] = /^(?:\[([0-9a-f:.]+)\]|([^:[\]@\s]+))(?::(\d{1,5}))?$/i.exec(place) ?? []
  const host = bracketed ?? plain
  if (host === undefined || (path !== '' && path !== '/') || Number(port ?? standardPort) > 65_535)
    throw new UserError(`${withoutCredentials(text)} is no address of a Spark Connect server.`, {
      hint: example,
    })
  const { token, use_ssl, user_id, session_id, user_agent, ...headers } = parametersOf(rest, text)
  return {
    host,
    port: Number(port ?? standardPort),
    isEncrypted: isEncrypted(use_ssl, token),
    ...(token === undefined ? {} : { token }),
    userId: user_id ?? 'mlcheck',
    clientType: user_agent ?? 'mlcheck',
    ...(session_id === undefined ? {} : { sessionId: checkedSession(session_id) }),
    headers,
  }
}

/** A server in a sentence, without its credentials. */
export function placeOf({ host, port }: Connection): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

function parametersOf(text: string, whole: string): Readonly<Record<string, string>> {
  const parts = text.split(';').filter(part => part !== '')
  const entries = parts.map(part => {
    const [, key, value] = /^([A-Za-z0-9_.-]+)=(.+)$/s.exec(part) ?? []
    if (key === undefined || value === undefined)
      throw new UserError(`A parameter of ${withoutCredentials(whole)} is not written as name=value.`, {
        hint: example,
      })
    return [key.toLowerCase(), decoded(value)] as const
  })
  return Object.fromEntries(entries)
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

function isEncrypted(wanted: string | undefined, token: string | undefined): boolean {
  if (wanted === undefined) return token !== undefined
  if (wanted === 'true' || wanted === 'false') return wanted === 'true'
  throw new UserError(`use_ssl is true or false, and not ${wanted}.`)
}

function checkedSession(id: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return id
  throw new UserError(`session_id is a UUID, and not ${id}.`)
}
