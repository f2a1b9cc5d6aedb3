import { escapedMarkup } from '../core/markup.ts'

/**
 * The page about a server, HTML.
 *
 * @param about what it predicts and how it is asked, HTML
 */
export function pageOf(title: string, about: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapedMarkup(title)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}td{padding:.1rem 1rem .1rem 0}pre{overflow:auto;padding:1rem;border:1px solid #8888}</style>
<h1>${escapedMarkup(title)}</h1>
<p><a href="openapi.json">openapi.json</a>, <a href="metrics">metrics</a>, <a href="ping">ping</a>, <a href="version">version</a>.</p>
${about}
</html>
`
}
