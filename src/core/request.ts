import { withoutCredentials } from './credentials.ts'
import { messageOf, UserError } from './errors.ts'

/** `fetch` refuses URLs with a user in them: they are sent as basic authentication. @throws UserError for no URL */
export function requestOf(url: string): { readonly href: string; readonly headers: Record<string, string> } {
  if (!URL.canParse(url)) throw new UserError(`${withoutCredentials(url)} is no URL.`)
  const parsed = new URL(url)
  const { username, password } = parsed
  parsed.username = ''
  parsed.password = ''
  if (username === '' && password === '') return { href: parsed.href, headers: {} }
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return {
    href: parsed.href,
    headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
  }
}

/** Why a request failed, as the end of a sentence. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  return messageOf(cause ?? error).replace(/\.$/, '')
}
