import { withoutCredentials } from './credentials.ts'
import { messageOf, UserError } from './errors.ts'

/**
 * What `fetch` is to be told to get the bytes of a URL as they are. It refuses URLs with a user in them: they are sent as
 * basic authentication. Compressed on the way, a file would have another size, and its ranges would be others.
 *
 * @throws UserError for no URL, or a stray % in the user or the password
 */
export function requestOf(url: string): { readonly href: string; readonly headers: Record<string, string> } {
  if (!URL.canParse(url)) throw new UserError(`${withoutCredentials(url)} is no URL.`)
  const parsed = new URL(url)
  const { username, password } = parsed
  parsed.username = ''
  parsed.password = ''
  if (username === '' && password === '') return { href: parsed.href, headers: asIs }
  const credentials = `${decoded(username, url)}:${decoded(password, url)}`
  return {
    href: parsed.href,
    headers: { ...asIs, authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
  }
}

function decoded(text: string, url: string): string {
  try {
    return decodeURIComponent(text)
  } catch (cause) {
    throw new UserError(`The user or the password of ${withoutCredentials(url)} cannot be decoded.`, {
      hint: 'A % in them is written %25.',
      cause,
    })
  }
}

const asIs = { 'accept-encoding': 'identity' }

/** Whether a server compressed what it answers all the same: `fetch` undoes that, and its size is not that of the bytes. */
export function isCompressed(headers: Headers): boolean {
  return (headers.get('content-encoding') ?? 'identity') !== 'identity'
}

/** Why a request failed, as the end of a sentence. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  return messageOf(cause ?? error).replace(/\.$/, '')
}
