/**
 * A text without the credentials of the http(s) URLs in it: the user and password before the host, and the values of
 * query parameters whose name tells that they are secret, such as `X-Amz-Signature`. Of URLs of other kinds it is the
 * password, and of the connection strings of Spark (`sc:`) such parameters, too. Each becomes `•••`.
 */
export function withoutCredentials(text: string): string {
  return text
    .replace(/https?:\/\/\S+/gi, url =>
      url
        .replace(/^(https?:\/\/)[^/?#]*@/i, '$1•••@')
        .replace(/([?&][^=&#]*(?:token|sig|secret|key|pass|pwd|credential|auth)[^=&#]*=)[^&#]*/gi, '$1•••'),
    )
    .replace(/sc:\/\/\S+/gi, url =>
      url.replace(/(;[^=;]*(?:token|sig|secret|key|pass|pwd|credential|auth)[^=;]*=)[^;]*/gi, '$1•••'),
    )
    .replace(/([a-z][a-z0-9+.-]*:\/\/[^\s/?#:@]*:)[^\s/?#]*@/gi, '$1•••@')
}
