import { createHash } from 'node:crypto'

/** The content security policy of a page whose one style and one script are these, or files beside it. */
export function policyFor({ css, js }: { readonly css?: string; readonly js?: string }): string {
  const source = (text: string | undefined) => (text === undefined ? "'self'" : hashSource(text))
  // A cell that became markup in spite of the escaping could still load and run nothing.
  return [
    "default-src 'none'",
    'img-src data:',
    `style-src ${source(css)}`,
    `script-src ${source(js)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

/** A file's name that says what is in it, so that a host may keep it for good. */
export function assetName(text: string, extension: string): string {
  return `mlcheck-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.${extension}`
}

function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
