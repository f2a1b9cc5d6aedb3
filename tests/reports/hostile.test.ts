import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderGithubAnnotations } from '../../reports/github.ts'
import { renderGitlab } from '../../reports/gitlab.ts'
import { renderHtml } from '../../reports/html/html.ts'
import { renderJson } from '../../reports/json.ts'
import { renderJunit } from '../../reports/junit.ts'
import { renderMarkdown } from '../../reports/markdown.ts'
import { renderSarif } from '../../reports/sarif.ts'
import { renderTap } from '../../reports/tap.ts'
import { renderTerminal } from '../../reports/terminal.ts'
import { display } from '../../reports/text/display.ts'
import type { Result } from '../../src/core/result.ts'
import { aHostileResult, hostileTexts } from '../support/hostile.ts'
import { parseXml } from '../support/xml.ts'

// Controls but the line feed, direction changes, halves of surrogate pairs.
const unsafe = /(?!\n)[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/u

const sinks: Readonly<Record<string, (result: Result) => string>> = {
  terminal: result => renderTerminal(result, { color: false, unicode: true, columns: 80, verbose: true }),
  'terminal in ASCII': result =>
    renderTerminal(result, { color: false, unicode: false, columns: 80, verbose: true }),
  json: renderJson,
  junit: renderJunit,
  github: renderGithubAnnotations,
  markdown: renderMarkdown,
  html: renderHtml,
  gitlab: renderGitlab,
  sarif: renderSarif,
  tap: renderTap,
}

const anyText = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .array(
      fc.constantFrom('\n', '\r', '|', '\\', '`', '::', '@', '<', '&', ']]>', '\u001b', ' ', 'a', '\ud800'),
      { maxLength: 12 },
    )
    .map(parts => parts.join('')),
)

test.each(Object.entries(sinks))('%s shows every hostile text without acting on it', (_, render) => {
  for (const text of hostileTexts) expect(render(aHostileResult(text))).not.toMatch(unsafe)
})

test('display form is one line of visible characters, whatever the text', () => {
  fc.assert(
    fc.property(anyText, text => {
      const shown = display(text)
      expect(shown).not.toMatch(unsafe)
      expect(shown).not.toMatch(/\n|^\s|\s$/)
      expect(shown).not.toBe('')
    }),
    { seed: 1, numRuns: 1000 },
  )
})

test('no text from the data starts a line of the terminal or of a log', () => {
  everyText(text => {
    const terminal = renderTerminal(aHostileResult(text), { color: false, unicode: true, columns: 80 })
    expect(terminal.split('\n').filter(line => line !== '' && !line.startsWith(' '))).toEqual([])
  })
})

test('every line of the annotations is one workflow command of ours', () => {
  everyText(text => {
    const lines = renderGithubAnnotations(aHostileResult(text)).trimEnd().split('\n')
    const titles = lines.map(
      line => /^::(error|warning|notice) (?:[a-z]+=[^:,]*,)*title=[^:,]*::/.exec(line)?.[1],
    )
    expect(titles).toEqual(['error', 'error', 'warning', 'notice'])
  })
})

test('JUnit is well-formed XML with unique names', () => {
  everyText(text => {
    const document = parseXml(renderJunit(aHostileResult(text)))
    const names = document.children
      .flatMap(suite => suite.children.map(child => child.attributes.name))
      .slice(1)
    expect(new Set(names).size).toBe(5)
  })
})

test('every line of TAP is a plan, a test or a comment, and no text is a directive', () => {
  everyText(text => {
    const [version, plan, ...lines] = renderTap(aHostileResult(text)).trimEnd().split('\n')
    expect([version, plan]).toEqual(['TAP version 14', '1..5'])
    const tests = lines.filter(line => !line.startsWith('# '))
    const states = tests.map(line =>
      /^(ok|not ok) \d - (?:\\.|[^\\#])*( # SKIP)?$/.exec(line)?.slice(1, 3).join(''),
    )
    expect(states).toEqual(['not ok', 'not ok', 'ok', 'ok', 'ok # SKIP'])
  })
})

test('code quality and SARIF have an issue for each finding, with fingerprints that repeat', () => {
  everyText(text => {
    const issues: { fingerprint: string; severity: string }[] = JSON.parse(renderGitlab(aHostileResult(text)))
    expect(issues.map(({ severity }) => severity)).toEqual(['critical', 'major', 'minor'])
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(3)
    const [run] = JSON.parse(renderSarif(aHostileResult(text))).runs
    expect(run.results.map((each: { level: string }) => each.level)).toEqual(['error', 'error', 'warning'])
    expect(
      run.results.map((each: { partialFingerprints: object }) => Object.values(each.partialFingerprints)[0]),
    ).toEqual(issues.map(({ fingerprint }) => fingerprint))
  })
})

test('JSON gives the document back', () => {
  everyText(text => {
    const result = aHostileResult(text)
    expect(JSON.parse(renderJson(result))).toEqual(JSON.parse(JSON.stringify(result)))
  })
})

test('HTML has no element of the text, and its policy comes first', () => {
  const plain = elementsOf(renderHtml(aHostileResult('plain')))
  everyText(text => {
    const html = renderHtml(aHostileResult(text))
    expect(html).toMatch(
      /^<!doctype html>\n<html lang="en">\n<head>\n<meta http-equiv="Content-Security-Policy"/,
    )
    expect(elementsOf(html)).toEqual(plain)
  })
})

test('Markdown tables keep their cells, and nothing outside code is HTML, a link or a mention', () => {
  everyText(text => {
    const markdown = renderMarkdown(aHostileResult(text))
    expect(
      markdown
        .split('\n')
        .filter(line => line.startsWith('|'))
        .map(cellCount),
    ).toEqual([4, 4, 4, 4, 4, 7, 7, 7])
    const [, summary = ''] = /<summary>(.*)<\/summary>/.exec(markdown) ?? []
    expect(readAsText(summary)).not.toMatch(/<|[@#](?=\w)|:\/\/|www\./)
    const prose = readAsText(withoutCode(markdown.replace(/<details>.*|<\/details>/g, '')))
    expect(prose).not.toMatch(/(?<!\\)<(?!br>)|[@#](?=\w)|:\/\/|(?<!\\)\]\(|www\./)
  })
})

test('Markdown stays below 64 KB with a thousand findings', () => {
  const result = aHostileResult('|'.repeat(10_000))
  const outcomes = Array.from({ length: 350 }, () => result.outcomes).flat()
  const markdown = renderMarkdown({ ...result, outcomes })
  expect(Buffer.byteLength(markdown)).toBeLessThan(64 * 1024)
  expect(markdown).toMatch(/\n… [\d,]+ more findings\n/)
})

function everyText(check: (text: string) => void): void {
  for (const text of hostileTexts) check(text)
  fc.assert(fc.property(anyText, check), { seed: 2, numRuns: 100 })
}

/** The names of the elements of a page, each once. */
function elementsOf(html: string): readonly string[] {
  const body = html.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '')
  const names = [...body.matchAll(/<([^\s/>]*)/g)].map(([, name = '']) => name)
  return [...new Set(names)].sort()
}

/** Cells of a row of a GitHub table: a pipe separates unless a backslash stands right before it, in code as well. */
function cellCount(row: string): number {
  return (row.match(/(?<!\\)\|/g) ?? []).length - 1
}

/** Markdown without its code spans: a run of backticks, up to the next run of the same length. */
function withoutCode(markdown: string): string {
  return markdown.replace(/(?<![\\`])(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '')
}

/** The zero-width space that breaks mentions, as the character itself. */
function readAsText(markdown: string): string {
  return markdown.replaceAll('&#8203;', '\u200b')
}
