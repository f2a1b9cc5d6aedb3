import type { Result } from '../../src/core/result.ts'
import { anOutcome } from './outcome.ts'
import { aResult } from './result.ts'

/** Cells, names and messages that attack one sink or another. Every report has to show them as text. */
export const hostileTexts: readonly string[] = [
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '&lt;b&gt; &#60; &amp;',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what a template would fill in.
  '{{constructor}} {{{raw}}} ${1+1}',
  '\u001b[2J\u001b[1;1Hcleared',
  '\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007',
  '\u009b31mred\u009bm',
  '::error file=x::forged',
  'cell\n::set-output name=x::y',
  'cell\r\n::stop-commands::token',
  '##[error]forged',
  'a%0A::error::b,c:d',
  '=cmd|"/c calc"!A1',
  '@SUM(1+1)',
  ']]><!-- --><![CDATA[',
  '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
  'nul\u0000byte',
  '\ufffe\uffff',
  'user\u202etxt.exe\u2066',
  'zero\u200bwidth',
  '\ud83d',
  'half\udc00pair',
  'x'.repeat(10_000),
  '😀'.repeat(100),
  'a | b || c \\| d',
  '`code` ``` fence',
  '@team #123 GH-1 https://evil.example www.evil.example',
  '[link](javascript:alert(1)) ![img](https://evil.example/x.png)',
  '</details>\n\n# heading',
  '"quoted" \'single\'',
  '',
  '   ',
  ' padded ',
  '\t\r\n',
  'line\u2028separator\u2029paragraph\u0085next',
]

/** A result in which one text stands everywhere that text from outside can stand. */
export function aHostileResult(text: string): Result {
  const named = { id: `${text}.check`, columns: [text], suite: text, expectation: text, expected: text }
  const said = { found: text, hint: text, next: text, note: text, derivation: text }
  const unexpected = {
    count: 3,
    of: 10,
    distinct: 1,
    values: [{ value: text, count: 3, positions: [1, 2, 3], closest: text }],
    positions: [1, 2, 3],
    positionKind: 'line' as const,
    rows: { columns: [text], cells: [[text]] },
  }
  const batch = { batch: 1, label: text, startedAt: '2026-11-16T06:12:04Z' }
  const history = {
    findingSince: batch,
    past: [{ batch: 1, label: text, status: 'failed' as const, value: 0.3, limit: 0.1 }],
    value: 0.4,
    limit: 0.1,
  }
  const categories = {
    kind: 'categories' as const,
    entries: [{ label: text, reference: 5, sample: 1 }],
    total: { reference: 10, sample: 10 },
  }
  const dataset = {
    label: text,
    files: [text],
    format: text,
    rows: 10,
    columns: 1,
    bytes: 100,
    digest: text,
    remarks: [text],
    artifact: { project: text, name: text, version: text, digest: text },
  }
  const outcomes = [
    anOutcome({ ...named, ...said, status: 'failed', unexpected, history, observed: { [text]: text } }),
    anOutcome({
      ...named,
      ...said,
      id: `${text}.errored`,
      status: 'errored',
      origin: { file: text, line: 1 },
    }),
    anOutcome({
      ...named,
      ...said,
      id: `${text}.drift`,
      category: 'drift',
      status: 'failed',
      severity: 'warning',
      charts: [categories],
      test: {
        family: text,
        method: text,
        statistic: { name: text, value: 0.5 },
        pValue: 0.001,
        adjustedP: 0.001,
        alpha: 0.05,
        correction: 'sidak',
        familySize: 1,
        limit: 0.05,
        effect: { name: `${text} effect`, value: 0.5 },
        n: { reference: 10, sample: 10 },
        summaries: [{ name: text, reference: 1, sample: 2 }],
      },
    }),
    anOutcome({ ...named, ...said, id: `${text}.passed` }),
    anOutcome({ ...named, ...said, id: `${text}.skipped`, status: 'skipped' }),
  ]
  const { run } = aResult()
  return aResult({
    run: { ...run, command: ['mlcheck', '--sample', text], engine: text, commit: text },
    sample: dataset,
    reference: dataset,
    suites: [{ name: text, file: text, checks: 5, derived: false }],
    series: { name: text, batch: 2, confirm: 2 },
    comparison: {
      ...batch,
      run: text,
      verdict: text,
      newly: [text],
      still: [text],
      fixed: [text],
      referenceChanged: true,
    },
    columns: [{ name: text, type: text }],
    outcomes,
  })
}
