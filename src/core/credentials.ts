/**
 * A text without the credentials of the http(s) URLs in it: the user and password before the host, and the values of
 * query parameters whose name tells that they are secret, such as `X-Amz-Signature`. Of URLs of other kinds it is the
 * password, and of `sc:` URLs (Spark Connect) such parameters, too. Each becomes `•••`.
 */
export function withoutCredentials(text: string): string {
  return text
    .replace(/https?:\/\/\S+/gi, url =>
      url.replace(/^(https?:\/\/)[^/?#]*@/i, '$1•••@').replace(secretOf('?&', '#'), '$1•••'),
    )
    .replace(/sc:\/\/\S+/gi, url => url.replace(secretOf(';'), '$1•••'))
    .replace(/([a-z][a-z0-9+.-]*:\/\/[^\s/?#:@]*:)[^\s/?#]*@/gi, '$1•••@')
}

/** A parameter whose name tells that its value is secret, and what stands before that value. */
function secretOf(separators: string, end = ''): RegExp {
  const [name, value] = [`[^=${separators}${end}]*`, `[^${separators.replace('?', '')}${end}]*`]
  return new RegExp(
    `([${separators}]${name}(?:token|sig|secret|key|pass|pwd|credential|auth)${name}=)${value}`,
    'gi',
  )
}
